#include "validate/document/vocabulary.h"

#include <stdbool.h>
#include <string.h>

#include "base/suggest.h"

#define CBV "https://ref.gs1.org/cbv/"
#define VOC "https://gs1.org/voc/"
#define CBV_OLD "https://ns.gs1.org/cbv/" /* of drafts; still met */
#define URN "urn:epcglobal:cbv:"
#define LONGEST 64

#define VOCABULARY(symbol, urn, web, space, ...)                                               \
    static const char *const words_##symbol[] = { __VA_ARGS__ };
#include "validate/document/vocabulary.def"
#undef VOCABULARY

static const struct {
    const char *urn, *web; /* before the value */
    const char *space;     /* namespace of the web URI */
    const char *const *words;
    size_t count;
} vocabularies[] = {
#define VOCABULARY(symbol, urn, web, space, ...)                                               \
    { urn, web, space, words_##symbol, sizeof(words_##symbol) / sizeof(words_##symbol[0]) },
#include "validate/document/vocabulary.def"
#undef VOCABULARY
};

static const char *find(enum tc_vocabulary vocabulary, const char *text, size_t len)
{
    size_t low = 0, high = len ? vocabularies[vocabulary].count : 0;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *word = vocabularies[vocabulary].words[middle];
        int order = *text - *word;

        if (order == 0)
            order = strncmp(text, word, len);

        if (order == 0 && !word[len])
            return word;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const char *near(enum tc_vocabulary vocabulary, const char *text, size_t len)
{
    char word[LONGEST + 1];

    if (len > LONGEST)
        return NULL;
    memcpy(word, text, len);
    word[len] = '\0';
    return tc_suggest_of(word, vocabularies[vocabulary].words, vocabularies[vocabulary].count);
}

/* True, and the text moved behind it, if it starts so. */
static bool skip(const char **text, size_t *len, const char *prefix)
{
    size_t n = strlen(prefix);

    if (*len < n || memcmp(*text, prefix, n) != 0)
        return false;
    *text += n;
    *len -= n;
    return true;
}

static struct tc_vocabulary_value value_of(enum tc_vocabulary v, enum tc_vocabulary_form form,
                                           const char *text, size_t len)
{
    struct tc_vocabulary_value value = { .form = form, .word = find(v, text, len) };

    if (!value.word)
        value.near = near(v, text, len);
    return value;
}

/* Behind GS1's namespace: the vocabulary's own prefix, then the value. */
static struct tc_vocabulary_value read_web(enum tc_vocabulary v, enum tc_vocabulary_form form,
                                           const char *text, size_t len)
{
    struct tc_vocabulary_value value;
    const char *dash = memchr(text, '-', len);

    if (skip(&text, &len, vocabularies[v].web))
        return value_of(v, form, text, len);
    value = (struct tc_vocabulary_value){ .form = form };
    if (dash) {
        size_t left = len - (size_t)(dash + 1 - text);

        value.near = find(v, dash + 1, left);
        value.near = value.near ? value.near : near(v, dash + 1, left);
    }
    return value;
}

static bool is_word(const char *text, size_t len)
{
    return len > 0 && !memchr(text, ':', len);
}

/* Characters that may stand in a scheme (1), and those that may not stand in a
 * URI at all (2). RFC 3986, 2 and 3.1; all above ASCII may, by RFC 3987. */
enum { OF_SCHEME = 1, OF_NO_URI = 2 };

static const unsigned char uri_classes[256] = {
    [0 ... ' '] = OF_NO_URI,   ['"'] = OF_NO_URI,         ['<'] = OF_NO_URI,
    ['>'] = OF_NO_URI,         ['\\'] = OF_NO_URI,        ['^'] = OF_NO_URI,
    ['`'] = OF_NO_URI,         ['{' ... '}'] = OF_NO_URI, [0x7f] = OF_NO_URI,
    ['a' ... 'z'] = OF_SCHEME, ['A' ... 'Z'] = OF_SCHEME, ['0' ... '9'] = OF_SCHEME,
    ['+'] = OF_SCHEME,         ['-'] = OF_SCHEME,         ['.'] = OF_SCHEME
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool tc_uri_holds(const char *text, size_t len)
{
    unsigned met = 0;
    size_t n = 0;

    if (len == 0 || !is_letter(text[0]))
        return false;
    while (n < len && uri_classes[(unsigned char)text[n]] == OF_SCHEME)
        n++;
    if (n + 1 >= len || text[n] != ':')
        return false;
    for (; n + 1 < len; n += 2) /* two at a time: most of an event's bytes are in URIs */
        met |= uri_classes[(unsigned char)text[n]] | uri_classes[(unsigned char)text[n + 1]];
    if (n < len)
        met |= uri_classes[(unsigned char)text[n]];
    return !(met & OF_NO_URI);
}

struct tc_vocabulary_value tc_vocabulary_read(enum tc_vocabulary v, const char *text,
                                              size_t len)
{
    const bool cbv = vocabularies[v].urn[0] != '\0';
    const char *at = text;
    size_t left = len;

    if (is_word(text, len))
        return value_of(v, TC_FORM_WORD, text, len);
    if (skip(&at, &left, vocabularies[v].space) || (cbv && skip(&at, &left, CBV_OLD)))
        return read_web(v, TC_FORM_WEB, at, left);
    if (skip(&at, &left, cbv ? "cbv:" : "gs1:"))
        return read_web(v, TC_FORM_CURIE, at, left);
    if (cbv && skip(&at, &left, URN)) {
        if (skip(&at, &left, vocabularies[v].urn) && skip(&at, &left, ":"))
            return value_of(v, TC_FORM_URN, at, left);
        return (struct tc_vocabulary_value){ .form = TC_FORM_URN };
    }
    return (struct tc_vocabulary_value){ .form = tc_uri_holds(text, len) ? TC_FORM_FOREIGN
                                                                         : TC_FORM_NONE };
}
