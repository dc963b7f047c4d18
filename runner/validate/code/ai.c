#include "validate/code/ai.h"

#include <pthread.h>
#include <string.h>

#include "validate/code/key.h"

#define CHECK(name) (1ULL << TC_AI_##name)
#define CHECK_CSUM CHECK(CSUM)
#define CHECK_GCPPOS1 CHECK(GCPPOS1)
#define CHECK_GCPPOS2 CHECK(GCPPOS2)
#define CHECK_YYMMDD CHECK(YYMMDD)
#define CHECK_YYMMD0 CHECK(YYMMD0)
#define CHECK_YYYYMMDD CHECK(YYYYMMDD)
#define CHECK_HHMI CHECK(HHMI)
#define CHECK_HH CHECK(HH)
#define CHECK_MI CHECK(MI)
#define CHECK_SS CHECK(SS)
#define CHECK_ZERO CHECK(ZERO)
#define CHECK_ISO4217 CHECK(ISO4217)
#define CHECK_ISO3166 CHECK(ISO3166)
#define CHECK_ISO3166999 CHECK(ISO3166999)
#define CHECK_ISO3166ALPHA2 CHECK(ISO3166ALPHA2)
#define CHECK_ISO5218 CHECK(ISO5218)
#define CHECK_PCENC CHECK(PCENC)
#define CHECK_LATITUDE CHECK(LATITUDE)
#define CHECK_LONGITUDE CHECK(LONGITUDE)
#define CHECK_YESNO CHECK(YESNO)
#define CHECK_HYPHEN CHECK(HYPHEN)
#define CHECK_IMPORTERIDX CHECK(IMPORTERIDX)
#define CHECK_PACKAGETYPE CHECK(PACKAGETYPE)
#define CHECK_MEDIATYPE CHECK(MEDIATYPE)
#define CHECK_POSINSEQSLASH CHECK(POSINSEQSLASH)
#define CHECK_NONZERO CHECK(NONZERO)
#define CHECK_WINDING CHECK(WINDING)
#define CHECK_PIECEOFTOTAL CHECK(PIECEOFTOTAL)
#define CHECK_IBAN CHECK(IBAN)
#define CHECK_NOZEROPREFIX CHECK(NOZEROPREFIX)
#define CHECK_CSUMALPHA CHECK(CSUMALPHA)
#define CHECK_HASNONDIGIT CHECK(HASNONDIGIT)
#define CHECK_COUPONCODE CHECK(COUPONCODE)
#define CHECK_COUPONPOSOFFER CHECK(COUPONPOSOFFER)

#define PREDEFINED TC_AI_PREDEFINED
#define ATTRIBUTE TC_AI_ATTRIBUTE
#define PART(type_, min_, max_, checks_)                                                       \
    {                                                                                          \
        .type = TC_AI_##type_, .min = (min_), .max = (max_), .checks = (checks_)               \
    }
#define OPTIONAL(type_, min_, max_, checks_)                                                   \
    {                                                                                          \
        .type = TC_AI_##type_, .min = (min_), .max = (max_), .optional = true,                 \
        .checks = (checks_)                                                                    \
    }
#define AI(first_, last_, flags_, required_, excluded_, qualifiers_, title_, ...)              \
    { .first = (first_),                                                                       \
      .last = (last_),                                                                         \
      .flags = (flags_),                                                                       \
      .required = (required_),                                                                 \
      .excluded = (excluded_),                                                                 \
      .qualifiers = (qualifiers_),                                                             \
      .title = (title_),                                                                       \
      .parts = { __VA_ARGS__ } },

static struct tc_ai_entry table[] = {
#include "validate/code/ai_table.def"
};

#define ENTRIES (sizeof(table) / sizeof(table[0]))
#define AI_MAX 4

/* The first two digits tell how long an AI is; no AI is the beginning of
 * another, so that its number alone identifies it. */
static unsigned char length_of[100];
static unsigned short entry_of[10000]; /* 1 + index into the table; 0: unknown */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static unsigned number(const char *digits, size_t len)
{
    unsigned n = 0;

    for (size_t i = 0; i < len; i++)
        n = 10 * n + (unsigned)(digits[i] - '0');
    return n;
}

static void index_entry(struct tc_ai_entry *entry)
{
    size_t len = strlen(entry->first);
    unsigned behind_two = len == 4 ? 100 : len == 3 ? 10 : 1;

    for (unsigned n = number(entry->first, len); n <= number(entry->last, len); n++) {
        length_of[n / behind_two] = (unsigned char)len;
        entry_of[n] = (unsigned short)(entry - table + 1);
    }
    for (const struct tc_ai_part *part = entry->parts; part->max; part++) {
        entry->min += part->optional ? 0 : part->min;
        entry->max += part->max;
    }
}

static void index_table(void)
{
    for (size_t i = 0; i < ENTRIES; i++)
        index_entry(&table[i]);
}

const struct tc_ai_entry *tc_ai_at(const char *s, size_t len, size_t *ai_len)
{
    size_t n;
    unsigned entry;

    pthread_once(&once, index_table);
    *ai_len = 0;
    if (len < 2 || !tc_digits(s, 2))
        return NULL;
    n = length_of[number(s, 2)];
    if (n == 0 || n > len || !tc_digits(s, n))
        return NULL;
    *ai_len = n;
    entry = entry_of[number(s, n)];
    return entry ? &table[entry - 1] : NULL;
}

const struct tc_ai_entry *tc_ai_find(const char *s, size_t len)
{
    size_t ai_len;
    const struct tc_ai_entry *entry = tc_ai_at(s, len, &ai_len);

    return ai_len == len ? entry : NULL;
}

bool tc_ai_fits(const char *pattern, size_t pattern_len, const char *ai, size_t ai_len)
{
    if (pattern_len != ai_len)
        return false;
    for (size_t i = 0; i < ai_len; i++)
        if (pattern[i] != 'n' && pattern[i] != ai[i])
            return false;
    return true;
}

static bool is_one_of(char c, const char *stops)
{
    while (*stops && *stops != c)
        stops++;
    return *stops != '\0';
}

bool tc_ai_next(const char **list, const char *stops, const char **piece, size_t *len)
{
    if (!*list || !**list)
        return false;
    *piece = *list;
    *len = 0;
    while ((*list)[*len] && !is_one_of((*list)[*len], stops))
        (*len)++;
    *list += *len;
    if (**list)
        (*list)++;
    return true;
}

/* The characters beyond digits and letters of GS1 General Specifications 7.11
 * (set of 82, set of 39) and of base64url. */
bool tc_ai_char(enum tc_ai_type type, char c)
{
    static const char *const others[] = { [TC_AI_N] = "",
                                          [TC_AI_X] = "!\"%&'()*+,-./:;<=>?_",
                                          [TC_AI_Y] = "#-/",
                                          [TC_AI_Z] = "-_=" };

    if (c >= '0' && c <= '9')
        return true;
    if (type == TC_AI_N || c == '\0')
        return false;
    if (c >= 'A' && c <= 'Z')
        return true;
    if (c >= 'a' && c <= 'z')
        return type != TC_AI_Y;
    return strchr(others[type], c) != NULL;
}
