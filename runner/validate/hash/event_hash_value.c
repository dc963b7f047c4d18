/* The values of a pre-hash string. CBV 2.0, 8.9.2. */
#include <string.h>

#include "validate/hash/event_hash.h"
#include "validate/document/timestamp.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

struct tc_hash_value tc_hash_value_of(const struct tc_node *node, enum tc_hash_kind kind)
{
    const char *start = node->text, *end;

    if (!start || node->kind == TC_NODE_NULL)
        return (struct tc_hash_value){ .text = "", .kind = kind };
    end = start + node->len;
    while (start < end && is_space(*start))
        start++;
    while (end > start && is_space(end[-1]))
        end--;
    if (kind == TC_HASH_PLAIN && node->kind == TC_NODE_NUMBER)
        kind = TC_HASH_NUMBER;
    return (struct tc_hash_value){ .text = start, .len = (size_t)(end - start), .kind = kind };
}

/* --- vocabularies --------------------------------------------------------------------- */

static void put_word(struct tc_hash_writer *w, const struct tc_hash_value *value)
{
    static const char *const stems[] = {
#define CBV "https://ref.gs1.org/cbv/"
#define VOC "https://gs1.org/voc/"
#define VOCABULARY(symbol, urn, web, space, ...) [TC_VOC_##symbol] = space web,
#include "validate/document/vocabulary.def"
#undef VOCABULARY
    };
    struct tc_vocabulary_value found =
        tc_vocabulary_read(value->vocabulary, value->text, value->len);
    const char *colon, *space;
    size_t len;

    if (found.form != TC_FORM_FOREIGN && !found.word)
        tc_hash_doubt(w, TC_DOUBT_VALUE);
    if (found.form == TC_FORM_WORD) {
        tc_hash_put_string(w, stems[value->vocabulary]);
        tc_hash_put(w, value->text, value->len);
        return;
    }
    colon = found.form == TC_FORM_FOREIGN ? memchr(value->text, ':', value->len) : NULL;
    if (!colon ||
        !tc_hash_prefix(w, value->text, (size_t)(colon - value->text), &space, &len)) {
        tc_hash_put_uri(w, value);
        return;
    }
    tc_hash_doubt(w, TC_DOUBT_CURIE);
    tc_hash_put(w, space, len);
    tc_hash_put(w, colon + 1, (size_t)(value->text + value->len - colon - 1));
}

/* --- the whole -------------------------------------------------------------------------- */

/* User data has no types: what looks like a time may be one. */
static void note_user_time(struct tc_hash_writer *w, const struct tc_hash_value *value)
{
    if (value->len >= 20 && value->text[4] == '-' &&
        tc_timestamp_read(value->text, value->len, NULL) != TC_TIMESTAMP_WRONG)
        tc_hash_doubt(w, TC_DOUBT_USER_VALUE);
}

static void put_by_rules(struct tc_hash_writer *w, const struct tc_hash_value *value)
{
    switch (value->kind) {
    case TC_HASH_PLAIN:
        tc_hash_put(w, value->text, value->len);
        break;
    case TC_HASH_TIME:
        tc_hash_put_time(w, value);
        break;
    case TC_HASH_NUMBER:
        tc_hash_put_number(w, value->text, value->len);
        break;
    case TC_HASH_URI:
        tc_hash_put_uri(w, value);
        break;
    case TC_HASH_WORD:
        put_word(w, value);
        break;
    }
}

/* Where a reading takes whatever looks like a number for one. */
static void put_loosely(struct tc_hash_writer *w, const struct tc_hash_value *value, size_t at)
{
    char loose[TC_LOOSE_SIZE];
    const char *strict = w->text + at;
    size_t len = w->len - at;

    switch (tc_hash_loose_number(value->text, value->len, loose)) {
    case TC_LOOSE_NONE:
        return;
    case TC_LOOSE_IMPOSSIBLE:
        tc_hash_doubt(w, TC_DOUBT_NUMBER);
        w->impossible |= w->rules->loose_numbers;
        return;
    case TC_LOOSE_NUMBER:
        break;
    }
    if (strlen(loose) == len && memcmp(loose, strict, len) == 0)
        return;
    tc_hash_doubt(w, TC_DOUBT_NUMBER);
    if (!w->rules->loose_numbers)
        return;
    w->len = at;
    tc_hash_put_string(w, loose);
}

void tc_hash_put_value(struct tc_hash_writer *w, const struct tc_hash_value *value)
{
    size_t at = w->len;

    put_by_rules(w, value);
    if (value->kind != TC_HASH_TIME)
        put_loosely(w, value, at);
    if (value->user)
        note_user_time(w, value);
}
