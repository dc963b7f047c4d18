/* The message of a Data Matrix: ISO/IEC 16022, 5.2. */
#include <string.h>

#include "validate/decode/grid_text.h"

enum scheme { ASCII, C40, TEXT, X12, EDIFACT, BASE_256, END };

enum {
    PAD = 129,
    LATCH_C40,
    LATCH_BASE_256 = 231,
    FNC1,
    APPEND,
    PROGRAMMING,
    UPPER_SHIFT,
    MACRO_05,
    MACRO_06,
    LATCH_X12,
    LATCH_TEXT,
    LATCH_EDIFACT,
    ECI,
    UNLATCH = 254
};

struct reader {
    const unsigned char *value;
    int at, len;
    enum scheme scheme;
    bool upper; /* the next character is 128 higher */
    bool macro; /* a trailer follows at the end */
    struct tc_grid_text *text;
};

static bool put(struct reader *r, int c)
{
    struct tc_grid_text *text = r->text;

    if (text->len == TC_GRID_TEXT_MAX || (r->upper && c > 127))
        return false;
    text->bytes[text->len++] = (unsigned char)(c + (r->upper ? 128 : 0));
    r->upper = false;
    return true;
}

static bool put_string(struct reader *r, const char *s)
{
    while (*s && put(r, *s))
        s++;
    return *s == 0;
}

/* FNC1 in first position says GS1, in second AIM, elsewhere it is a separator. */
static bool put_fnc1(struct reader *r, int at)
{
    if (at == 0) {
        r->text->gs1 = true;
        return true;
    }
    if (at == 1 && r->text->len > 0 && !r->text->gs1) {
        r->text->fnc1_second = true;
        return true;
    }
    return put(r, 0x1d);
}

/* --- ASCII --------------------------------------------------------------------------- */

/* Behind the first pad all are pads, each changed by its position. */
static bool are_pads(struct reader *r)
{
    for (; r->at < r->len; r->at++) {
        int shift = 149 * (r->at + 1) % 253 + 1, value = r->value[r->at] - shift;

        if ((value < 1 ? value + 254 : value) != PAD)
            return false;
    }
    r->scheme = END;
    return true;
}

/* The number of the character set, in one to three codewords. */
static bool skip_eci(struct reader *r)
{
    int first = r->at < r->len ? r->value[r->at] : 0;

    r->text->eci = true;
    r->at += first < 128 ? 1 : first < 192 ? 2 : 3;
    return first > 0 && r->at <= r->len;
}

static bool begin_macro(struct reader *r, int at, const char *head)
{
    r->macro = true;
    return at == 0 && put_string(r, head);
}

static bool read_command(struct reader *r, int c, int at)
{
    switch (c) {
    case PAD:
        return are_pads(r);
    case LATCH_C40:
        break;
    case FNC1:
        return put_fnc1(r, at);
    case APPEND:
        r->text->part = true;
        r->at += 3;
        return at == 0 && r->at <= r->len;
    case PROGRAMMING:
        return at == 0;
    case UPPER_SHIFT:
        r->upper = true;
        return true;
    case MACRO_05:
        return begin_macro(r, at,
                           "[)>\x1e"
                           "05\x1d");
    case MACRO_06:
        return begin_macro(r, at,
                           "[)>\x1e"
                           "06\x1d");
    case ECI:
        return skip_eci(r);
    default:
        return false;
    }
    return false;
}

static bool read_ascii(struct reader *r)
{
    static const struct {
        int codeword;
        enum scheme scheme;
    } latches[] = { { 230, C40 },
                    { LATCH_BASE_256, BASE_256 },
                    { LATCH_X12, X12 },
                    { LATCH_TEXT, TEXT },
                    { LATCH_EDIFACT, EDIFACT } };
    int at = r->at, c = r->value[r->at++];

    if (c >= 1 && c <= 128)
        return put(r, c - 1);
    if (c >= 130 && c <= 229)
        return put(r, '0' + (c - 130) / 10) && put(r, '0' + (c - 130) % 10);
    for (size_t i = 0; i < sizeof(latches) / sizeof(latches[0]); i++) {
        if (latches[i].codeword == c) {
            r->scheme = latches[i].scheme;
            return true;
        }
    }
    return read_command(r, c, at);
}

/* --- C40, Text, X12: three values in two codewords ------------------------------------ */

static bool take_values(struct reader *r, int values[3])
{
    int pair = r->value[r->at] * 256 + r->value[r->at + 1] - 1;

    r->at += 2;
    values[0] = pair / 1600;
    values[1] = pair / 40 % 40;
    values[2] = pair % 40;
    return pair >= 0 && values[0] < 40;
}

/* True where the scheme goes on: no unlatch, and a whole pair of codewords. A last
 * single codeword is ASCII again. */
static bool goes_on(struct reader *r)
{
    if (r->value[r->at] == UNLATCH) {
        r->at++;
        r->scheme = ASCII;
        return false;
    }
    if (r->at + 1 == r->len) {
        r->scheme = ASCII;
        return false;
    }
    return true;
}

static bool put_basic(struct reader *r, int v)
{
    if (v == 3)
        return put(r, ' ');
    if (v < 14)
        return put(r, '0' + v - 4);
    return put(r, (r->scheme == C40 ? 'A' : 'a') + v - 14);
}

static bool put_shifted(struct reader *r, int set, int v)
{
    static const char signs[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_";

    if (set == 1)
        return v < 32 && put(r, v);
    if (set == 3)
        return v < 32 && put(r, r->scheme == TEXT && v > 0 && v < 27 ? 'A' + v - 1 : 96 + v);
    if (v < 27)
        return put(r, signs[v]);
    if (v == 27)
        return put_fnc1(r, r->at);
    r->upper = true;
    return v == 30;
}

/* A shift may stand at the end of a pair and mean the first value of the next. */
static bool read_c40(struct reader *r)
{
    int values[3], shift = 0;

    while (r->at < r->len && goes_on(r)) {
        if (!take_values(r, values))
            return false;
        for (int i = 0; i < 3; i++) {
            if (shift == 0 && values[i] < 3) {
                shift = values[i] + 1;
                continue;
            }
            if (!(shift ? put_shifted(r, shift, values[i]) : put_basic(r, values[i])))
                return false;
            shift = 0;
        }
    }
    return true;
}

static bool read_x12(struct reader *r)
{
    int values[3];

    while (r->at < r->len && goes_on(r)) {
        if (!take_values(r, values))
            return false;
        for (int i = 0; i < 3; i++) {
            int v = values[i];

            if (!put(r, v < 4 ? "\r*> "[v] : v < 14 ? '0' + v - 4 : 'A' + v - 14))
                return false;
        }
    }
    return true;
}

/* --- EDIFACT, Base 256 ---------------------------------------------------------------- */

/* Four values of six bits in three codewords; the last one or two codewords of a
 * symbol are ASCII. */
static bool read_edifact(struct reader *r)
{
    while (r->len - r->at > 2) {
        int left = r->len - r->at, bits = 0;

        for (int i = 0; i < 3; i++)
            bits = bits << 8 | (i < left ? r->value[r->at + i] : 0);
        for (int i = 0; i < 4; i++) {
            int v = bits >> (18 - 6 * i) & 63;

            if (v == 31) {
                r->at += i < 3 ? i + 1 : 3;
                r->scheme = ASCII;
                return true;
            }
            if (!put(r, v & 32 ? v : v | 64))
                return false;
        }
        r->at += 3;
    }
    r->scheme = ASCII;
    return true;
}

static int take_byte(struct reader *r)
{
    int shift = 149 * (r->at + 1) % 255 + 1, value = r->value[r->at] - shift;

    r->at++;
    return value < 0 ? value + 256 : value;
}

static bool read_base_256(struct reader *r)
{
    int n = r->at < r->len ? take_byte(r) : 0;

    if (n == 0)
        n = r->len - r->at;
    else if (n > 249 && r->at < r->len)
        n = (n - 249) * 250 + take_byte(r);
    if (n > r->len - r->at)
        return false;
    for (; n > 0; n--) {
        r->upper = false;
        if (r->text->len == TC_GRID_TEXT_MAX)
            return false;
        r->text->bytes[r->text->len++] = (unsigned char)take_byte(r);
    }
    r->scheme = ASCII;
    return true;
}

static bool read_scheme(struct reader *r)
{
    switch (r->scheme) {
    case ASCII:
        return read_ascii(r);
    case C40:
    case TEXT:
        return read_c40(r);
    case X12:
        return read_x12(r);
    case EDIFACT:
        return read_edifact(r);
    case BASE_256:
        return read_base_256(r);
    case END:
        break;
    }
    return false;
}

bool tc_matrix_text(const struct tc_grid *grid, struct tc_grid_text *text)
{
    struct reader r = { grid->value, 0, grid->message_len, ASCII, false, false, text };

    memset(text, 0, sizeof(*text));
    while (r.at < r.len && r.scheme != END)
        if (!read_scheme(&r))
            return false;
    return !r.macro || put_string(&r, "\x1e\x04");
}
