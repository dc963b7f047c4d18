/* Driving a system through EPCIS 2.0 REST; see tracecert/epcis.h. Fair to any
 * correct system: a job may end at once or later, its Location may be relative
 * or absolute, events may become visible late. */
#include "tracecert/epcis.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "engine/test.h"

#define CONTEXT "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
#define POLL_MS 100
#define VISIBLE_MS 5000

static void set_string(json_t *json, const char *member, const char *value)
{
    if (value && *value)
        json_object_set_new(json, member, json_string(value));
}

static void set_id(json_t *json, const char *member, const char *id)
{
    if (id)
        json_object_set_new(json, member, json_pack("{s:s}", "id", id));
}

static void set_epcs(json_t *json, const struct tc_event *e)
{
    json_t *list = json_array();

    for (const char *const *epc = e->epcs; *epc; epc++)
        json_array_append_new(list, json_string(*epc));
    json_object_set_new(json, e->parent ? "childEPCs" : "epcList", list);
}

static void set_quantity(json_t *json, const struct tc_event *e)
{
    json_t *element =
        json_pack("{s:s, s:f}", "epcClass", e->epc_class, "quantity", e->quantity);

    set_string(element, "uom", e->uom);
    json_object_set_new(json, e->parent ? "childQuantityList" : "quantityList",
                        json_pack("[o]", element));
}

json_t *tc_event_new(struct tc_test *t, const struct tc_event *e)
{
    json_t *json = json_object();

    set_string(json, "type", e->type ? e->type : "ObjectEvent");
    set_string(json, "eventID",
               e->event_id ? e->event_id
                           : tc_arena_printf(tc_test_arena(t), "urn:uuid:%s", tc_test_uuid(t)));
    set_string(json, "eventTime",
               e->event_time ? e->event_time : tc_clock_utc(tc_test_arena(t)));
    set_string(json, "eventTimeZoneOffset", e->offset ? e->offset : "+07:00");
    set_string(json, "action", e->action ? e->action : "ADD");
    set_string(json, "bizStep", e->biz_step);
    set_string(json, "disposition", e->disposition);
    set_string(json, "parentID", e->parent);
    if (e->epcs)
        set_epcs(json, e);
    if (e->epc_class)
        set_quantity(json, e);
    set_id(json, "readPoint", e->read_point);
    set_id(json, "bizLocation", e->biz_location);
    if (e->ilmd)
        json_object_set_new(json, "ilmd", e->ilmd);
    return tc_test_own(t, json);
}

json_t *tc_document_new(struct tc_test *t, json_t *const *events, size_t n)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append(list, events[i]);
    return tc_test_own(t, json_pack("{s:[s, {s:s}], s:s, s:s, s:s, s:{s:o}}", "@context",
                                    CONTEXT, "cbvmda", "urn:epcglobal:cbv:mda", "type",
                                    "EPCISDocument", "schemaVersion", "2.0", "creationDate",
                                    tc_clock_utc(tc_test_arena(t)), "epcisBody", "eventList",
                                    list));
}

/* --- identifiers of the system's test product --------------------------------- */

static const char *stem(struct tc_test *t)
{
    const char *given = tc_test_datum(t, "digitalLinkStem");

    return given ? given : "https://id.gs1.org";
}

static const char *epc(struct tc_test *t, const char *qualifier, const char *value)
{
    return tc_arena_printf(tc_test_arena(t), "%s/01/%s/%s/%s", stem(t), tc_test_need(t, "gtin"),
                           qualifier, tc_url_encode(t, value));
}

const char *tc_epc_item(struct tc_test *t, const char *serial)
{
    return epc(t, "21", serial);
}

const char *tc_epc_lot(struct tc_test *t, const char *lot)
{
    return epc(t, "10", lot);
}

const char *tc_location(struct tc_test *t)
{
    return tc_arena_printf(tc_test_arena(t), "%s/414/%s", stem(t), tc_test_need(t, "gln"));
}

/* --- capture --------------------------------------------------------------------- */

const struct tc_response *tc_capture_send(struct tc_test *t, json_t *document)
{
    char *text = json_dumps(document, JSON_COMPACT);
    const char *body = tc_arena_strdup(tc_test_arena(t), text ? text : "");

    free(text);
    return tc_send(t, &(struct tc_request){ .method = "POST",
                                            .to = TC_IF_EPCIS,
                                            .path = "/capture",
                                            .type = "application/json",
                                            .body = body,
                                            .body_len = strlen(body) });
}

/* The absolute URL of a Location, which may be relative. */
static const char *resolve(struct tc_test *t, const char *location)
{
    const char *base = tc_base_url(t, TC_IF_EPCIS);
    const char *path = strchr(strstr(base, "://") + 3, '/');

    if (strstr(location, "://"))
        return location;
    if (*location == '/')
        return tc_arena_printf(tc_test_arena(t), "%.*s%s",
                               (int)(path ? (size_t)(path - base) : strlen(base)), base,
                               location);
    return tc_arena_printf(tc_test_arena(t), "%s/%s", base, location);
}

json_t *tc_capture_job(struct tc_test *t, const struct tc_response *accepted)
{
    const char *location = tc_response_header(accepted, "Location");
    double end = tc_test_now_ms(t) + tc_test_limits(t)->capture_job_ms;

    if (!location)
        return NULL;
    location = resolve(t, location);
    do {
        const struct tc_response *r =
            tc_send(t, &(struct tc_request){
                           .to = TC_IF_EPCIS, .path = location, .accept = "application/json" });
        json_t *job = r->status == 200 ? tc_response_json(t, r) : NULL;

        if (!json_is_object(job))
            return NULL;
        if (json_is_false(json_object_get(job, "running")))
            return job;
        tc_test_sleep_ms(t, POLL_MS);
    } while (tc_test_now_ms(t) < end);
    return NULL;
}

json_t *tc_capture(struct tc_test *t, json_t *document)
{
    const struct tc_response *r = tc_capture_send(t, document);
    json_t *job;

    if (r->status != 202)
        tc_stop(t,
                TC_SAY(t, "không ghi được sự kiện để thử: POST /capture trả lời %ld",
                       "the events of the test cannot be captured: POST /capture answers %ld",
                       r->status));
    job = tc_capture_job(t, r);
    if (!job || !json_is_true(json_object_get(job, "success")))
        tc_stop(t,
                TC_TEXT("không ghi được sự kiện để thử: công việc ghi không thành công",
                        "the events of the test cannot be captured: the capture job does not "
                        "succeed"));
    return job;
}

/* --- query ------------------------------------------------------------------------ */

json_t *tc_query(struct tc_test *t, const char *query, size_t at_least)
{
    const char *path = tc_arena_printf(tc_test_arena(t), "/events?%s", query);
    double end = tc_test_now_ms(t) + VISIBLE_MS;

    for (;;) {
        const struct tc_response *r =
            tc_send(t, &(struct tc_request){
                           .to = TC_IF_EPCIS, .path = path, .accept = "application/json" });
        json_t *json = r->status == 200 ? tc_response_json(t, r) : NULL, *events;

        events = json_object_get(
            json_object_get(json_object_get(json_object_get(json, "epcisBody"), "queryResults"),
                            "resultsBody"),
            "eventList");
        if (!json_is_array(events))
            tc_stop(t, TC_SAY(t, "GET /events trả lời %ld mà không phải EPCISQueryDocument",
                              "GET /events answers %ld and no EPCISQueryDocument", r->status));
        if (json_array_size(events) >= at_least || tc_test_now_ms(t) > end)
            return events;
        tc_test_sleep_ms(t, POLL_MS);
    }
}
