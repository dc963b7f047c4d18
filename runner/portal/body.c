#include "portal/body.h"

#include <stdlib.h>
#include <string.h>

#include "portal/xml_body.h"

json_t *tc_portal_at(json_t *json, struct tc_arena *arena, const char *pointer)
{
    char *rest = tc_arena_strdup(arena, pointer + (*pointer == '/')), *member;

    while (json && (member = strsep(&rest, "/")) != NULL)
        json = json_is_array(json) ? json_array_get(json, strtoul(member, NULL, 10))
                                   : json_object_get(json, member);
    return json;
}

/* The members that EPCIS has a name for, where the dialect says it, and what
 * came as it came. */
static json_t *named(struct tc_arena *arena, const struct tc_portal_route *route, json_t *body)
{
    json_t *event = json_pack("{s:O}", TC_PORTAL_RECEIVED, body), *pointer;
    const char *name;

    json_object_foreach((json_t *)route->as, name, pointer)
    {
        json_t *value = tc_portal_at(body, arena, json_string_value(pointer));
        const char *list = strstr(name, "List");

        if (value && list && !json_is_array(value))
            json_object_set_new(event, name, json_pack("[O]", value));
        else if (value)
            json_object_set(event, name, value);
    }
    return event;
}

static json_t *from_json(struct tc_arena *arena, const struct tc_portal_route *route,
                         const char *bytes, size_t len)
{
    json_t *body = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL), *events = NULL;

    if (json_is_object(body) && route->as)
        events = json_pack("[o]", named(arena, route, body));
    else if (json_is_object(body) && !route->events)
        events = json_pack("[O]", body);
    else if (body && route->events)
        events = json_incref(tc_portal_at(body, arena, route->events));
    json_decref(body);
    return events;
}

json_t *tc_portal_body(struct tc_arena *arena, const struct tc_portal_route *route,
                       const char *bytes, size_t len)
{
    json_t *events = route->xml ? tc_portal_xml_events(bytes, len, route->events)
                                : from_json(arena, route, bytes, len);

    if (json_array_size(events) > 0)
        return events;
    json_decref(events);
    return NULL;
}
