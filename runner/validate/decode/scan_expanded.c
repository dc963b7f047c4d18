#include "validate/decode/scan_expanded.h"

#include <string.h>

#include "validate/decode/scan_databar.h"

#define CHARACTER_MODULES 17
#define FINDER_MODULES 15
#define PART 21 /* elements of a finder pattern and two characters */
#define CHECKS 211
#define CHARACTERS_MIN 4

static const char finders[6][6] = { "18411", "36411", "34611", "32811", "26511", "22911" };

/* The finder patterns of symbols with 2 to 11 of them; every second one is
 * mirrored. */
static const char *const sequences[] = { "AA",         "ABB",        "ACBD",     "AEBDC",
                                         "AEBDDF",     "AEBDEFF",    "AABBCCDD", "AABBCCDEE",
                                         "AABBCCDEFF", "AABBCDDEEFF" };

/* --- one part ---------------------------------------------------------------------- */

/* A finder pattern by its shape. Where the mirrored form begins with a space, or
 * the other with a bar, the line runs against the row. */
static int read_finder(const struct tc_scan_line *line, int at)
{
    int widths[5];

    if (at < 0 || !tc_scan_widths(line, at, 5, FINDER_MODULES, widths))
        return -1;
    for (int f = 0; f < 12; f++) {
        bool mirrored = f % 2, same = mirrored == (at % 2 == 0);

        for (int i = 0; i < 5; i++)
            same = same && widths[mirrored ? 4 - i : i] == finders[f / 2][i] - '0';
        if (same)
            return f;
    }
    return -1;
}

static int value_of(const int w[8])
{
    static const struct {
        int widest_odd, total, first;
    } groups[] = {
        { 7, 4, 0 }, { 5, 20, 348 }, { 4, 52, 1388 }, { 3, 104, 2948 }, { 1, 204, 3988 },
    };
    int sum = w[0] + w[2] + w[4] + w[6], g = (12 - sum) / 2, odd, even;

    if (sum % 2 || sum < 4 || sum > 12)
        return -1;
    odd = tc_scan_rank(w, 4, 2, groups[g].widest_odd, true);
    even = tc_scan_rank(w + 1, 4, 2, 9 - groups[g].widest_odd, false);
    if (odd < 0 || even < 0)
        return -1;
    return odd * groups[g].total + even + groups[g].first;
}

/* Powers of 3 weigh the elements, eight for each place of a character; the first,
 * left of A1, is the check character itself. */
static int check_of(const int w[8], int place)
{
    int sum = 0, weight = 1;

    for (int i = 0; i < 8 * place; i++)
        weight = weight * 3 % CHECKS;
    for (int i = 0; i < 8; i++, weight = weight * 3 % CHECKS)
        sum += weight * w[i];
    return sum % CHECKS;
}

/* The left or right character of the finder pattern at the element. */
static bool read_character(const struct tc_scan_line *line, int at, bool right,
                           struct tc_expanded_part *part)
{
    int w[8], place = 2 * part->finder + right - 1;

    part->value[right] = -1;
    if (!tc_databar_widths(line, right ? at + 5 : at - 8, CHARACTER_MODULES, right, w))
        return false;
    part->value[right] = value_of(w);
    part->check[right] = place < 0 ? 0 : check_of(w, place);
    return part->value[right] >= 0;
}

static bool read_part(const struct tc_scan_line *line, int at, struct tc_expanded_part *part)
{
    part->finder = read_finder(line, at);
    if (part->finder < 0 || !read_character(line, at, false, part))
        return false;
    read_character(line, at, true, part);
    return true;
}

bool tc_expanded_row_read(const struct tc_scan_line *line, int at, struct tc_expanded_row *row)
{
    struct tc_expanded_part before;
    int last = at;

    if (read_finder(line, at) < 0)
        return false;
    memset(row, 0, sizeof(*row));
    if (read_part(line, at - PART, &before))
        return false;
    while (row->count < TC_EXPANDED_FINDERS && read_part(line, last, &row->parts[row->count])) {
        last += PART;
        if (row->parts[row->count++].value[1] < 0)
            break;
    }
    if (row->count == 0)
        return false;
    row->first = at - 8;
    row->last = last - 8 - (row->parts[row->count - 1].value[1] < 0 ? 8 : 0);
    row->module =
        (line->edge[at + 5] - line->edge[at - 8]) / (CHARACTER_MODULES + FINDER_MODULES);
    return true;
}

/* --- the symbol -------------------------------------------------------------------- */

/* The check character tells how many characters there are. */
static const char *sequence_of(const struct tc_expanded_row *first, int *characters)
{
    *characters = first->parts[0].value[0] / CHECKS + CHARACTERS_MIN;
    if (first->parts[0].finder != 0 || *characters > TC_EXPANDED_CHARACTERS)
        return NULL;
    return sequences[(*characters + 1) / 2 - 2];
}

/* Put the parts of the rows one after the other, as far as they follow the
 * sequence; their number, or -1. */
static int line_up(const struct tc_expanded_row *const *rows, int count,
                   const struct tc_expanded_part **parts)
{
    int characters, n = 0;
    const char *sequence = count > 0 ? sequence_of(rows[0], &characters) : NULL;

    if (!sequence)
        return -1;
    for (int r = 0; r < count; r++) {
        for (int p = 0; p < rows[r]->count; p++, n++) {
            const struct tc_expanded_part *part = &rows[r]->parts[p];
            bool needs_right = 2 * n + 1 < characters;

            if (2 * n >= characters || part->finder != 2 * (sequence[n] - 'A') + n % 2 ||
                (needs_right && part->value[1] < 0))
                return -1;
            parts[n] = part;
        }
    }
    return n;
}

bool tc_expanded_begins(const struct tc_expanded_row *const *rows, int count)
{
    const struct tc_expanded_part *parts[TC_EXPANDED_FINDERS];

    return line_up(rows, count, parts) > 0;
}

bool tc_expanded_join(const struct tc_expanded_row *const *rows, int count,
                      struct tc_scan_reading *reading)
{
    const struct tc_expanded_part *parts[TC_EXPANDED_FINDERS];
    int values[TC_EXPANDED_CHARACTERS], characters, sum = 0;
    int n = line_up(rows, count, parts);

    if (n < 0 || !sequence_of(rows[0], &characters) || n != (characters + 1) / 2)
        return false;
    for (int i = 1; i < characters; i++) {
        values[i - 1] = parts[i / 2]->value[i % 2];
        sum += parts[i / 2]->check[i % 2];
    }
    if (sum % CHECKS != parts[0]->value[0] % CHECKS)
        return false;
    return tc_expanded_text(values, characters - 1, reading);
}
