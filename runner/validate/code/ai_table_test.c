/* The table of AIs: sound in itself, and equal to the GS1 Barcode Syntax
 * Dictionary where $TRACECERT_DATA names a folder that has it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check_main.h"
#include "base/file.h"
#include "validate/code/ai.h"

#define DICTIONARY_MAX (1 << 20)

/* As the dictionary names them, in the order of enum tc_ai_check. */
static const char *const check_names[] = {
    "csum",
    "gcppos1",
    "gcppos2",
    "yymmdd",
    "yymmd0",
    "yyyymmdd",
    "hhmi",
    "hh",
    "mi",
    "ss",
    "zero",
    "iso4217",
    "iso3166",
    "iso3166999",
    "iso3166alpha2",
    "iso5218",
    "pcenc",
    "latitude",
    "longitude",
    "yesno",
    "hyphen",
    "importeridx",
    "packagetype",
    "mediatype",
    "posinseqslash",
    "nonzero",
    "winding",
    "pieceoftotal",
    "iban",
    "nozeroprefix",
    "csumalpha",
    "hasnondigit",
    "couponcode",
    "couponposoffer",
};

/* An entry of the dictionary in the words of the table. */
struct row {
    const char *first, *last, *title;
    unsigned flags;
    const char *required, *excluded, *qualifiers;
    struct tc_ai_part parts[TC_AI_PARTS + 1];
};

static unsigned long long check_named(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof(check_names) / sizeof(check_names[0]); i++)
        if (strlen(check_names[i]) == len && memcmp(check_names[i], name, len) == 0)
            return 1ULL << i;
    ck_abort_msg("the dictionary has a check that the table cannot name: %.*s", (int)len, name);
}

/* "N13,csum,gcppos1", "X..20", perhaps in brackets. */
static struct tc_ai_part read_part(char *word)
{
    static const char types[] = "NXYZ";
    struct tc_ai_part part = { .optional = *word == '[' };
    char *at = word + (part.optional ? 1 : 0), *bracket = strchr(at, ']');
    const char *list, *check;
    size_t len;
    bool range;

    if (bracket)
        memmove(bracket, bracket + 1, strlen(bracket));
    ck_assert_ptr_nonnull(strchr(types, *at));
    part.type = (enum tc_ai_type)(strchr(types, *at) - types);
    range = at[1] == '.';
    part.max = (unsigned char)strtoul(at + (range ? 3 : 1), &at, 10);
    part.min = range ? 1 : part.max;
    list = *at == ',' ? at + 1 : at;
    while (tc_ai_next(&list, ",", &check, &len))
        part.checks |= check_named(check, len);
    return part;
}

static void read_ais(char *word, struct row *row)
{
    char *hyphen = strchr(word, '-');

    row->first = row->last = word;
    if (hyphen) {
        *hyphen = '\0';
        row->last = hyphen + 1;
    }
}

static bool read_attribute(const char *word, struct row *row)
{
    if (strncmp(word, "req=", 4) == 0) {
        ck_assert_msg(row->required == NULL, "%s: req twice", row->first);
        row->required = word + 4;
    } else if (strncmp(word, "ex=", 3) == 0) {
        ck_assert_msg(row->excluded == NULL, "%s: ex twice", row->first);
        row->excluded = word + 3;
    } else if (strncmp(word, "dlpkey", 6) == 0) {
        row->qualifiers = word[6] ? word + 7 : "";
    } else {
        return false;
    }
    return true;
}

static void read_row(char *line, struct row *row)
{
    char *hash = strchr(line, '#'), *rest = line, *word;
    size_t parts = 0;

    memset(row, 0, sizeof(*row));
    row->title = "";
    if (hash) {
        *hash = '\0';
        row->title = hash + 2;
    }
    while ((word = strtok_r(rest, " \t", &rest)) != NULL) {
        if (!row->first) {
            read_ais(word, row);
        } else if (strspn(word, "*?") == strlen(word)) {
            row->flags = (strchr(word, '*') ? TC_AI_PREDEFINED : 0u) |
                         (strchr(word, '?') ? TC_AI_ATTRIBUTE : 0u);
        } else if (!read_attribute(word, row)) {
            ck_assert_uint_lt(parts, TC_AI_PARTS);
            row->parts[parts++] = read_part(word);
        }
    }
}

static void expect_same(const char *ai, const char *what, const char *a, const char *b)
{
    ck_assert_msg((a == NULL) == (b == NULL) && (!a || strcmp(a, b) == 0),
                  "(%s) %s: table \"%s\", dictionary \"%s\"", ai, what, a ? a : "-",
                  b ? b : "-");
}

static void compare(const char *ai, const struct row *row)
{
    const struct tc_ai_entry *entry = tc_ai_find(ai, strlen(ai));

    ck_assert_msg(entry != NULL, "(%s) is not in the table", ai);
    ck_assert_msg(entry->flags == row->flags, "(%s): other flags", ai);
    expect_same(ai, "required", entry->required, row->required);
    expect_same(ai, "excluded", entry->excluded, row->excluded);
    expect_same(ai, "qualifiers", entry->qualifiers, row->qualifiers);
    if (*row->title)
        expect_same(ai, "title", entry->title, row->title);
    for (size_t i = 0; i <= TC_AI_PARTS; i++) {
        const struct tc_ai_part *a = &entry->parts[i], *b = &row->parts[i];

        ck_assert_msg(a->type == b->type && a->min == b->min && a->max == b->max &&
                          a->optional == b->optional && a->checks == b->checks,
                      "(%s): part %zu differs", ai, i + 1);
    }
}

static size_t compare_range(const struct row *row)
{
    size_t n = 0, len = strlen(row->first);

    for (unsigned long k = strtoul(row->first, NULL, 10); k <= strtoul(row->last, NULL, 10);
         k++, n++) {
        char ai[24];

        snprintf(ai, sizeof(ai), "%0*lu", (int)len, k);
        compare(ai, row);
    }
    return n;
}

/* Number of AIs in the table. */
static size_t table_size(void)
{
    size_t n = 0;

    for (unsigned long len = 2, limit = 100; len <= 4; len++, limit *= 10)
        for (unsigned long k = 0; k < limit; k++) {
            char ai[24];

            snprintf(ai, sizeof(ai), "%0*lu", (int)len, k);
            n += tc_ai_find(ai, len) != NULL;
        }
    return n;
}

START_TEST(equals_the_dictionary)
{
    const char *data = getenv("TRACECERT_DATA");
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    char *text, *line;
    size_t len, n = 0;

    if (!data) {
        printf("skipped: TRACECERT_DATA is not set\n");
        tc_arena_free(arena);
        return;
    }
    text = tc_file_read(arena, tc_arena_printf(arena, "%s/gs1-syntax-dictionary.txt", data),
                        DICTIONARY_MAX, &len, &err);
    ck_assert_msg(text != NULL, "%s", err.en);
    while ((line = strsep(&text, "\n")) != NULL) {
        struct row row;

        if (*line < '0' || *line > '9')
            continue;
        read_row(line, &row);
        n += compare_range(&row);
    }
    ck_assert_uint_eq(n, table_size());
    tc_arena_free(arena);
}
END_TEST

/* Counts of the edition of July 2026. */
START_TEST(has_all_ais)
{
    ck_assert_uint_eq(table_size(), 541);
}
END_TEST

/* Every AI that another one names is there itself. */
START_TEST(names_known_ais)
{
    for (unsigned long k = 0; k < 10000; k++) {
        char ai[24];
        const struct tc_ai_entry *entry;
        const char *lists[3], *piece;
        size_t len;

        snprintf(ai, sizeof(ai), "%04lu", k);
        entry = tc_ai_at(ai, 4, &len);
        if (!entry)
            continue;
        lists[0] = entry->required;
        lists[1] = entry->excluded;
        lists[2] = entry->qualifiers;
        for (size_t i = 0; i < 3; i++)
            while (tc_ai_next(&lists[i], ",+|", &piece, &len))
                ck_assert_msg(memchr(piece, 'n', len) || tc_ai_find(piece, len),
                              "(%s) names (%.*s)", entry->first, (int)len, piece);
    }
}
END_TEST

TC_CHECK_MAIN("AI table", equals_the_dictionary, has_all_ais, names_known_ais)
