/* What zint draws of random values, the project's own decoders read back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check_main.h"
#include "tracecert/code.h"
#include "validate/code/key.h"
#include "validate/decode/label_draw.h"
#include "validate/decode/label_read.h"

#define ROUNDS 200 /* of each kind */
#define DAMAGED 100
#define GS "\x1d"

static unsigned state;

static unsigned any(unsigned below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static char *digits(struct tc_arena *arena, size_t n)
{
    char *s = tc_arena_alloc(arena, n + 1);

    for (size_t i = 0; i < n; i++)
        s[i] = (char)('0' + any(10));
    return s;
}

/* Signs that a lot may hold, brackets apart, which the drawing takes for AIs. */
static char *text(struct tc_arena *arena, size_t n)
{
    static const char *const sets[] = { "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                                        "ABCXYZ0123456789*,-./",
                                        "abcxyzABC0189!\"%&'*+,-./:;<=>?_" };
    const char *set = sets[any(4)];
    char *s = tc_arena_alloc(arena, n + 1);

    for (size_t i = 0; i < n; i++)
        s[i] = set[any((unsigned)strlen(set))];
    return s;
}

static const char *with_check(struct tc_arena *arena, const char *s)
{
    return tc_arena_printf(arena, "%s%c", s, tc_check_digit(s, strlen(s)));
}

/* What is drawn, and what has to be read. */
struct sample {
    const char *drawn, *read;
};

static struct sample gtin_13(struct tc_arena *arena)
{
    const char *gtin = with_check(arena, digits(arena, 12));

    return (struct sample){ gtin, gtin };
}

static struct sample gtin_8(struct tc_arena *arena)
{
    const char *gtin = with_check(arena, digits(arena, 7));

    return (struct sample){ gtin, gtin };
}

static struct sample gtin_12(struct tc_arena *arena)
{
    const char *gtin = with_check(arena, digits(arena, 11));

    return (struct sample){ gtin, tc_arena_printf(arena, "0%s", gtin) };
}

/* Number system 0 or 1 and six digits; the check digit is that of the long form. */
static struct sample upc_e(struct tc_arena *arena)
{
    char *s = digits(arena, 8), *read = tc_arena_alloc(arena, 14);

    s[0] = (char)('0' + any(2));
    s[3] = s[4] = s[5] = (char)('3' + any(7)); /* others have a shorter form */
    tc_expand_upc_e(s, read);
    read[12] = tc_check_digit(read, 12);
    return (struct sample){ tc_arena_strndup(arena, s, 7), read };
}

static struct sample itf(struct tc_arena *arena)
{
    const char *s = digits(arena, 13);

    return (struct sample){ s, with_check(arena, s) };
}

static struct sample databar(struct tc_arena *arena)
{
    const char *s = digits(arena, 13);

    return (struct sample){ s, tc_arena_printf(arena, "01%s", with_check(arena, s)) };
}

static struct sample limited(struct tc_arena *arena)
{
    char *s = digits(arena, 13);

    s[0] = (char)('0' + any(2));
    return (struct sample){ s, tc_arena_printf(arena, "01%s", with_check(arena, s)) };
}

static struct sample anything(struct tc_arena *arena)
{
    const char *s = text(arena, 1 + any(20));

    return (struct sample){ s, s };
}

/* A GTIN and a lot, now and then with what follows it. */
static struct sample elements(struct tc_arena *arena)
{
    const char *gtin = with_check(arena, digits(arena, 13)), *lot = text(arena, 1 + any(12));
    const char *serial = text(arena, 1 + any(8));

    if (any(2))
        return (struct sample){ tc_arena_printf(arena, "(01)%s(10)%s", gtin, lot),
                                tc_arena_printf(arena, "01%s10%s", gtin, lot) };
    return (struct sample){ tc_arena_printf(arena, "(01)%s(10)%s(21)%s", gtin, lot, serial),
                            tc_arena_printf(arena, "01%s10%s" GS "21%s", gtin, lot, serial) };
}

/* What DataBar Expanded has short forms for. */
static struct sample measures(struct tc_arena *arena)
{
    static const char *const dates[] = { "11", "13", "15", "17" };
    const char *gtin = with_check(arena, tc_arena_printf(arena, "9%s", digits(arena, 12)));
    const char *weight = tc_arena_printf(arena, "0%s", digits(arena, 5)), *ai, *rest = "";
    char *price = digits(arena, 4 + any(3));

    switch (any(4)) {
    case 0:
        ai = "3103";
        weight = tc_arena_printf(arena, "%06u", any(32768));
        break;
    case 1:
        ai = any(2) ? "3202" : "3203";
        weight = tc_arena_printf(arena, "%06u", any(10000));
        break;
    case 2:
        ai = tc_arena_printf(arena, "392%u", any(4));
        weight = price;
        break;
    default:
        ai = tc_arena_printf(arena, "%s%u", any(2) ? "310" : "320", any(10));
        rest = tc_arena_printf(arena, "(%s)%02u%02u%02u", dates[any(4)], any(100), 1 + any(12),
                               1 + any(28));
    }
    return (struct sample){ tc_arena_printf(arena, "(01)%s(%s)%s%s", gtin, ai, weight, rest),
                            tc_arena_printf(arena, "01%s%s%s%.2s%s", gtin, ai, weight,
                                            *rest ? rest + 1 : "", *rest ? rest + 4 : "") };
}

static const struct {
    const char *drawn_as, *read_as;
    struct sample (*make)(struct tc_arena *arena);
} kinds[] = {
    { "ean-13", "ean-13", gtin_13 },
    { "ean-8", "ean-8", gtin_8 },
    { "upc-a", "ean-13", gtin_12 },
    { "upc-e", "ean-13", upc_e },
    { "itf-14", "itf-14", itf },
    { "code128", "code128", anything },
    { "gs1-128", "gs1-128", elements },
    { "databar", "databar", databar },
    { "databar-stacked", "databar", databar },
    { "databar-stacked-omni", "databar", databar },
    { "databar-limited", "databar-limited", limited },
    { "databar-expanded", "databar-expanded", elements },
    { "databar-expanded-stacked", "databar-expanded", elements },
    { "databar-expanded", "databar-expanded", measures },
    { "databar-expanded-stacked", "databar-expanded", measures },
};

#define KINDS ((int)(sizeof(kinds) / sizeof(kinds[0])))

static void scan(struct tc_arena *arena, const struct tc_sheet *sheet,
                 struct tc_readings *readings)
{
    struct tc_image image = { .width = sheet->width,
                              .height = sheet->height,
                              .gray = sheet->gray };

    memset(readings, 0, sizeof(*readings));
    readings->arena = arena;
    tc_label_scan(&image, false, readings);
    tc_label_scan(&image, true, readings);
}

static bool is_sample(const struct tc_symbol *s, int kind, const struct sample *sample)
{
    return strcmp(s->symbology, kinds[kind].read_as) == 0 && s->len == strlen(sample->read) &&
           memcmp(s->data, sample->read, s->len) == 0;
}

/* "" if one symbol is read, and rightly. */
static const char *round_trip(struct tc_arena *arena, int kind)
{
    static struct tc_readings readings;
    struct tc_sheet sheet = { 0 };
    struct sample sample = kinds[kind].make(arena);
    const struct tc_symbol *s = readings.items;

    tc_sheet_draw(arena, &sheet, kinds[kind].drawn_as, sample.drawn, 2);
    scan(arena, &sheet, &readings);
    if (readings.count == 1 && is_sample(s, kind, &sample))
        return "";
    return tc_arena_printf(arena, "%s %s: %zu read, %s %.*s", kinds[kind].drawn_as,
                           sample.drawn, readings.count, readings.count ? s->symbology : "none",
                           readings.count ? (int)s->len : 0, readings.count ? s->data : "");
}

START_TEST(what_is_drawn_is_read)
{
    state = 20261125u + (unsigned)_i;
    for (int i = 0; i < TC_TRIALS(ROUNDS); i++) {
        struct tc_arena *arena = tc_arena_new();
        const char *wrong = round_trip(arena, _i);

        ck_assert_msg(*wrong == 0, "round %d: %s", i, wrong);
        tc_arena_free(arena);
    }
}
END_TEST

/* Damage may hide a symbol, but never changes it. */
START_TEST(what_is_damaged_is_not_read_wrongly)
{
    static const char *const damages[] = { "noise", "blur", "faint", "turn-90", "turn-180" };

    state = 2025u + (unsigned)_i;
    for (int i = 0; i < TC_TRIALS(DAMAGED); i++) {
        struct tc_arena *arena = tc_arena_new();
        struct sample sample = kinds[_i].make(arena);
        static struct tc_readings readings;
        struct tc_sheet sheet = { 0 };

        tc_sheet_draw(arena, &sheet, kinds[_i].drawn_as, sample.drawn, 1 + any(3));
        tc_sheet_damage(arena, &sheet, damages[i % 5]);
        scan(arena, &sheet, &readings);
        for (size_t r = 0; r < readings.count; r++)
            ck_assert_msg(is_sample(&readings.items[r], _i, &sample), "%s %s %s: %.*s",
                          damages[i % 5], kinds[_i].drawn_as, sample.drawn,
                          (int)readings.items[r].len, readings.items[r].data);
        tc_arena_free(arena);
    }
}
END_TEST

/* The add-on is a symbol of its own beside that of the goods. */
START_TEST(add_ons_are_read)
{
    state = 1;
    for (int i = 0; i < TC_TRIALS(DAMAGED); i++) {
        struct tc_arena *arena = tc_arena_new();
        const char *gtin = with_check(arena, digits(arena, 12));
        const char *more = digits(arena, i % 2 ? 2 : 5);
        static struct tc_readings readings;
        struct tc_sheet sheet = { 0 };

        tc_sheet_draw(arena, &sheet, "ean-13", tc_arena_printf(arena, "%s+%s", gtin, more), 2);
        scan(arena, &sheet, &readings);
        ck_assert_uint_eq(readings.count, 2);
        ck_assert_str_eq(readings.items[0].data, gtin);
        ck_assert_str_eq(readings.items[1].data, more);
        ck_assert_str_eq(readings.items[1].identifier, i % 2 ? "]E1" : "]E2");
        tc_arena_free(arena);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scan");
    TCase *round_trips = tcase_create("round trips");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(round_trips, 120);
    tcase_add_loop_test(round_trips, what_is_drawn_is_read, 0, KINDS);
    tcase_add_loop_test(round_trips, what_is_damaged_is_not_read_wrongly, 0, KINDS);
    tcase_add_test(round_trips, add_ons_are_read);
    suite_add_tcase(suite, round_trips);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
