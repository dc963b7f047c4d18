/* How a client shows who it is when it asks for a token: by a secret, by an assertion
 * that it has signed, or by its certificate alone. */
#include <string.h>
#include <time.h>

#include "portal/assertion.h"
#include "portal/credentials.h"
#include "portal/visit.h"

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool asserts(struct tc_portal_visit *v)
{
    const struct tc_portal_asserted wanted = { .key = v->sim->client_key,
                                               .client_id = v->sim->options.client_id,
                                               .base = tc_portal_visit_base(v),
                                               .path = v->request->path,
                                               .now_s = now_s() };

    v->asserted = tc_portal_assertion_facts(v->arena, v->request->body, &wanted);
    v->arrival.asserted = v->asserted;
    return json_is_true(json_object_get(v->asserted, "proves"));
}

bool tc_portal_visit_proven(struct tc_portal_visit *v)
{
    const struct tc_portal_options *o = &v->sim->options;
    const char *id;

    if (v->sim->client_key)
        return asserts(v);
    if (o->client_secret)
        return tc_portal_client_shown(v->arena, v->request, o->client_id, o->client_secret);
    /* RFC 8705, 2: the certificate proves it, and is judged for itself. */
    id = tc_portal_form_field(v->arena, v->request->body, "client_id");
    return id && strcmp(id, o->client_id) == 0;
}
