#include "portal/records.h"

#include <openssl/rand.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct tc_portal_records {
    pthread_mutex_t lock;
    json_t *ids;   /* kind to {key: id} */
    json_t *given; /* kind to {id: true} */
    size_t count;
};

/* The object of that name, made if it is missing. */
static json_t *below(json_t *json, const char *name)
{
    json_t *found = json_object_get(json, name);

    if (!found) {
        found = json_object();
        json_object_set_new(json, name, found);
    }
    return found;
}

struct tc_portal_records *tc_portal_records_new(const json_t *given)
{
    struct tc_portal_records *r = calloc(1, sizeof(*r));
    const char *kind;
    json_t *list, *id;
    size_t i;

    if (!r || pthread_mutex_init(&r->lock, NULL) != 0)
        abort();
    r->ids = json_object();
    r->given = json_object();
    json_object_foreach((json_t *)given, kind, list)
    {
        json_array_foreach(list, i, id)
            json_object_set_new(below(r->given, kind), json_string_value(id), json_true());
    }
    return r;
}

void tc_portal_records_free(struct tc_portal_records *r)
{
    if (!r)
        return;
    json_decref(r->ids);
    json_decref(r->given);
    pthread_mutex_destroy(&r->lock);
    free(r);
}

/* An id that nobody can guess. */
static void draw(char id[17])
{
    unsigned char bytes[8];

    if (RAND_bytes(bytes, sizeof(bytes)) != 1)
        abort();
    for (size_t i = 0; i < sizeof(bytes); i++)
        snprintf(id + 2 * i, 3, "%02x", bytes[i]);
}

const char *tc_portal_records_put(struct tc_portal_records *r, struct tc_arena *arena,
                                  const char *kind, const char *key)
{
    const char *known = NULL;
    char id[17];

    pthread_mutex_lock(&r->lock);
    known = json_string_value(json_object_get(below(r->ids, kind), key));
    if (!known && r->count < TC_PORTAL_RECORDS_MAX) {
        draw(id);
        r->count++;
        json_object_set_new(below(r->ids, kind), key, json_string(id));
        json_object_set_new(below(r->given, kind), id, json_true());
        known = id;
    }
    known = known ? tc_arena_strdup(arena, known) : NULL;
    pthread_mutex_unlock(&r->lock);
    return known;
}

bool tc_portal_records_gave(struct tc_portal_records *r, const char *kind, const char *id)
{
    bool gave;

    pthread_mutex_lock(&r->lock);
    gave = json_object_get(json_object_get(r->given, kind), id) != NULL;
    pthread_mutex_unlock(&r->lock);
    return gave;
}
