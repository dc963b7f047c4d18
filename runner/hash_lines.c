#include "hash_lines.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define SHA256_START "ni:///sha-256;"
#define DIGEST_END (sizeof(SHA256_START) - 1 + 64) /* the version of CBV follows */

/* --- the eventID -------------------------------------------------------------------------- */

/* True if the event calls itself by a hash that can be compared. */
static bool has_hash_id(const struct tc_hash_event *event)
{
    return event->eventID_len >= DIGEST_END &&
           memcmp(event->eventID, SHA256_START, strlen(SHA256_START)) == 0;
}

/* The same digest; the version of CBV only names the rules. */
static bool matches(const struct tc_hash_event *event, unsigned reading)
{
    const struct tc_hash *hash = &event->hashes[reading];

    return hash->prehash && memcmp(event->eventID, hash->id, DIGEST_END) == 0;
}

static bool matches_any(const struct tc_hash_event *event)
{
    for (unsigned r = 0; r < TC_HASH_READINGS; r++)
        if (matches(event, r))
            return true;
    return false;
}

/* --- text -----------------------------------------------------------------------------------
 */

/* Control characters would break the line, or the terminal. */
static void print_text(const char *text, size_t len)
{
    for (size_t i = 0, from = 0; i <= len; i++) {
        if (i < len && (unsigned char)text[i] >= 0x20 && text[i] != 0x7f)
            continue;
        fwrite(text + from, 1, i - from, stdout);
        if (i < len)
            printf("\\u%04x", (unsigned char)text[i]);
        from = i + 1;
    }
}

static void print_doubts(const struct tc_hash_lines *lines, unsigned doubts)
{
    const char *between = lines->lang == TC_VI ? "\tchưa chắc chắn: " : "\tuncertain: ";

    for (unsigned d = 0; d < TC_DOUBTS; d++) {
        if (!(doubts >> d & 1))
            continue;
        printf("%s%s", between,
               tc_text_in(tc_hash_doubt_text((enum tc_hash_doubt)d), lines->lang));
        between = "; ";
    }
}

static void print_matches(const struct tc_hash_lines *lines, const struct tc_hash_event *event)
{
    bool vi = lines->lang == TC_VI;
    const char *between = vi ? "\teventID khớp với: " : "\teventID matches: ";

    for (unsigned r = 0; r < TC_HASH_READINGS; r++) {
        if (!matches(event, r))
            continue;
        printf("%s%s", between, tc_hash_reading_name((enum tc_hash_reading)r));
        between = ", ";
    }
    if (!matches_any(event))
        printf("\t%s", vi ? "eventID là một mã băm khác" : "eventID is another hash");
}

static void print_plain(const struct tc_hash_lines *lines, const struct tc_hash_event *event)
{
    const struct tc_hash *hash = &event->hashes[lines->reading];

    if (!hash->prehash)
        fputs("-", stdout);
    else if (lines->prehash)
        print_text(hash->prehash, hash->len);
    else
        fputs(hash->id, stdout);
    print_doubts(lines, event->doubts);
    if (has_hash_id(event))
        print_matches(lines, event);
    putchar('\n');
}

/* --- JSON ------------------------------------------------------------------------------------
 */

static json_t *doubts_of(const struct tc_hash_event *event)
{
    json_t *list = json_array();

    for (unsigned d = 0; d < TC_DOUBTS; d++)
        if (event->doubts >> d & 1)
            json_array_append_new(list, json_string(tc_hash_doubt_name((enum tc_hash_doubt)d)));
    return list;
}

static json_t *hashes_of(const struct tc_hash_event *event)
{
    json_t *hashes = json_object();

    for (unsigned r = 0; r < TC_HASH_READINGS; r++)
        json_object_set_new(hashes, tc_hash_reading_name((enum tc_hash_reading)r),
                            event->hashes[r].prehash ? json_string(event->hashes[r].id)
                                                     : json_null());
    return hashes;
}

static json_t *matches_of(const struct tc_hash_event *event)
{
    json_t *list = json_array();

    for (unsigned r = 0; r < TC_HASH_READINGS; r++)
        if (matches(event, r))
            json_array_append_new(list,
                                  json_string(tc_hash_reading_name((enum tc_hash_reading)r)));
    return list;
}

static void print_json(const struct tc_hash_lines *lines, const struct tc_hash_event *event)
{
    const struct tc_hash *hash = &event->hashes[lines->reading];
    json_t *line = json_object();

    json_object_set_new(line, "file", json_string(lines->path));
    json_object_set_new(line, "event", json_integer((json_int_t)event->number));
    json_object_set_new(line, "reading", json_string(tc_hash_reading_name(lines->reading)));
    json_object_set_new(line, "hash", hash->prehash ? json_string(hash->id) : json_null());
    if (lines->prehash && hash->prehash)
        json_object_set_new(line, "prehash", json_stringn(hash->prehash, hash->len));
    json_object_set_new(line, "certain", json_boolean(!event->doubts));
    if (event->doubts) {
        json_object_set_new(line, "doubts", doubts_of(event));
        json_object_set_new(line, "hashes", hashes_of(event));
    }
    if (event->eventID)
        json_object_set_new(line, "eventID", json_stringn(event->eventID, event->eventID_len));
    if (has_hash_id(event))
        json_object_set_new(line, "eventIDMatches", matches_of(event));
    json_dumpf(line, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(line);
}

void tc_hash_line(void *cookie, const struct tc_hash_event *event)
{
    struct tc_hash_lines *lines = cookie;

    lines->events++;
    lines->without += !event->hashes[lines->reading].prehash;
    lines->uncertain += event->doubts != 0;
    lines->contradicted += !event->doubts && has_hash_id(event) && !matches_any(event);
    if (lines->json)
        print_json(lines, event);
    else
        print_plain(lines, event);
}
