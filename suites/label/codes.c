/* What the symbols of a label say, rule by rule. GS1 General Specifications 3 and 7; GS1
 * Barcode Syntax Dictionary. */
#include <string.h>

#include "ask.h"

#define RESTRICTED "GS1-NUM-01"

/* What the tables say of the numbers on the label; true if any symbol names an AI. */
static bool judge_numbers(struct tc_test *t, const struct ask *ask,
                          struct tc_findings *findings)
{
    struct tc_arena *arena = tc_test_arena(t);
    struct tc_code_result *codes = tc_arena_alloc(arena, TC_SYMBOLS_MAX * sizeof(*codes));
    size_t count = 0;
    bool any = false;

    for (size_t i = 0; i < ask->label.count; i++) {
        if (ask->label.symbols[i].unsure)
            continue;
        tc_symbol_read(arena, &ask->label.symbols[i], &codes[count]);
        any = any || codes[count].count > 0;
        count++;
    }
    tc_test_national(t, codes, count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < codes[i].findings.count; j++)
            if (strcmp(codes[i].findings.items[j].requirement, RESTRICTED) == 0)
                tc_findings_add(findings, arena, codes[i].findings.items[j]);
    return any;
}

/* A lot may hold a hyphen; a program that builds codes by hand often has not thought of
 * one. */
static void codes_follow_their_rules(struct tc_test *t)
{
    const char *lot = tc_arena_printf(tc_test_arena(t), "%s-K", tc_test_lot(t));
    struct ask ask;

    ask_symbols(t, lot, &ask);
    if (!judge_numbers(t, &ask, &ask.label.codes) && ask.label.codes.count == 0)
        tc_stop(t, TC_TEXT("không mã vạch nào trên nhãn mang mã GS1",
                           "no symbol of the label holds a code of GS1"));
    tc_judge(t, &ask.label.codes);
}

static const struct tc_case cases[] = {
    { .id = "label/codes-follow-their-rules",
      .requirements =
          TC_REQS("GS1-ID-01", "GS1-ID-02", "GS1-ID-03", "GS1-ID-04", "GS1-ID-05", "GS1-ID-06",
                  "GS1-ID-07", "GS1-ID-08", "GS1-ID-09", "GS1-ID-10", RESTRICTED),
      .role = TC_ROLE_LABEL,
      .needs = TC_NEEDS_LABEL | TC_NEEDS_CAPTURE,
      .run = codes_follow_their_rules },
};
TC_SUITE(label, cases);
