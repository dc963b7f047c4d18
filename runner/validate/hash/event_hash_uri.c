/* Identifiers and other URIs in a pre-hash string: the constrained canonical
 * Digital Link for what has one. CBV 2.0, 8.9.2. */
#include <string.h>

#include "validate/code/epc_plain.h"
#include "validate/code/epc_scheme.h"
#include "validate/hash/event_hash.h"
#include "validate/code/link.h"
#include "validate/code/percent.h"

#define STEM "https://id.gs1.org/"
#define CBV_URN "urn:epcglobal:cbv:"

static bool starts(const char *text, size_t len, const char *word)
{
    size_t n = strlen(word);

    return len >= n && memcmp(text, word, n) == 0;
}

/* --- Digital Links ------------------------------------------------------------------ */

static bool is_key_of_events(const char *key)
{
    for (size_t i = 0; tc_epc_scheme_at(i); i++)
        if (strcmp(tc_epc_scheme_at(i)->key, key) == 0)
            return true;
    return false;
}

static bool is_unreserved(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!tc_percent_unreserved(text[i]))
            return false;
    return true;
}

/* A value with the escapes that a Digital Link needs and no others. */
static void put_segment(struct tc_hash_writer *w, const char *text, size_t len)
{
    static const char hex[] = "0123456789ABCDEF";

    if (is_unreserved(text, len)) {
        tc_hash_put(w, text, len);
        return;
    }
    tc_hash_doubt(w, TC_DOUBT_IDENTIFIER);
    for (size_t i = 0; i < len; i++) {
        int escaped = tc_percent_at(text + i, len - i);
        unsigned char c = (unsigned char)(escaped >= 0 ? escaped : text[i]);

        i += escaped >= 0 ? 2 : 0;
        if (tc_percent_unreserved((char)c))
            tc_hash_put(w, (char[]){ (char)c }, 1);
        else
            tc_hash_put(w, (char[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
    }
}

static void put_pair(struct tc_hash_writer *w, const char *ai, const char *text, size_t len)
{
    tc_hash_put_string(w, ai);
    tc_hash_put(w, "/", 1);
    if (strcmp(ai, "01") == 0) {
        if (len < 14)
            tc_hash_put(w, "00000000000000", 14 - len);
        if (len != 14)
            tc_hash_doubt(w, TC_DOUBT_IDENTIFIER);
    }
    put_segment(w, text, len);
}

/* The qualifier that tells most, if the path has one. */
static void put_qualifier(struct tc_hash_writer *w, const struct tc_link *link)
{
    static const char *const telling[] = { "21", "235", "10", "254", "8011" };

    for (size_t k = 0; k < sizeof(telling) / sizeof(telling[0]); k++)
        for (size_t i = (size_t)link->key + 2; i + 1 < link->count; i += 2) {
            const struct tc_span *ai = &link->segments[i], *value = ai + 1;

            if (ai->len != strlen(telling[k]) ||
                memcmp(link->text + ai->at, telling[k], ai->len) != 0 ||
                !tc_link_is_qualifier(link, telling[k], ai->len))
                continue;
            tc_hash_put(w, "/", 1);
            put_pair(w, telling[k], link->text + value->at, value->len);
            return;
        }
}

/* https://HOST/ and then nothing unusual: only the host is another one. */
static bool put_plain_link(struct tc_hash_writer *w, const char *text, size_t len)
{
    const size_t scheme = strlen("https://");
    enum tc_epc_names names;
    const char *path;

    if (!tc_epc_is_plain(text, len, &names))
        return false;
    path = (const char *)memchr(text + scheme, '/', len - scheme) + 1;
    tc_hash_put(w, STEM, strlen(STEM));
    tc_hash_put(w, path, (size_t)(text + len - path));
    return true;
}

static bool put_link(struct tc_hash_writer *w, const char *text, size_t len)
{
    const struct tc_span *value;
    struct tc_link link;

    if (!tc_link_split(text, len, &link) || !tc_link_find_key(&link, TC_LINK_SHOWN) ||
        !is_key_of_events(link.entry->first))
        return false;
    value = &link.segments[link.key + 1];
    tc_hash_put(w, STEM, strlen(STEM));
    put_pair(w, link.entry->first, text + value->at, value->len);
    put_qualifier(w, &link);
    return true;
}

/* --- vocabularies ---------------------------------------------------------------------------
 */

/* "urn:epcglobal:cbv:disp:active": the vocabularies by their URN. */
static bool put_vocabulary_urn(struct tc_hash_writer *w, const char *text, size_t len)
{
    static const struct {
        const char *urn, *web;
    } stems[] = {
#define CBV "https://ref.gs1.org/cbv/"
#define VOC "https://gs1.org/voc/"
#define VOCABULARY(symbol, urn, web, space, ...) { CBV_URN urn ":", space web },
#include "validate/document/vocabulary.def"
#undef VOCABULARY
    };

    for (size_t i = 0; i < sizeof(stems) / sizeof(stems[0]); i++)
        if (starts(text, len, stems[i].urn)) {
            size_t n = strlen(stems[i].urn);

            tc_hash_put_string(w, stems[i].web);
            tc_hash_put(w, text + n, len - n);
            return true;
        }
    return false;
}

/* --- the whole ----------------------------------------------------------------------- */

/* "gs1:Temperature"; in JSON not every implementation expands it. */
static bool put_curie(struct tc_hash_writer *w, const char *text, size_t len)
{
    static const struct {
        const char *prefix, *space;
    } known[] = { { "gs1:", VOC },
                  { "epcis:", "https://ref.gs1.org/epcis/" },
                  { "cbv:", CBV } };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (starts(text, len, known[i].prefix)) {
            size_t n = strlen(known[i].prefix);

            if (!w->xml)
                tc_hash_doubt(w, TC_DOUBT_CURIE);
            tc_hash_put_string(w, known[i].space);
            tc_hash_put(w, text + n, len - n);
            return true;
        }
    return false;
}

static void put(struct tc_hash_writer *w, const char *text, size_t len)
{
    if (starts(text, len, "http") && (put_plain_link(w, text, len) || put_link(w, text, len)))
        return;
    if (starts(text, len, CBV_URN) && put_vocabulary_urn(w, text, len))
        return;
    if (!tc_hash_put_epc(w, text, len) && !put_curie(w, text, len))
        tc_hash_put(w, text, len);
}

void tc_hash_put_uri(struct tc_hash_writer *w, const struct tc_hash_value *value)
{
    size_t at = w->len;

    put(w, value->text, value->len);
    if (value->user &&
        (w->len - at != value->len || memcmp(w->text + at, value->text, value->len) != 0))
        tc_hash_doubt(w, TC_DOUBT_USER_VALUE);
}
