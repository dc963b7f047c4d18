/* The GS1 Application Identifiers (AIs): what ai_table.def says of each. */
#ifndef TC_VALIDATE_AI_H
#define TC_VALIDATE_AI_H

#include <stdbool.h>
#include <stddef.h>

#define TC_AI_PARTS 5

enum tc_ai_flags { TC_AI_PREDEFINED = 1 << 0, TC_AI_ATTRIBUTE = 1 << 1 };

/* Checks of the content of a part; a bit set. */
enum tc_ai_check {
    TC_AI_CSUM,    /* ends in a check digit */
    TC_AI_GCPPOS1, /* a company prefix stands at the first character */
    TC_AI_GCPPOS2, /* ... at the second */
    TC_AI_YYMMDD,
    TC_AI_YYMMD0, /* the day may be 00 */
    TC_AI_YYYYMMDD,
    TC_AI_HHMI,
    TC_AI_HH,
    TC_AI_MI,
    TC_AI_SS,
    TC_AI_ZERO, /* is 0 */
    TC_AI_ISO4217,
    TC_AI_ISO3166,
    TC_AI_ISO3166999,
    TC_AI_ISO3166ALPHA2,
    TC_AI_ISO5218,
    TC_AI_PCENC,
    TC_AI_LATITUDE,
    TC_AI_LONGITUDE,
    TC_AI_YESNO,
    TC_AI_HYPHEN,
    TC_AI_IMPORTERIDX,
    TC_AI_PACKAGETYPE,
    TC_AI_MEDIATYPE,
    TC_AI_POSINSEQSLASH,
    TC_AI_NONZERO,
    TC_AI_WINDING,
    TC_AI_PIECEOFTOTAL,
    TC_AI_IBAN,
    TC_AI_NOZEROPREFIX,
    TC_AI_CSUMALPHA,
    TC_AI_HASNONDIGIT,
    TC_AI_COUPONCODE,
    TC_AI_COUPONPOSOFFER
};

enum tc_ai_type { TC_AI_N, TC_AI_X, TC_AI_Y, TC_AI_Z };

struct tc_ai_part {
    enum tc_ai_type type;
    unsigned char min, max; /* max 0: there are no more parts */
    bool optional;
    unsigned long long checks; /* 1 << TC_AI_CSUM, ... */
};

struct tc_ai_entry {
    const char *first, *last; /* a range differs in the last digit only */
    unsigned flags;
    const char *required, *excluded, *qualifiers; /* as in ai_table.def; NULL: none */
    const char *title;
    struct tc_ai_part parts[TC_AI_PARTS + 1];
    size_t min, max; /* of the whole value */
};

/* The entry of the AI that stands at the beginning of `s`, and the length of
 * that AI; NULL if there is none. */
const struct tc_ai_entry *tc_ai_at(const char *s, size_t len, size_t *ai_len);

/* The entry if `s` as a whole is an AI, or NULL. */
const struct tc_ai_entry *tc_ai_find(const char *s, size_t len);

/* True if the AI fits a pattern of the table: equal, 'n' being any digit. */
bool tc_ai_fits(const char *pattern, size_t pattern_len, const char *ai, size_t ai_len);

/* Cut the next piece off a list of the table: everything up to one of the
 * `stops`. Moves *list behind it; false at the end. */
bool tc_ai_next(const char **list, const char *stops, const char **piece, size_t *len);

/* True if `c` belongs to the characters of the type. */
bool tc_ai_char(enum tc_ai_type type, char c);

#endif
