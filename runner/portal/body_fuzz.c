/* Fuzzing what the simulator reads of a client: bodies by the routes of the shipped
 * dialects, the signatures of SOAP messages, the ledger that keeps the events, forms, and
 * addresses with secrets. The first byte chooses the route. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "portal/about.h"
#include "portal/body.h"
#include "portal/credentials.h"
#include "portal/ledger.h"
#include "portal/xml_body.h"

#define ROUTES_MAX 64

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct tc_portal_route *routes[ROUTES_MAX];
static size_t route_count;

static void load_routes(void)
{
    static const char *const names[] = { "epcis", "epcis12", "epcis12-soap", "txng" };
    static struct tc_arena *arena; /* for as long as the fuzzer runs */
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct tc_portal_dialect *dialect = tc_portal_dialect_load(arena, names[i], &err);

        if (!dialect)
            abort();
        for (size_t k = 0; k < dialect->route_count && route_count < ROUTES_MAX; k++)
            if (dialect->routes[k].does == TC_PORTAL_DELIVER ||
                dialect->routes[k].does == TC_PORTAL_RECORD)
                routes[route_count++] = &dialect->routes[k];
    }
}

static void keep(json_t *events, const struct tc_portal_route *route, const char *body,
                 size_t len)
{
    struct tc_portal_ledger *ledger = tc_portal_ledger_new();
    const struct tc_portal_arrival arrival = { .method = "POST",
                                               .target = body,
                                               .headers = "",
                                               .body = body,
                                               .body_len = len,
                                               .record = route->record };
    const char *id = tc_portal_event_id(json_array_get(events, 0));

    free(tc_portal_ledger_attempts(ledger, id));
    tc_portal_ledger_record(ledger, &arrival, events);
    free(tc_portal_ledger_attempts(ledger, id));
    free(tc_portal_ledger_attempts(ledger, TC_PORTAL_ON_RECORD "event"));
    free(tc_portal_ledger_recent(ledger, 1, 1));
    tc_portal_ledger_free(ledger);
}

static void read_soap(struct tc_arena *arena, const char *body, size_t len)
{
    struct tc_portal_signature signature;
    size_t content_len;

    tc_portal_signature_read(arena, body, len, "vendor", "secret", &signature);
    tc_portal_xml_content(arena, body, len, &content_len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tc_arena *arena = tc_arena_new();
    const struct tc_portal_route *route;
    const char *body;
    json_t *events;

    if (route_count == 0)
        load_routes();
    if (len > 0) {
        route = routes[bytes[0] % route_count];
        body = tc_arena_strndup(arena, (const char *)bytes + 1, len - 1);
        events = tc_portal_body(arena, route, body, len - 1);
        keep(events, route, body, len - 1);
        if (route->xml)
            read_soap(arena, body, len - 1);
        if (events) {
            tc_portal_record_words(arena, json_array_get(events, 0));
            if (route->key)
                tc_portal_at(json_array_get(events, 0), arena, route->key);
        }
        json_decref(events);
        tc_portal_form_field(arena, body, "client_secret");
        tc_portal_unescape(arena, body, true);
    }
    tc_arena_free(arena);
    return 0;
}
