#include "tracecert/label.h"

#include <string.h>

#include "validate/decode/label_image.h"
#include "validate/label/label_judge.h"
#include "validate/label/label_render.h"
#include "validate/label/label_worker.h"

#define TRIED "zbar, libdmtx, zxing-cpp, tracecert"
/* Symbologies of GS1 and other ones that none of these reads. */
#define UNREADABLE "rMQR, DotCode, Code One, Code 49, Code 16K, MaxiCode"
#define SHOWN 80 /* bytes of a message in a finding */
#define UNKNOWN_DPI (-1.0)
#define OPEN_MAX 16 /* more requirements than can be left open */
#define LACKS_COMPANION "GS1-ID-05"

void tc_label_report(struct tc_label_judge *judge, const struct tc_said *at,
                     const char *requirement, const char *rule, struct tc_text expected,
                     struct tc_text actual)
{
    struct tc_finding finding = { .requirement = requirement,
                                  .expected = expected,
                                  .actual = actual };

    if (at) {
        finding.where.part =
            tc_arena_printf(judge->arena, "symbol %zu (%s)%s%s", at->number,
                            at->symbol->symbology, rule ? ", " : "", rule ? rule : "");
        memcpy(finding.where.box, at->symbol->box, sizeof(finding.where.box));
    }
    tc_findings_add(&judge->result->findings, judge->arena, finding);
}

void tc_label_leave_open(struct tc_label_judge *judge, const char *requirement,
                         struct tc_text why)
{
    struct tc_label_result *result = judge->result;

    if (!result->open)
        result->open = tc_arena_alloc(judge->arena, OPEN_MAX * sizeof(*result->open));
    for (size_t i = 0; i < result->open_count; i++)
        if (strcmp(result->open[i].requirement, requirement) == 0)
            return;
    if (result->open_count < OPEN_MAX)
        result->open[result->open_count++] = (struct tc_label_open){ requirement, why };
}

/* --- the carriers ------------------------------------------------------------------ */

/* TCVN 13275:2020 with Decree 37/2026, Article 18, and the DataBar family, which
 * GS1 admits beside EAN/UPC. */
static bool is_allowed(const struct tc_symbol *symbol)
{
    static const char *const names[] = {
        "gs1-datamatrix",
        "datamatrix",
        "gs1-qr",
        "qr",
        "gs1-128",
        "code128",
        "databar",
        "ean-13",
        "databar-expanded",
        "databar-limited",
        "itf-14",
        "itf",
        "ean-8",
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(names[i], symbol->symbology) == 0)
            return true;
    return false;
}

static bool has_allowed(const struct tc_label_judge *judge)
{
    for (size_t i = 0; i < judge->count; i++)
        if (is_allowed(judge->said[i].symbol))
            return true;
    return false;
}

/* An accepted symbol may be among those that were not read, or not surely. */
static bool may_be_allowed(const struct tc_label_result *result)
{
    for (size_t i = 0; i < result->count; i++)
        if (is_allowed(&result->symbols[i]))
            return true;
    return result->unread_bars;
}

static void judge_carriers(struct tc_label_judge *judge)
{
    judge->carried = has_allowed(judge);
    if (judge->carried)
        return;
    tc_label_report(
        judge, &judge->said[0], "LABEL-03", NULL,
        TC_TEXT("EAN/UPC, GS1 DataBar, ITF, Code 128, QR Code hoặc Data Matrix",
                "EAN/UPC, GS1 DataBar, ITF, Code 128, QR Code or Data Matrix"),
        TC_TEXT(judge->said[0].symbol->symbology, judge->said[0].symbol->symbology));
}

/* --- the content ------------------------------------------------------------------- */

/* What is only advice in a code breaks no label. */
static bool is_advice(const char *rule)
{
    return strcmp(rule, "GS1-ID-10") == 0 || strcmp(rule, "GS1-DL-06") == 0;
}

/* The rule by itself, at the symbol. */
static void keep_code_finding(struct tc_label_judge *judge, const struct tc_said *said,
                              const struct tc_finding *f)
{
    struct tc_finding kept = *f;

    kept.where.part =
        tc_arena_printf(judge->arena, "symbol %zu (%s)", said->number, said->symbol->symbology);
    memcpy(kept.where.box, said->symbol->box, sizeof(kept.where.box));
    tc_findings_add(&judge->result->codes, judge->arena, kept);
}

void tc_label_judge_content(struct tc_label_judge *judge, const struct tc_said *said)
{
    bool lacks_fnc1 = tc_symbol_lacks_fnc1(said->symbol, &said->code);

    if (lacks_fnc1)
        tc_label_report(judge, said, "LABEL-04", NULL,
                        TC_TEXT("FNC1 ở vị trí đầu của mã vạch, không có dấu ngoặc",
                                "FNC1 in the first position of the symbol, no brackets"),
                        tc_say(judge->arena, "%s không có FNC1", "%s without FNC1",
                               said->symbol->identifier));
    for (size_t i = 0; i < said->code.findings.count; i++) {
        const struct tc_finding *f = &said->code.findings.items[i];

        if (strcmp(f->requirement, LACKS_COMPANION) == 0 && said->paired)
            continue;
        keep_code_finding(judge, said, f);
        if ((strcmp(f->requirement, "GS1-ID-08") == 0 && lacks_fnc1) ||
            is_advice(f->requirement))
            continue;
        tc_label_report(judge, said, "LABEL-05", f->requirement, f->expected, f->actual);
    }
}

/* --- the symbols together ---------------------------------------------------------- */

/* All symbols that have a value for the AI have that of the first. */
static void judge_agreement(struct tc_label_judge *judge, const char *ai)
{
    const struct tc_said *first = NULL;
    const char *wanted = NULL;

    for (size_t i = 0; i < judge->count; i++) {
        const struct tc_said *said = &judge->said[i];
        const char *value = tc_code_value(&said->code, ai);

        if (value && !first) {
            first = said;
            wanted = value;
        } else if (value && strcmp(value, wanted) != 0) {
            tc_label_report(judge, said, "LABEL-08", NULL,
                            tc_say(judge->arena, "(%s)%.*s như mã vạch %zu",
                                   "(%s)%.*s as in symbol %zu", ai, SHOWN, wanted,
                                   first->number),
                            tc_say(judge->arena, "(%s)%.*s", "(%s)%.*s", ai, SHOWN, value));
        }
    }
}

void tc_label_judge_together(struct tc_label_judge *judge)
{
    /* Product, lot, and dates of making, of best quality and of expiry. */
    static const char *const ais[] = { "01", "10", "11", "15", "17" };

    for (size_t i = 0; i < sizeof(ais) / sizeof(ais[0]); i++)
        judge_agreement(judge, ais[i]);
}

/* --- the whole --------------------------------------------------------------------- */

static void collect(struct tc_label_judge *judge, const struct tc_label_result *result)
{
    judge->said = tc_arena_alloc(judge->arena, (result->count + 1) * sizeof(*judge->said));
    for (size_t i = 0; i < result->count; i++) {
        struct tc_said *said = &judge->said[judge->count];

        if (result->symbols[i].unsure)
            continue;
        said->symbol = &result->symbols[i];
        said->number = i + 1;
        tc_symbol_read(judge->arena, said->symbol, &said->code);
        judge->count++;
    }
}

/* What one symbol lacks (the GTIN beside a lot) another may carry: the Barcode
 * Syntax Dictionary pairs AIs over all carriers of an item. */
static void find_companions(struct tc_label_judge *judge)
{
    struct tc_code_input *inputs = tc_arena_alloc(judge->arena, judge->count * sizeof(*inputs));
    struct tc_code_result *results =
        tc_arena_alloc(judge->arena, judge->count * sizeof(*results));
    size_t *whose = tc_arena_alloc(judge->arena, judge->count * sizeof(*whose)), n = 0;

    for (size_t i = 0; i < judge->count; i++)
        if (tc_symbol_input(judge->arena, judge->said[i].symbol, &inputs[n]))
            whose[n++] = i;
    tc_code_check_item(judge->arena, inputs, n, results);
    for (size_t i = 0; i < n; i++)
        judge->said[whose[i]].paired = !tc_code_has(&results[i], LACKS_COMPANION);
}

static void judge_symbols(struct tc_label_judge *judge)
{
    judge_carriers(judge);
    find_companions(judge);
    for (size_t i = 0; i < judge->count; i++) {
        tc_label_judge_content(judge, &judge->said[i]);
        tc_label_judge_space(judge, &judge->said[i]);
        tc_label_judge_size(judge, &judge->said[i]);
        tc_label_judge_quality(judge, &judge->said[i]);
    }
    tc_label_judge_use(judge);
    if (judge->text)
        tc_label_judge_text(judge);
    tc_label_judge_together(judge);
}

static void report_no_image(struct tc_label_judge *judge, size_t len)
{
    tc_label_report(judge, NULL, "LABEL-01", NULL,
                    TC_TEXT("ảnh PNG, JPEG, SVG hoặc PDF đọc được",
                            "a PNG, JPEG, SVG or PDF that can be read"),
                    tc_say(judge->arena, "%zu byte không đọc được thành ảnh",
                           "%zu bytes that do not read as an image", len));
}

static void report_no_symbol(struct tc_label_judge *judge)
{
    tc_label_report(
        judge, NULL, "LABEL-02", NULL,
        TC_TEXT("ít nhất một mã vạch đọc được", "at least one symbol that can be read"),
        TC_TEXT("không bộ giải mã nào đọc được (đã thử: " TRIED
                "; không bộ nào biết " UNREADABLE
                ", nhưng ảnh không có hình nào giống các mã ấy)",
                "none that a decoder can read (tried: " TRIED "; none of them knows " UNREADABLE
                ", but nothing in the image looks like those)"));
}

/* Nothing can be said of a label whose symbols nobody reads for sure. */
static int report_unknown(const struct tc_label_result *result, struct tc_err *err)
{
    if (result->too_large)
        tc_err_set(err,
                   "ảnh lớn hơn %zu triệu điểm ảnh hoặc %d điểm một cạnh; hãy cắt lấy nhãn "
                   "hoặc quét ở 300 dpi",
                   "the image has more than %zu million pixels, or %d on a side; cut out the "
                   "label, or scan it at 300 dpi",
                   TC_IMAGE_PIXELS_MAX >> 20, TC_IMAGE_SIDE_MAX);
    else if (result->unread_bars)
        tc_err_set(err, "có vạch mà không bộ giải mã nào đọc được (đã thử: %s)",
                   "there are bars that no decoder reads (tried: %s)", TRIED);
    else if (result->count == 0 && result->unread_patch)
        tc_err_set(err,
                   "không bộ giải mã nào đọc được gì (đã thử: %s), nhưng có hình có thể là mã "
                   "vạch: không bộ nào biết %s, nên đây không phải bằng chứng là thiếu mã vạch",
                   "no decoder reads anything (tried: %s), but something may be a symbol: none "
                   "of them knows %s, so this is no proof that a symbol is missing",
                   TRIED, UNREADABLE);
    else if (result->count == 0)
        tc_err_set(err, "một bộ giải mã bị ngắt, các bộ khác không đọc được gì (đã thử: %s)",
                   "a decoder broke off, and the others read nothing (tried: %s)", TRIED);
    else
        tc_err_set(err,
                   "các bộ giải mã đọc khác nhau, hoặc chỉ một bộ hay đọc sai đọc được (%s)",
                   "decoders read the symbol differently, or only one that is known to err "
                   "reads it (%s)",
                   result->symbols[0].symbology);
    return -1;
}

static int check_image(struct tc_label_judge *judge, size_t len, struct tc_err *err)
{
    struct tc_label_result *result = judge->result;

    collect(judge, result);
    if (result->width == 0 && !result->too_large) {
        report_no_image(judge, len);
    } else if (result->width > 0 && result->count == 0 && !result->unread_bars &&
               !result->unread_patch && !result->broken_off) {
        report_no_symbol(judge);
    } else if (judge->count == 0 || (!has_allowed(judge) && may_be_allowed(result))) {
        return report_unknown(result, err);
    } else {
        judge_symbols(judge);
    }
    return 0;
}

int tc_label_check_as(struct tc_arena *arena, const void *image, size_t len,
                      const struct tc_label_options *options, struct tc_label_result *result,
                      struct tc_err *err)
{
    enum tc_drawing kind = tc_drawing_of(image, len);
    unsigned page = options->page ? options->page : 1;
    struct tc_label_judge judge = { .arena = arena, .use = options->use, .result = result };
    const void *png = image;
    size_t png_len = len;
    double dpi = options->dpi;

    memset(result, 0, sizeof(*result));
    if (page > 1 && kind != TC_DRAWING_PDF)
        return 1;
    if (kind != TC_DRAWING_NONE &&
        tc_drawing_render(arena, kind, image, len, page, &png, &png_len, err) < 0)
        return -1;
    if (!png && page > 1)
        return 1;
    if (kind != TC_DRAWING_NONE && tc_drawing_is_sized(kind, image, len))
        dpi = TC_RENDER_DPI;
    else if (kind != TC_DRAWING_NONE && dpi <= 0)
        dpi = UNKNOWN_DPI;
    if (tc_label_decode(arena, png ? png : "", png_len, dpi, result, err) < 0)
        return -1;
    result->image = png;
    result->image_len = png_len;
    judge.text = options->text;
    judge.dpi = result->dpi;
    return check_image(&judge, png_len, err);
}

int tc_label_picture_png(struct tc_arena *arena, const char *svg, size_t svg_len,
                         const void **png, size_t *len, struct tc_err *err)
{
    if (tc_drawing_render(arena, TC_DRAWING_SVG, svg, svg_len, 1, png, len, err) < 0)
        return -1;
    if (*png)
        return 0;
    tc_err_set(err, "không vẽ được ảnh từ SVG", "the SVG could not be drawn");
    return -1;
}

int tc_label_check(struct tc_arena *arena, const void *image, size_t len,
                   struct tc_label_result *result, struct tc_err *err)
{
    return tc_label_check_as(arena, image, len, &(struct tc_label_options){ 0 }, result, err);
}
