/* The label as a picture and the symbols on it. TCVN 13275:2020; GS1 General
 * Specifications 5 and 7.8. */
#include <string.h>
#include <strings.h>

#include "ask.h"

/* As long as a lot may be: the label then has the most to hold. */
#define LOT_MAX 20

#define QUIET_ZONE "LABEL-10"

static bool is_image(const struct tc_response *r)
{
    const char *type = tc_response_header(r, "Content-Type");

    return type && (strncasecmp(type, "image/", 6) == 0 ||
                    strncasecmp(type, "application/pdf", 15) == 0);
}

static void is_sent(struct tc_test *t)
{
    struct ask ask;
    const char *type;

    ask_label(t, NULL, &ask);
    type = tc_response_header(ask.response, "Content-Type");
    if (!tc_check(t, ask.response->status == 200, "LABEL-01", TC_AT(.part = "response status"),
                  TC_TEXT("mã trạng thái 200", "status 200"),
                  TC_SAY(t, "mã trạng thái %ld", "status %ld", ask.response->status)))
        return;
    tc_check(
        t, is_image(ask.response), "LABEL-01", TC_AT(.part = "header Content-Type"),
        TC_TEXT("kiểu ảnh hoặc PDF, như image/png", "an image type or PDF, such as image/png"),
        TC_SAY(t, "%s", "%s", type ? type : "-"));
    tc_judge(t, &ask.label.findings);
}

/* Something that no decoder reads may be a symbol that none knows; not where the label of
 * another lot has one that is read. */
static void compare_with_usual(struct tc_test *t)
{
    struct ask usual;

    ask_symbols(t, NULL, &usual);
    tc_fail(t, "LABEL-02", TC_AT(.part = "label of a long lot"),
            TC_SAY(t, "mã vạch đọc được như trên nhãn của lô khác (%s)",
                   "a symbol that can be read as on the label of another lot (%s)",
                   usual.label.symbols[0].symbology),
            TC_SAY(t, "không bộ giải mã nào đọc được khi số lô dài %d ký tự",
                   "none that a decoder can read when the lot has %d characters", LOT_MAX));
}

static void long_lot_is_readable(struct tc_test *t)
{
    struct ask ask;
    const char *lot =
        tc_arena_printf(tc_test_arena(t), "%s%s", tc_test_lot(t), "-ABCDEFGHIJKLMNOPQRS");

    ask_label(t, tc_arena_strndup(tc_test_arena(t), lot, LOT_MAX), &ask);
    if (ask.response->status != 200 || ask.label.width == 0)
        tc_stop(t, TC_TEXT("không nhận được ảnh nhãn nào", "no label image was sent"));
    if (ask.unread.en)
        compare_with_usual(t);
    tc_judge(t, &ask.label.findings);
}

/* What the image does not tell: of the quiet zone, or of sizes. */
static void leave_open(struct tc_test *t, const struct ask *ask, bool quiet_zone)
{
    for (size_t i = 0; i < ask->label.open_count; i++)
        if ((strcmp(ask->label.open[i].requirement, QUIET_ZONE) == 0) == quiet_zone)
            tc_inconclusive(t, ask->label.open[i].requirement, ask->label.open[i].why);
}

static void symbols(struct tc_test *t)
{
    struct ask ask;

    ask_symbols(t, NULL, &ask);
    tc_judge(t, &ask.label.findings);
    leave_open(t, &ask, true);
}

/* Without a stated use no table says how large a symbol has to be. */
static void leave_to_use(struct tc_test *t)
{
    static const char *const by_use[] = { "LABEL-12", "LABEL-16" };

    for (size_t i = 0; i < sizeof(by_use) / sizeof(by_use[0]); i++)
        tc_inconclusive(t, by_use[i],
                        TC_TEXT("testData.label.use chưa nêu nhãn dùng ở đâu",
                                "testData.label.use does not state what the label is for"));
}

static void sizes(struct tc_test *t)
{
    struct ask ask;

    ask_symbols(t, NULL, &ask);
    tc_judge(t, &ask.label.findings);
    leave_open(t, &ask, false);
    if (ask_options(t).use == TC_USE_UNSTATED)
        leave_to_use(t);
}

/* A person looks where no program can. */
static void text(struct tc_test *t)
{
    struct ask ask;

    ask_text(t, &ask);
    if (ask.label.text == TC_LABEL_TEXT_READ)
        tc_judge(t, &ask.label.findings);
    else
        tc_attest(t, "LABEL-18",
                  TC_TEXT("chữ in bên mã giống nội dung mã (chưa cài tesseract-ocr để đọc chữ)",
                          "the text beside the symbols equals their content (tesseract-ocr, "
                          "which reads it, is not installed)"));
}

#define CASE(id_, run_, ...)                                                                   \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(__VA_ARGS__), .role = TC_ROLE_LABEL,                \
        .needs = TC_NEEDS_LABEL | TC_NEEDS_CAPTURE, .run = run_                                \
    }

static const struct tc_case cases[] = {
    CASE("label/is-sent", is_sent, "LABEL-01"),
    CASE("label/long-lot-is-readable", long_lot_is_readable, "LABEL-02"),
    CASE("label/symbols", symbols, "LABEL-03", "LABEL-04", "LABEL-05", "LABEL-08", QUIET_ZONE,
         "LABEL-11"),
    CASE("label/sizes", sizes, "LABEL-12", "LABEL-13", "LABEL-14", "LABEL-15", "LABEL-16",
         "LABEL-17"),
    { .id = "label/text",
      .requirements = TC_REQS("LABEL-18"),
      .role = TC_ROLE_LABEL,
      .needs = TC_NEEDS_LABEL | TC_NEEDS_CAPTURE,
      .deadline_s = 120, /* two programs that may be slow */
      .run = text },
};
TC_SUITE(label, cases);
