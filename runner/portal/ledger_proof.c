/* How clients have shown who they are. */
#include "portal/ledger_parts.h"

#include <stdlib.h>

static void add_assertion(json_t *list, const struct tc_portal_arrival *a)
{
    json_t *facts = json_copy((json_t *)a->asserted); /* what is kept does not change */

    json_object_set_new(facts, "atMs", json_real(a->at_ms));
    json_object_set_new(facts, "status", json_integer(a->status));
    json_array_append_new(list, facts);
}

char *tc_portal_ledger_proofs(struct tc_portal_ledger *l)
{
    int shown[TC_TLS_RIGHT_CERTIFICATE + 1] = { 0 };
    json_t *list = json_array(), *all;
    char *text;

    pthread_mutex_lock(&l->lock);
    for (size_t i = 0; i < l->count; i++) {
        const struct tc_portal_arrival *a = &l->entries[i].arrival;

        if (a->asserted)
            add_assertion(list, a);
        shown[a->certificate] += a->client_known;
    }
    pthread_mutex_unlock(&l->lock);
    all = json_pack("{s:o, s:{s:i, s:i, s:i}}", "assertions", list, "certificates", "right",
                    shown[TC_TLS_RIGHT_CERTIFICATE], "other", shown[TC_TLS_OTHER_CERTIFICATE],
                    "none", shown[TC_TLS_NO_CERTIFICATE]);
    text = json_dumps(all, JSON_COMPACT);
    json_decref(all);
    if (!text)
        abort();
    return text;
}
