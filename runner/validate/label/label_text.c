/* Human-readable text equals what the symbols say. Reading print is no certain thing:
 * only words that were read surely are compared, letters that are often taken for one
 * another count as the same, and a number has to have its check digit. */
#include <ctype.h>
#include <string.h>

#include "validate/code/key.h"
#include "validate/label/label_judge.h"
#include "validate/label/label_ocr.h"

#define SURE 80.0     /* of 100 */
#define VALUE_MAX 100 /* characters */
#define NEAR 14       /* modules around a symbol in which its text stands */
#define DIGITS_MAX 14

/* --- alike ------------------------------------------------------------------------------ */

static char folded(char c)
{
    static const char from[] = "OQDILSBZG|", to[] = "0001158261";
    const char *at = strchr(from, toupper((unsigned char)c));

    return at && *at ? to[at - from] : (char)toupper((unsigned char)c);
}

/* How many characters of two texts are the same from their beginning. */
static size_t alike(const char *a, const char *b)
{
    size_t n = 0;

    while (a[n] && b[n] && folded(a[n]) == folded(b[n]))
        n++;
    return n;
}

/* A stop that ends a printed sentence is none of the value. */
static bool is_alike(const char *value, const char *text)
{
    size_t n = alike(value, text);

    return value[n] == 0 && text[n + strspn(text + n, ".,;:")] == 0;
}

/* --- element strings: "(01) 09521234000013 (10) LOT-77A" -------------------------------- */

/* The AI with which a word begins, and what follows it; 0: none. */
static size_t ai_at(const char *text, char ai[5])
{
    size_t digits = text[0] == '(' ? strspn(text + 1, "0123456789") : 0;

    if (digits < 2 || digits > 4 || text[digits + 1] != ')')
        return 0;
    memcpy(ai, text + 1, digits);
    ai[digits] = 0;
    return digits + 2;
}

/* The symbol that names the AI; NULL: none does. `*value`: what it says. */
static const struct tc_said *names_ai(const struct tc_label_judge *judge, const char *ai,
                                      const char **value)
{
    for (size_t i = 0; i < judge->count; i++) {
        *value = tc_code_value(&judge->said[i].code, ai);
        if (*value)
            return &judge->said[i];
    }
    return NULL;
}

static bool any_says(const struct tc_label_judge *judge, const char *ai, const char *text)
{
    for (size_t i = 0; i < judge->count; i++) {
        const char *value = tc_code_value(&judge->said[i].code, ai);

        if (value && is_alike(value, text))
            return true;
    }
    return false;
}

/* A key is held against the symbols only if it was printed whole. */
static bool is_whole(const char *ai, const char *text)
{
    size_t len = strlen(text);

    if (strcmp(ai, "01") != 0 && strcmp(ai, "02") != 0 && strcmp(ai, "00") != 0)
        return true;
    return len == (strcmp(ai, "00") == 0 ? 18 : 14) && tc_digits(text, len) &&
           tc_check_digit_holds(text, len);
}

static void report(struct tc_label_judge *judge, const struct tc_said *said, const char *prefix,
                   const char *expected, const char *actual)
{
    tc_label_report(judge, said, "LABEL-18", NULL,
                    tc_say(judge->arena, "chữ in %s%.80s như trong mã vạch",
                           "the text %s%.80s as in the symbol", prefix, expected),
                    tc_say(judge->arena, "chữ in %s%.80s", "the text %s%.80s", prefix, actual));
}

/* The printed value: what stands behind the AI up to the next one or the end of the
 * line. Of its words some may be something else, so that the value may end behind any
 * of them; `*first` is the first, and no more than that is shown. */
static bool is_printed(const struct tc_label_judge *judge, const struct tc_words_read *words,
                       size_t at, const char *ai, const char *rest, const char **first)
{
    const char *text = "";

    *first = NULL;
    for (;;) {
        size_t len = strcspn(rest, "(");

        text = tc_arena_printf(judge->arena, "%s%.*s", text, (int)len, rest);
        if (len && !*first && words->items[at].sure >= SURE)
            *first = text;
        if (any_says(judge, ai, text))
            return true;
        if (rest[len] || strlen(text) > VALUE_MAX || (len && !*first) || ++at == words->count ||
            words->items[at].begins)
            return false;
        rest = words->items[at].text;
    }
}

/* A value that goes on in a word that was misread is no other value. */
static void judge_value(struct tc_label_judge *judge, const struct tc_words_read *words,
                        size_t at, const char *ai, const char *rest)
{
    const char *wanted, *first;
    const struct tc_said *said = names_ai(judge, ai, &wanted);

    if (!said || words->items[at].sure < SURE ||
        is_printed(judge, words, at, ai, rest, &first) || !first || !is_whole(ai, first) ||
        alike(wanted, first) == strlen(first))
        return;
    report(judge, said, tc_arena_printf(judge->arena, "(%s)", ai), wanted, first);
}

/* Each AI that a word begins with or holds. */
static void judge_element_strings(struct tc_label_judge *judge,
                                  const struct tc_words_read *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const char *text = strchr(words->items[i].text, '(');

        while (text) {
            char ai[5];
            size_t len = ai_at(text, ai);

            if (len)
                judge_value(judge, words, i, ai, text + len);
            text = strchr(text + 1, '(');
        }
    }
}

/* --- numbers under bars: "9 521234 000013" ---------------------------------------------- */

static bool is_near(const struct tc_word *word, const struct tc_symbol *symbol)
{
    double near = NEAR * symbol->module;

    return word->left + word->width > symbol->box[0] - near &&
           word->left < symbol->box[0] + symbol->box[2] + near &&
           word->top + word->height > symbol->box[1] - near &&
           word->top < symbol->box[1] + symbol->box[3] + near;
}

/* Digits of words that follow each other near the symbol; 0 where some are not sure. */
static size_t digits_near(const struct tc_words_read *words, size_t at,
                          const struct tc_symbol *symbol, char digits[DIGITS_MAX + 1])
{
    size_t len = 0;

    for (size_t i = at; i < words->count && (i == at || !words->items[i].begins); i++) {
        const struct tc_word *word = &words->items[i];
        size_t more = strlen(word->text);

        if (!tc_digits(word->text, more) || !is_near(word, symbol))
            break;
        if (word->sure < SURE || len + more > DIGITS_MAX)
            return 0;
        memcpy(digits + len, word->text, more);
        len += more;
    }
    digits[len] = 0;
    return len;
}

/* The number as that of the symbol, leading zeros aside. */
static bool is_same_number(const char *digits, const struct tc_symbol *symbol)
{
    size_t zeros = strspn(digits, "0"), own = 0;

    while (own < symbol->len && symbol->data[own] == '0')
        own++;
    return strlen(digits) - zeros == symbol->len - own &&
           memcmp(digits + zeros, symbol->data + own, symbol->len - own) == 0;
}

static void judge_number(struct tc_label_judge *judge, const struct tc_words_read *words,
                         const struct tc_said *said)
{
    const struct tc_symbol *symbol = said->symbol;

    for (size_t i = 0; i < words->count; i++) {
        char digits[DIGITS_MAX + 1];
        size_t len;

        if (!words->items[i].begins)
            continue;
        len = digits_near(words, i, symbol, digits);
        if (len == symbol->len && tc_check_digit_holds(digits, len) &&
            !is_same_number(digits, symbol))
            report(judge, said, "", tc_arena_strndup(judge->arena, symbol->data, symbol->len),
                   tc_arena_strdup(judge->arena, digits));
    }
}

static bool is_number(const struct tc_symbol *symbol)
{
    static const char *const names[] = { "ean-13", "ean-8", "itf-14" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(names[i], symbol->symbology) == 0)
            return symbol->module > 0;
    return false;
}

/* Codes of the maker's own are compared with nothing. */
static bool says_anything(const struct tc_label_judge *judge)
{
    for (size_t i = 0; i < judge->count; i++)
        if (judge->said[i].code.count > 0 || is_number(judge->said[i].symbol))
            return true;
    return false;
}

void tc_label_judge_text(struct tc_label_judge *judge)
{
    struct tc_words_read words = { 0 };
    int rc = says_anything(judge) ? tc_label_ocr(judge->arena, judge->result, &words) : 0;

    judge->result->text = rc == 0  ? TC_LABEL_TEXT_READ
                          : rc > 0 ? TC_LABEL_TEXT_NO_PROGRAM
                                   : TC_LABEL_TEXT_UNREADABLE;
    if (rc != 0)
        return;
    judge_element_strings(judge, &words);
    for (size_t i = 0; i < judge->count; i++)
        if (is_number(judge->said[i].symbol))
            judge_number(judge, &words, &judge->said[i]);
}
