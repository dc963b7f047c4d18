#include "portal/trail.h"

#include <pthread.h>
#include <stdlib.h>

struct tc_portal_trail {
    pthread_mutex_t lock;
    json_t *named; /* by id of a record: what stands behind it, an object by kind */
};

struct tc_portal_trail *tc_portal_trail_new(void)
{
    struct tc_portal_trail *trail = calloc(1, sizeof(*trail));

    if (!trail || pthread_mutex_init(&trail->lock, NULL) != 0)
        abort();
    trail->named = json_object();
    return trail;
}

void tc_portal_trail_free(struct tc_portal_trail *trail)
{
    if (!trail)
        return;
    json_decref(trail->named);
    pthread_mutex_destroy(&trail->lock);
    free(trail);
}

json_t *tc_portal_trail_of(struct tc_portal_trail *trail, const json_t *named)
{
    json_t *all = json_object(), *id;
    const char *kind;

    pthread_mutex_lock(&trail->lock);
    json_object_foreach((json_t *)named, kind, id)
        json_object_update(all, json_object_get(trail->named, json_string_value(id)));
    pthread_mutex_unlock(&trail->lock);
    json_object_update(all, (json_t *)named);
    return all;
}

void tc_portal_trail_note(struct tc_portal_trail *trail, const char *id, json_t *named)
{
    pthread_mutex_lock(&trail->lock);
    if (json_object_size(trail->named) < TC_PORTAL_TRAIL_MAX)
        json_object_set(trail->named, id, named);
    pthread_mutex_unlock(&trail->lock);
}
