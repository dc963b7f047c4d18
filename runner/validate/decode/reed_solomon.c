#include "validate/decode/reed_solomon.h"

#include <stdbool.h>
#include <string.h>

#define CHECKS_MAX 68 /* of one block */

struct field {
    int first; /* exponent of the first root */
    bool made;
    unsigned char exp[510], log[256];
};

/* A word in work: polynomials have their constant term first. */
struct work {
    const struct field *field;
    int len, checks, errors;
    unsigned char syndrome[CHECKS_MAX];
    unsigned char locator[CHECKS_MAX + 1];
    unsigned char evaluator[CHECKS_MAX];
};

static const struct field *field_of(enum tc_rs_code code)
{
    static struct field fields[2] = { { .first = 1 }, { .first = 0 } };
    struct field *f = &fields[code];
    int value = 1;

    for (int i = 0; !f->made && i < 255; i++) {
        f->exp[i] = f->exp[i + 255] = (unsigned char)value;
        f->log[value] = (unsigned char)i;
        value <<= 1;
        value ^= value & 256 ? (code == TC_RS_MATRIX ? 301 : 285) : 0;
    }
    f->made = true;
    return f;
}

static int times(const struct field *f, int a, int b)
{
    return a && b ? f->exp[f->log[a] + f->log[b]] : 0;
}

static int divided(const struct field *f, int a, int b)
{
    return a ? f->exp[f->log[a] + 255 - f->log[b]] : 0;
}

/* The polynomial at alpha^power. */
static int value_at(const struct field *f, const unsigned char *p, int terms, int power)
{
    int x = f->exp[power % 255], sum = 0;

    for (int i = terms - 1; i >= 0; i--)
        sum = times(f, sum, x) ^ p[i];
    return sum;
}

/* True if the word is right as it is. */
static bool find_syndromes(struct work *w, const unsigned char *word)
{
    bool right = true;

    for (int i = 0; i < w->checks; i++) {
        int x = w->field->exp[(i + w->field->first) % 255], sum = 0;

        for (int j = 0; j < w->len; j++)
            sum = times(w->field, sum, x) ^ word[j];
        w->syndrome[i] = (unsigned char)sum;
        right = right && sum == 0;
    }
    return right;
}

static int discrepancy(const struct work *w, int n)
{
    int d = w->syndrome[n];

    for (int i = 1; i <= w->errors && i <= n; i++)
        d ^= times(w->field, w->locator[i], w->syndrome[n - i]);
    return d;
}

/* Berlekamp and Massey: the shortest recurrence of the syndromes, whose roots tell
 * where the errors are. */
static void find_locator(struct work *w)
{
    unsigned char before[CHECKS_MAX + 1] = { 1 }, now[CHECKS_MAX + 1];
    int last = 1, gap = 1;

    memset(w->locator, 0, sizeof(w->locator));
    w->locator[0] = 1;
    w->errors = 0;
    for (int n = 0; n < w->checks; n++, gap++) {
        int d = discrepancy(w, n), factor = divided(w->field, d, last);

        if (d == 0)
            continue;
        memcpy(now, w->locator, sizeof(now));
        for (int i = 0; i + gap <= w->checks; i++)
            w->locator[i + gap] ^= (unsigned char)times(w->field, factor, before[i]);
        if (2 * w->errors > n)
            continue;
        w->errors = n + 1 - w->errors;
        memcpy(before, now, sizeof(before));
        last = d;
        gap = 0;
    }
}

static void find_evaluator(struct work *w)
{
    for (int i = 0; i < w->checks; i++) {
        int sum = 0;

        for (int j = 0; j <= i && j <= w->errors; j++)
            sum ^= times(w->field, w->locator[j], w->syndrome[i - j]);
        w->evaluator[i] = (unsigned char)sum;
    }
}

/* Forney: how wrong the codeword is whose locator has the given power. */
static int error_value(const struct work *w, int power)
{
    const struct field *f = w->field;
    int back = (255 - power) % 255;
    int top = value_at(f, w->evaluator, w->checks, back), slope = 0;

    for (int i = 1; i <= w->errors; i += 2)
        slope ^= times(f, w->locator[i], f->exp[back * (i - 1) % 255]);
    if (slope == 0)
        return 0;
    return times(f, divided(f, top, slope), f->exp[power * (1 - f->first + 255) % 255]);
}

/* The number of codewords that were put right. */
static int mend(const struct work *w, unsigned char *word)
{
    int mended = 0;

    for (int power = 0; power < w->len; power++) {
        if (value_at(w->field, w->locator, w->errors + 1, (255 - power) % 255) != 0)
            continue;
        word[w->len - 1 - power] ^= (unsigned char)error_value(w, power);
        mended++;
    }
    return mended;
}

int tc_rs_correct(enum tc_rs_code code, unsigned char *word, int len, int checks, int most)
{
    struct work w = { .field = field_of(code), .len = len, .checks = checks };
    unsigned char as_was[TC_RS_WORD_MAX];

    if (len > TC_RS_WORD_MAX || checks > CHECKS_MAX || checks >= len)
        return -1;
    if (find_syndromes(&w, word))
        return 0;
    find_locator(&w);
    if (w.errors > most)
        return -1;
    find_evaluator(&w);
    memcpy(as_was, word, (size_t)len);
    if (mend(&w, word) == w.errors && find_syndromes(&w, word))
        return w.errors;
    memcpy(word, as_was, (size_t)len);
    return -1;
}
