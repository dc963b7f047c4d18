#include "validate/code/link.h"

#include <string.h>
#include <strings.h>

#include "validate/code/key.h"

static size_t scheme_len(const char *text, size_t len)
{
    static const char *const schemes[] = { "https://", "http://" };

    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        size_t n = strlen(schemes[i]);

        if (len >= n && strncasecmp(text, schemes[i], n) == 0)
            return n;
    }
    return 0;
}

static bool is_mixed(const char *s, size_t len)
{
    bool upper = false, lower = false;

    for (size_t i = 0; i < len; i++) {
        upper |= s[i] >= 'A' && s[i] <= 'Z';
        lower |= s[i] >= 'a' && s[i] <= 'z';
    }
    return upper && lower;
}

/* Place of the first such character, or the end. */
static size_t find_char(const char *text, size_t from, size_t end, char c)
{
    const char *found = from < end ? memchr(text + from, c, end - from) : NULL;

    return found ? (size_t)(found - text) : end;
}

/* Cut the path into segments, from its end, and put them in their order. */
static void split_path(struct tc_link *link)
{
    size_t end = link->path.at + link->path.len, at = end, n = 0;

    while (at > link->path.at && n < TC_LINK_SEGMENTS) {
        if (link->text[--at] != '/')
            continue;
        link->segments[n++] = (struct tc_span){ at + 1, end - at - 1 };
        end = at;
    }
    for (size_t i = 0; i < n / 2; i++) {
        struct tc_span left = link->segments[i];

        link->segments[i] = link->segments[n - 1 - i];
        link->segments[n - 1 - i] = left;
    }
    link->count = n;
}

bool tc_link_split(const char *text, size_t len, struct tc_link *link)
{
    size_t host = scheme_len(text, len), host_end, path_end;

    if (!host)
        return false;
    link->text = text;
    link->scheme_mixed = is_mixed(text, host);
    link->end = find_char(text, host, len, '#');
    path_end = find_char(text, host, link->end, '?');
    host_end = find_char(text, host, path_end, '/');
    link->host = (struct tc_span){ host, host_end - host };
    link->path = (struct tc_span){ host_end, path_end - host_end };
    link->query = (struct tc_span){ path_end, 0 };
    if (path_end < link->end)
        link->query = (struct tc_span){ path_end + 1, link->end - path_end - 1 };
    link->odd = false;
    link->key = -1;
    link->entry = NULL;
    split_path(link);
    return true;
}

/* --- the primary key ------------------------------------------------------------ */

static size_t leading_digits(const char *s, size_t len)
{
    size_t n = 0;

    while (n < len && tc_digits(s + n, 1))
        n++;
    return n;
}

/* True if a value looks like one of the key: about as many digits as it has.
 * Dates and numbers of other addresses ("/01/20260101") are shorter. */
static bool looks_like(const struct tc_ai_entry *key, const char *s, size_t len)
{
    size_t digits = leading_digits(s, len), fixed = 0;

    for (const struct tc_ai_part *part = key->parts; part->max && part->type == TC_AI_N; part++)
        fixed += part->optional ? 0 : part->max;
    if (fixed == 0)
        return digits >= 7 && len <= key->max;
    if (strcmp(key->first, "01") == 0)
        return digits == len && len >= 12 && len <= 15;
    if (key->min == key->max)
        return digits == len && len + 1 >= fixed && len <= fixed + 1;
    return digits + 1 >= fixed;
}

static const struct tc_ai_entry *key_at(const struct tc_link *link, size_t i,
                                        enum tc_link_proof proof)
{
    const struct tc_span *ai = &link->segments[i], *value = ai + 1;
    const struct tc_ai_entry *entry = tc_ai_find(link->text + ai->at, ai->len);

    if (!entry || !entry->qualifiers)
        return NULL;
    if (proof == TC_LINK_SHOWN && !looks_like(entry, link->text + value->at, value->len))
        return NULL;
    return entry;
}

/* The rightmost key among every other segment, counted from `count`. */
static bool find_in_step(struct tc_link *link, size_t count, enum tc_link_proof proof)
{
    for (size_t i = count; i >= 2; i -= 2) {
        link->entry = key_at(link, i - 2, proof);
        if (link->entry) {
            link->key = (int)i - 2;
            link->count = count;
            return true;
        }
    }
    return false;
}

bool tc_link_find_key(struct tc_link *link, enum tc_link_proof proof)
{
    size_t count = link->count;
    bool may_be_odd =
        count >= 3 && (proof == TC_LINK_SAID || link->segments[count - 1].len == 0);

    if (may_be_odd && !find_in_step(link, count, TC_LINK_SHOWN))
        link->odd = find_in_step(link, count - 1, TC_LINK_SHOWN);
    return link->odd || find_in_step(link, count, proof);
}

/* --- qualifiers ------------------------------------------------------------------- */

bool tc_link_alternative_holds(const char *alternative, size_t alternative_len, const char *ai,
                               size_t len, size_t *place)
{
    const char *end = alternative + alternative_len;

    *place = 0;
    for (const char *at = alternative; at < end; (*place)++) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *stop = comma ? comma : end;

        if ((size_t)(stop - at) == len && memcmp(at, ai, len) == 0)
            return true;
        at = stop + 1;
    }
    return false;
}

bool tc_link_is_qualifier(const struct tc_link *link, const char *ai, size_t len)
{
    const char *list = link->entry->qualifiers, *alternative;
    size_t alternative_len, place;

    while (tc_ai_next(&list, "|", &alternative, &alternative_len))
        if (tc_link_alternative_holds(alternative, alternative_len, ai, len, &place))
            return true;
    return false;
}
