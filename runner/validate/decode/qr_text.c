/* The message of a QR Code: ISO/IEC 18004, 7.4. */
#include <string.h>

#include "validate/decode/grid_text.h"

#define GS 0x1d

enum mode {
    TERMINATOR,
    NUMERIC,
    ALPHANUMERIC,
    APPEND,
    BYTES,
    FNC1_FIRST,
    ECI = 7,
    KANJI,
    FNC1_SECOND
};

struct reader {
    const struct tc_grid *grid;
    int at; /* bits that are read */
    struct tc_grid_text *text;
};

static int left(const struct reader *r)
{
    return 8 * r->grid->message_len - r->at;
}

/* So many bits (0..16); -1 if there are not so many. */
static int take(struct reader *r, int bits)
{
    int value = 0;

    if (bits > left(r))
        return -1;
    for (int i = 0; i < bits; i++, r->at++) {
        int codeword = r->grid->value[r->grid->message[r->at / 8]];

        value = value << 1 | (codeword >> (7 - r->at % 8) & 1);
    }
    return value;
}

static bool put(struct reader *r, int c)
{
    if (r->text->len == TC_GRID_TEXT_MAX)
        return false;
    r->text->bytes[r->text->len++] = (unsigned char)c;
    return true;
}

/* Characters of a segment: the field grows with the version. */
static int take_count(struct reader *r, int small, int middle, int large)
{
    return take(r, r->grid->version < 10 ? small : r->grid->version < 27 ? middle : large);
}

/* --- segments -------------------------------------------------------------------------- */

/* Three digits in ten bits; the last one or two in four or seven. */
static bool read_numeric(struct reader *r)
{
    static const int bits[] = { 0, 4, 7, 10 }, limits[] = { 1, 10, 100, 1000 };
    int count = take_count(r, 10, 12, 14);

    while (count > 0) {
        int n = count < 3 ? count : 3, value = take(r, bits[n]);

        if (value < 0 || value >= limits[n])
            return false;
        for (int i = n - 1; i >= 0; i--)
            if (!put(r, '0' + value / limits[i] % 10))
                return false;
        count -= n;
    }
    return count == 0;
}

/* With FNC1 a percent sign is a separator, two of them are the sign itself. */
static void unfold_percents(struct reader *r, int from)
{
    struct tc_grid_text *text = r->text;
    int to = from;

    for (int i = from; i < text->len; i++) {
        bool percent = text->bytes[i] == '%';
        bool two = percent && i + 1 < text->len && text->bytes[i + 1] == '%';

        text->bytes[to++] = percent && !two ? GS : text->bytes[i];
        i += two;
    }
    text->len = to;
}

static bool read_alphanumeric(struct reader *r)
{
    static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    int count = take_count(r, 9, 11, 13), from = r->text->len;

    for (; count > 1; count -= 2) {
        int pair = take(r, 11);

        if (pair < 0 || pair >= 45 * 45 || !put(r, signs[pair / 45]) ||
            !put(r, signs[pair % 45]))
            return false;
    }
    if (count == 1) {
        int last = take(r, 6);

        if (last < 0 || last >= 45 || !put(r, signs[last]))
            return false;
    }
    if (r->text->gs1 || r->text->fnc1_second)
        unfold_percents(r, from);
    return count >= 0;
}

static bool read_bytes(struct reader *r)
{
    int count = take_count(r, 8, 16, 16);

    for (; count > 0; count--) {
        int c = take(r, 8);

        if (c < 0 || !put(r, c))
            return false;
    }
    return count == 0;
}

/* Shift JIS, two bytes in thirteen bits. */
static bool read_kanji(struct reader *r)
{
    int count = take_count(r, 8, 10, 12);

    for (; count > 0; count--) {
        int v = take(r, 13), c = (v / 0xc0) << 8 | v % 0xc0;

        c += c < 0x1f00 ? 0x8140 : 0xc140;
        if (v < 0 || !put(r, c >> 8) || !put(r, c & 0xff))
            return false;
    }
    return count == 0;
}

/* --- what is no text ------------------------------------------------------------------- */

/* The number of the character set, in one to three bytes. */
static bool skip_eci(struct reader *r)
{
    int first = take(r, 8);

    r->text->eci = true;
    if (first < 0 || first >= 0xe0)
        return false;
    return first < 0x80 || take(r, first < 0xc0 ? 8 : 16) >= 0;
}

/* The application stands before the data: two digits, or a letter. */
static bool read_application(struct reader *r)
{
    int value = take(r, 8);

    r->text->fnc1_second = true;
    if (value < 0 || r->text->len > 0)
        return false;
    return value < 100 ? put(r, '0' + value / 10) && put(r, '0' + value % 10)
                       : put(r, value - 100);
}

static bool read_segment(struct reader *r, int mode)
{
    switch (mode) {
    case NUMERIC:
        return read_numeric(r);
    case ALPHANUMERIC:
        return read_alphanumeric(r);
    case BYTES:
        return read_bytes(r);
    case KANJI:
        return read_kanji(r);
    case APPEND:
        r->text->part = true;
        return take(r, 16) >= 0;
    case FNC1_FIRST:
        r->text->gs1 = true;
        return r->text->len == 0;
    case FNC1_SECOND:
        return read_application(r);
    case ECI:
        return skip_eci(r);
    default:
        return false;
    }
}

bool tc_qr_text(const struct tc_grid *grid, struct tc_grid_text *text)
{
    struct reader r = { grid, 0, text };

    memset(text, 0, sizeof(*text));
    while (left(&r) >= 4) {
        int mode = take(&r, 4);

        if (mode == TERMINATOR)
            return true;
        if (!read_segment(&r, mode))
            return false;
    }
    return true;
}
