#include <string.h>

#include "judge.h"
#include "plain.h"
#include "tracecert/code.h"
#include "tracecert/document.h"

static const char *paint(const struct tc_judge *judge, enum tc_verdict verdict)
{
    if (!judge->color)
        return "";
    return verdict == TC_PASS ? "\033[32m" : verdict >= TC_FAIL ? "\033[1;31m" : "\033[33m";
}

static const char *unpaint(const struct tc_judge *judge)
{
    return judge->color ? "\033[0m" : "";
}

/* A marker under the character at `at` of the text that starts at `start`. */
static void print_caret(struct tc_judge *judge, const char *start, const char *at)
{
    fprintf(judge->out, "\n         | %*s%s^%s\n",
            (int)plain_width(start, (size_t)(at - start)), "", paint(judge, TC_FAIL),
            unpaint(judge));
}

/* The line of the finding with a marker under its column. */
static void print_line(struct tc_judge *judge, const struct tc_where *where)
{
    size_t len = strlen(where->shown), mark = (size_t)where->mark;

    fprintf(judge->out, "  %6ld | ", where->line);
    plain_print(judge->out, where->shown, len);
    print_caret(judge, where->shown, where->shown + (mark < len ? mark : len));
}

/* A code with a marker under the byte of the finding. */
static void print_code(struct tc_judge *judge, const char *shown, const struct tc_where *where)
{
    fprintf(judge->out, "         | ");
    plain_puts(judge->out, shown);
    print_caret(judge, shown, shown + strnlen(shown, (size_t)where->offset - 1));
}

static void print_place(struct tc_judge *judge, const struct tc_judgement *judgement,
                        const struct tc_where *where)
{
    plain_puts(judge->out, judgement->input);
    if (where->line)
        fprintf(judge->out, ":%ld:%ld", where->line, where->column);
    fprintf(judge->out, ": ");
    if (where->part) {
        plain_puts(judge->out, where->part);
        fprintf(judge->out, ": ");
    }
}

static void print_labelled(struct tc_judge *judge, const char *vi, const char *en,
                           const char *text)
{
    fprintf(judge->out, "    %s: ", judge->lang == TC_VI ? vi : en);
    plain_puts(judge->out, text);
    fputc('\n', judge->out);
}

static void print_finding(struct tc_judge *judge, const struct tc_judgement *judgement,
                          const struct tc_finding *finding)
{
    const struct tc_requirement *r = tc_catalogue_find(judge->catalogue, finding->requirement);
    enum tc_verdict verdict = judge_verdict(judge, finding);

    print_place(judge, judgement, &finding->where);
    fprintf(judge->out, "%s%s%s %s", paint(judge, verdict), tc_verdict_name(verdict),
            unpaint(judge), finding->requirement);
    if (r)
        fprintf(judge->out, " %s (%s, %s %s, %s)", tc_text_in(r->title, judge->lang),
                tc_level_name(r->level), r->source, r->edition, r->clause);
    fputc('\n', judge->out);
    if (finding->where.shown)
        print_line(judge, &finding->where);
    else if (judgement->shown && finding->where.offset)
        print_code(judge, judgement->shown, &finding->where);
    if (finding->where.pointer)
        print_labelled(judge, "ở", "at", finding->where.pointer);
    print_labelled(judge, "cần", "expected", tc_text_in(finding->expected, judge->lang));
    print_labelled(judge, "nhận được", "found", tc_text_in(finding->actual, judge->lang));
    print_labelled(judge, "cách sửa", "how to fix", judge_fix(judge, finding));
}

static void print_verdict(struct tc_judge *judge, const struct tc_judgement *judgement,
                          enum tc_verdict verdict)
{
    plain_puts(judge->out, judgement->input);
    fputs(": ", judge->out);
    fputs(paint(judge, verdict), judge->out);
    fputs(tc_verdict_name(verdict), judge->out);
    fputs(unpaint(judge), judge->out);
    if (judgement->events)
        fprintf(judge->out, judge->lang == TC_VI ? " (%zu sự kiện)" : " (%zu events)",
                judgement->events);
    if (judgement->shown) {
        fputc(' ', judge->out);
        plain_puts(judge->out, judgement->shown);
    }
    fputc('\n', judge->out);
}

/* What was read of a code, as it would be printed beside the bars. */
static void print_code_read(struct tc_judge *judge, const struct tc_code_result *code)
{
    static const struct tc_text kinds[] = {
        [TC_CODE_UNKNOWN] = { "không rõ loại", "unknown" },
        [TC_CODE_ELEMENT_STRING] = { "chuỗi phần tử GS1", "GS1 element string" },
        [TC_CODE_SCAN] = { "dữ liệu máy quét", "scanner data" },
        [TC_CODE_DIGITAL_LINK] = { "GS1 Digital Link", "GS1 Digital Link" },
        [TC_CODE_EPC_URI] = { "EPC URI", "EPC URI" },
        [TC_CODE_KEY] = { "mã không có AI", "a key without AI" },
        [TC_CODE_GTIN] = { "GTIN", "GTIN" },
        [TC_CODE_GLN] = { "GLN", "GLN" },
        [TC_CODE_SSCC] = { "SSCC", "SSCC" },
    };

    fputs(judge->lang == TC_VI ? "    đọc được: " : "    read: ", judge->out);
    fputs(tc_text_in(kinds[code->kind], judge->lang), judge->out);
    for (size_t i = 0; i < code->count; i++) {
        fputs(" (", judge->out);
        fputs(code->ais[i].ai, judge->out);
        fputc(')', judge->out);
        plain_puts(judge->out, code->ais[i].value);
    }
    fputc('\n', judge->out);
}

static void print_other_forms(struct tc_judge *judge, const struct tc_judgement *judgement)
{
    if (judgement->note.en)
        print_labelled(judge, "lưu ý", "note", tc_text_in(judgement->note, judge->lang));
    if (judgement->corrected)
        print_labelled(judge, "mã đúng", "corrected", judgement->corrected);
    if (judgement->converted)
        print_labelled(judge, "chuyển thành", "converted", judgement->converted);
    if (judgement->left_out)
        print_labelled(judge, "không mang theo được", "left out", judgement->left_out);
    if (!judgement->converted && judgement->unconverted.en)
        print_labelled(judge, "không chuyển được", "not converted",
                       tc_text_in(judgement->unconverted, judge->lang));
}

static void add(struct tc_judge *judge, const struct tc_judgement *judgement,
                enum tc_verdict verdict)
{
    for (size_t i = 0; i < judgement->findings->count; i++)
        print_finding(judge, judgement, &judgement->findings->items[i]);
    if (judgement->findings->count == 0)
        print_verdict(judge, judgement, verdict);
    if (judgement->document && judgement->document->dropped)
        fprintf(judge->out,
                judge->lang == TC_VI ? "    và %zu điểm nữa không được liệt kê\n"
                                     : "    and %zu more that are not listed\n",
                judgement->document->dropped);
    if (judgement->code)
        print_code_read(judge, judgement->code);
    if (judgement->label)
        judge_label_text(judge, judgement->label);
    if (judgement->undecided.en)
        print_labelled(judge, "lý do", "because",
                       tc_text_in(judgement->undecided, judge->lang));
    print_other_forms(judge, judgement);
}

static void end(struct tc_judge *judge)
{
    const unsigned *n = judge->counts;

    fprintf(judge->out,
            judge->lang == TC_VI ? "\nĐầu vào: %zu; sự kiện: %zu; đạt: %u; cảnh báo: %u; "
                                   "không đạt: %u; chưa kết luận: %u; đang tranh luận: %u\n"
                                 : "\ninputs: %zu; events: %zu; passed: %u; with warnings: %u; "
                                   "failed: %u; inconclusive: %u; disputed: %u\n",
            judge->inputs, judge->events, n[TC_PASS], n[TC_WARN], n[TC_FAIL],
            n[TC_INCONCLUSIVE] + n[TC_ERROR], n[TC_DISPUTED]);
}

const struct judge_writer judge_text = { .add = add, .end = end };
