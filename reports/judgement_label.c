/* A label in the output of `tracecert label`. */
#include "judge.h"
#include "plain.h"
#include "tracecert/code.h"
#include "tracecert/label.h"

#define MM_PER_INCH 25.4

static void print_image(struct tc_judge *judge, const struct tc_label_result *label)
{
    bool vi = judge->lang == TC_VI;

    fprintf(judge->out, vi ? "    ảnh: %d x %d điểm" : "    image: %d x %d pixels",
            label->width, label->height);
    if (label->dpi > 0)
        fprintf(judge->out, ", %.0f dpi", label->dpi);
    else
        fputs(vi ? ", không rõ dpi (dùng --dpi)" : ", dpi unknown (use --dpi)", judge->out);
    fputc('\n', judge->out);
}

static void print_module(struct tc_judge *judge, const struct tc_symbol *symbol, double dpi)
{
    if (symbol->module <= 0)
        return;
    fprintf(judge->out, ", X = %.1f px", symbol->module);
    if (dpi > 0)
        fprintf(judge->out, " = %.3f mm", symbol->module * MM_PER_INCH / dpi);
    if (symbol->bars > 0)
        fprintf(judge->out, judge->lang == TC_VI ? ", vạch cao %.0fX" : ", bars %.0fX high",
                symbol->bars / symbol->module);
}

/* The AIs as they stand beside the bars, or the message when there are none. */
static void print_message(struct tc_judge *judge, const struct tc_symbol *symbol)
{
    struct tc_code_result code;

    tc_symbol_read(judge->arena, symbol, &code);
    fputs("        ", judge->out);
    for (size_t i = 0; i < code.count; i++) {
        fprintf(judge->out, "%s(%s)", i ? " " : "", code.ais[i].ai);
        plain_puts(judge->out, code.ais[i].value);
    }
    if (code.count == 0)
        plain_print(judge->out, symbol->data, symbol->len);
    fputc('\n', judge->out);
}

static void print_parameters(struct tc_judge *judge, const struct tc_quality *q)
{
    for (int i = 0; i < TC_QUALITY_PARAMETERS; i++)
        if (q->present & 1u << i)
            fprintf(judge->out, "%s %s %.2f (%.1f)",
                    q->present & ((1u << i) - 1) ? ";" : "        ",
                    tc_text_in(tc_quality_name((enum tc_quality_parameter)i), judge->lang),
                    q->value[i], q->grade_of[i]);
    fputc('\n', judge->out);
}

/* Never without saying that it is no verification. */
static void print_quality(struct tc_judge *judge, const struct tc_symbol *symbol)
{
    const struct tc_quality *q = &symbol->quality;

    if (q->scans == 0)
        return;
    fprintf(
        judge->out,
        judge->lang == TC_VI
            ? "        chất lượng in %s theo cách của ISO/IEC %s; chỉ để định hướng: ảnh chưa "
              "hiệu chuẩn (%.1f px mỗi X) không thay được máy kiểm định\n"
            : "        print quality %s by the method of ISO/IEC %s; indicative only: an "
              "uncalibrated image (%.1f px an X) is no verifier\n",
        tc_quality_form(judge->arena, q), symbol->bars > 0 ? "15416" : "15415", q->pixels);
    print_parameters(judge, q);
}

static void print_symbol(struct tc_judge *judge, const struct tc_symbol *symbol, size_t number,
                         double dpi)
{
    bool vi = judge->lang == TC_VI;

    fprintf(judge->out, vi ? "    mã vạch %zu: %s" : "    symbol %zu: %s", number,
            symbol->symbology);
    if (symbol->identifier)
        fprintf(judge->out, " %s", symbol->identifier);
    fprintf(judge->out, vi ? " tại %d,%d (%d x %d)" : " at %d,%d (%d x %d)", symbol->box[0],
            symbol->box[1], symbol->box[2], symbol->box[3]);
    print_module(judge, symbol, dpi);
    fprintf(judge->out, vi ? ", đọc bởi %s" : ", read by %s", symbol->decoders);
    if (symbol->against)
        fprintf(judge->out, vi ? ", %s đọc khác, không được tin" : ", not as read by %s",
                symbol->against);
    if (symbol->unsure)
        fputs(vi ? ", chưa tin được" : ", not to be relied upon", judge->out);
    fputc('\n', judge->out);
    print_message(judge, symbol);
    print_quality(judge, symbol);
}

/* What was left out is said. */
static void print_text_state(struct tc_judge *judge, const struct tc_label_result *label)
{
    bool vi = judge->lang == TC_VI;

    if (label->text == TC_LABEL_TEXT_NO_PROGRAM)
        fputs(vi ? "    chữ in bên mã chưa được xét: chưa cài tesseract-ocr\n"
                 : "    human-readable text was not tested: tesseract-ocr is not installed\n",
              judge->out);
    else if (label->text == TC_LABEL_TEXT_UNREADABLE)
        fputs(vi ? "    chữ in bên mã chưa được xét: không đọc được chữ trên ảnh\n"
                 : "    human-readable text was not tested: the image could not be read\n",
              judge->out);
}

void judge_label_text(struct tc_judge *judge, const struct tc_label_result *label)
{
    if (label->width == 0)
        return;
    print_image(judge, label);
    for (size_t i = 0; i < label->count; i++)
        print_symbol(judge, &label->symbols[i], i + 1, label->dpi);
    print_text_state(judge, label);
    for (size_t i = 0; i < label->open_count; i++)
        fprintf(judge->out,
                judge->lang == TC_VI ? "    chưa kết luận %s: %s\n"
                                     : "    not decided: %s: %s\n",
                label->open[i].requirement, tc_text_in(label->open[i].why, judge->lang));
}

/* --- JSON ---------------------------------------------------------------------------- */

static json_t *quality_json(struct tc_judge *judge, const struct tc_symbol *symbol)
{
    const struct tc_quality *q = &symbol->quality;
    json_t *parameters = json_array();

    for (int i = 0; i < TC_QUALITY_PARAMETERS; i++)
        if (q->present & 1u << i)
            json_array_append_new(
                parameters, json_pack("{s:s, s:f, s:f}", "name",
                                      tc_text_in(tc_quality_name((enum tc_quality_parameter)i),
                                                 judge->lang),
                                      "value", q->value[i], "grade", q->grade_of[i]));
    return json_pack("{s:s, s:s, s:s, s:f, s:i, s:f, s:o}", "report",
                     tc_quality_form(judge->arena, q), "method",
                     symbol->bars > 0 ? "ISO/IEC 15416" : "ISO/IEC 15415", "status",
                     "indicative: an uncalibrated image is no verifier", "grade", q->grade,
                     "scans", q->scans, "pixelsPerModule", q->pixels, "parameters", parameters);
}

/* NUL bytes are not for a JSON string of every reader; the message is shown up
 * to the first. */
static json_t *symbol_json(struct tc_judge *judge, const struct tc_symbol *symbol)
{
    struct tc_code_result code;
    json_t *json =
        json_pack("{s:s, s:s?, s:o, s:b, s:b, s:s, s:[iiii]}", "symbology", symbol->symbology,
                  "identifier", symbol->identifier, "data", judge_string(symbol->data), "gs1",
                  symbol->gs1, "unsure", symbol->unsure, "decoders", symbol->decoders, "box",
                  symbol->box[0], symbol->box[1], symbol->box[2], symbol->box[3]);

    tc_symbol_read(judge->arena, symbol, &code);
    json_object_set_new(json, "ais", judge_ais(&code));
    if (symbol->against)
        json_object_set_new(json, "against", json_string(symbol->against));
    if (symbol->module > 0)
        json_object_set_new(json, "modulePixels", json_real(symbol->module));
    if (symbol->bars > 0)
        json_object_set_new(json, "barsPixels", json_real(symbol->bars));
    if (symbol->quality.scans > 0)
        json_object_set_new(json, "printQuality", quality_json(judge, symbol));
    return json;
}

void judge_label_json(struct tc_judge *judge, json_t *line, const struct tc_label_result *label)
{
    json_t *symbols = json_array(), *open = json_array();

    for (size_t i = 0; i < label->count; i++)
        json_array_append_new(symbols, symbol_json(judge, &label->symbols[i]));
    for (size_t i = 0; i < label->open_count; i++)
        json_array_append_new(open,
                              json_pack("{s:s, s:s}", "requirement", label->open[i].requirement,
                                        "why", tc_text_in(label->open[i].why, judge->lang)));
    json_object_set_new(line, "open", open);
    json_object_set_new(line, "textTested", json_boolean(label->text == TC_LABEL_TEXT_READ));
    json_object_set_new(line, "width", json_integer(label->width));
    json_object_set_new(line, "height", json_integer(label->height));
    if (label->dpi > 0)
        json_object_set_new(line, "dpi", json_real(label->dpi));
    json_object_set_new(line, "symbols", symbols);
}
