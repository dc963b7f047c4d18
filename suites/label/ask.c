#include "ask.h"

#include <stdlib.h>
#include <string.h>

#define WAIT_MS 5000
#define POLL_MS 200

static const char *template_of(struct tc_test *t)
{
    const char *url = tc_base_url(t, TC_IF_LABEL);

    if (!url)
        tc_stop_setup(t, TC_TEXT("interfaces.label chưa được khai báo",
                                 "interfaces.label is not configured"));
    return url;
}

/* Put the value in place of "{name}". */
static const char *fill_in(struct tc_test *t, const char *url, const char *name,
                           const char *value)
{
    const char *at = strstr(url, name);

    if (!at)
        return url;
    return tc_arena_printf(tc_test_arena(t), "%.*s%s%s", (int)(at - url), url,
                           tc_url_encode(t, value), at + strlen(name));
}

static void capture(struct tc_test *t, const struct ask *ask)
{
    const char *const epcs[] = { ask->serial ? tc_epc_item(t, ask->serial) : NULL, NULL };
    const char *lot = ask->lot ? ask->lot : tc_test_lot(t);
    struct tc_event e = { .biz_step = "commissioning",
                          .epcs = ask->serial ? epcs : NULL,
                          .read_point = tc_location(t) };
    json_t *event;

    if (ask->lot || !ask->serial) {
        e.epc_class = tc_epc_lot(t, lot);
        e.quantity = 10;
        e.uom = "KGM";
    }
    event = tc_event_new(t, &e);
    tc_capture(t, tc_document_new(t, &event, 1));
}

/* Fetch until the label is there, or time is up. */
static const struct tc_response *fetch(struct tc_test *t, const char *url)
{
    double end = tc_test_now_ms(t) + WAIT_MS;

    for (;;) {
        const struct tc_response *r =
            tc_send(t, &(struct tc_request){ .to = TC_IF_LABEL,
                                             .path = url,
                                             .accept = "image/png, image/*;q=0.5",
                                             .follow = true });

        if (r->status == 200 || tc_test_now_ms(t) >= end)
            return r;
        tc_test_sleep_ms(t, POLL_MS);
    }
}

struct tc_label_options ask_options(struct tc_test *t)
{
    const char *use = tc_test_datum(t, "label.use"), *dpi = tc_test_datum(t, "label.dpi");
    struct tc_label_options options = { .dpi = dpi ? strtod(dpi, NULL) : 0 };
    int known = use ? tc_label_use_of(use) : TC_USE_UNSTATED;

    if (known < 0)
        tc_stop_setup(t, TC_SAY(t,
                                "testData.label.use là \"%s\"; cần retail, distribution, "
                                "logistics hoặc healthcare",
                                "testData.label.use is \"%s\"; it takes retail, distribution, "
                                "logistics or healthcare",
                                use));
    options.use = (enum tc_label_use)known;
    return options;
}

/* The report shows it. */
static void keep_picture(struct tc_test *t, const struct tc_label_result *label)
{
    size_t len;
    const char *svg = tc_label_picture(tc_test_arena(t), label, &len);

    if (svg)
        tc_test_keep(t, svg, len);
}

/* Of a label on which no symbol is recognised a case may know more. */
static void keep_reason(struct tc_test *t, struct ask *ask, const struct tc_err *err)
{
    struct tc_text why = { tc_arena_strdup(tc_test_arena(t), err->vi),
                           tc_arena_strdup(tc_test_arena(t), err->en) };

    if (!ask->label.unread_patch || ask->label.broken_off)
        tc_stop(t, why);
    ask->unread = why;
}

static void ask_for(struct tc_test *t, const char *lot, bool text, struct ask *ask)
{
    const char *url = template_of(t);
    struct tc_label_options options = ask_options(t);
    struct tc_err err = { 0 };

    options.text = text;
    memset(ask, 0, sizeof(*ask));
    if (strstr(url, "{lot}"))
        ask->lot = lot ? lot : tc_test_lot(t);
    if (strstr(url, "{serial}"))
        ask->serial = tc_test_serial(t);
    capture(t, ask);
    url = fill_in(t, url, "{gtin}", tc_test_need(t, "gtin"));
    url = fill_in(t, url, "{lot}", ask->lot ? ask->lot : "");
    url = fill_in(t, url, "{serial}", ask->serial ? ask->serial : "");
    ask->response = fetch(t, url);
    if (tc_label_check_as(tc_test_arena(t), ask->response->body, ask->response->body_len,
                          &options, &ask->label, &err) < 0)
        keep_reason(t, ask, &err);
    keep_picture(t, &ask->label);
}

static void need_symbols(struct tc_test *t, const struct ask *ask)
{
    if (ask->response->status != 200)
        tc_stop(t, TC_SAY(t, "địa chỉ nhãn trả lời %ld", "the label's address answers %ld",
                          ask->response->status));
    if (ask->unread.en)
        tc_stop(t, ask->unread);
    if (ask->label.count == 0)
        tc_stop(t, TC_TEXT("không đọc được mã vạch nào trên nhãn",
                           "no symbol of the label can be read"));
}

void ask_label(struct tc_test *t, const char *lot, struct ask *ask)
{
    ask_for(t, lot, false, ask);
}

void ask_symbols(struct tc_test *t, const char *lot, struct ask *ask)
{
    ask_for(t, lot, false, ask);
    need_symbols(t, ask);
}

void ask_text(struct tc_test *t, struct ask *ask)
{
    ask_for(t, NULL, true, ask);
    need_symbols(t, ask);
}

static int named(const struct tc_code_result *code)
{
    static const char *const ais[] = { "01", "10", "21" };
    int n = 0;

    for (size_t i = 0; i < sizeof(ais) / sizeof(ais[0]); i++)
        n += tc_code_value(code, ais[i]) != NULL;
    return n;
}

const char *ask_value(struct tc_test *t, const struct ask *ask, const char *ai)
{
    const char *value = NULL;
    int best = -1, most = -1;

    for (size_t i = 0; i < ask->label.count; i++) {
        struct tc_code_result code;
        const char *own;

        if (ask->label.symbols[i].unsure)
            continue;
        tc_symbol_read(tc_test_arena(t), &ask->label.symbols[i], &code);
        most = named(&code) > most ? named(&code) : most;
        own = tc_code_value(&code, ai);
        if (own && named(&code) > best) {
            best = named(&code);
            value = own;
        }
    }
    if (most < 0)
        tc_stop(t, TC_TEXT("không có mã vạch nào đáng tin trên nhãn",
                           "no symbol of the label can be relied upon"));
    return value;
}
