#include "validate/code/epc_scheme.h"

#include <string.h>
#include <strings.h>

#define ID TC_EPC_URN_ID
#define CLASS TC_EPC_URN_CLASS
#define IDPAT TC_EPC_URN_IDPAT
#define SCHEME(name_, kinds_, key_, digits_, lead_, pieces_, serial_, type_, max_)             \
    { name_, kinds_, key_, digits_, TC_EPC_##lead_, pieces_, serial_, TC_AI_##type_, max_ },

static const struct tc_epc_scheme schemes[] = {
#include "validate/code/epc_scheme.def"
};

static const char *const foreign[] = { "gid", "usdod", "adi", "bic", "imovn" };

static const struct {
    const char *name;
    unsigned kind;
} kinds[] = {
    { "id", TC_EPC_URN_ID },     { "class", TC_EPC_URN_CLASS }, { "idpat", TC_EPC_URN_IDPAT },
    { "tag", TC_EPC_URN_OTHER }, { "raw", TC_EPC_URN_OTHER },   { "pat", TC_EPC_URN_OTHER },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is(const char *uri, struct tc_span span, const char *word)
{
    return strlen(word) == span.len && memcmp(uri + span.at, word, span.len) == 0;
}

/* The span from `at` to the next colon. */
static struct tc_span field(const char *uri, size_t at, size_t len)
{
    const char *colon = at < len ? memchr(uri + at, ':', len - at) : NULL;

    return (struct tc_span){ at < len ? at : len, colon      ? (size_t)(colon - uri) - at
                                                  : at < len ? len - at
                                                             : 0 };
}

static void find_names(const char *uri, struct tc_epc_urn *urn)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (is(uri, urn->kind_at, kinds[i].name))
            urn->kind = kinds[i].kind;
    for (size_t i = 0; i < COUNT(schemes); i++)
        if (is(uri, urn->scheme_at, schemes[i].name))
            urn->scheme = &schemes[i];
    for (size_t i = 0; i < COUNT(foreign); i++)
        urn->foreign |= is(uri, urn->scheme_at, foreign[i]);
}

bool tc_epc_urn_split(const char *uri, size_t len, struct tc_epc_urn *urn)
{
    static const char start[] = "urn:epc:";
    size_t at = sizeof(start) - 1;

    if (len < at || strncasecmp(uri, start, at) != 0)
        return false;
    memset(urn, 0, sizeof(*urn));
    urn->kind_at = field(uri, at, len);
    urn->scheme_at = field(uri, urn->kind_at.at + urn->kind_at.len + 1, len);
    at = urn->scheme_at.at + urn->scheme_at.len + 1;
    urn->body = (struct tc_span){ at < len ? at : len, at < len ? len - at : 0 };
    find_names(uri, urn);
    return true;
}

const struct tc_epc_scheme *tc_epc_scheme_at(size_t i)
{
    return i < COUNT(schemes) ? &schemes[i] : NULL;
}
