#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "portal/control.h"
#include "portal/control_parts.h"

static void give_facts(struct tc_tls_front *front, struct tc_arena *arena,
                       struct tc_server_answer *answer)
{
    struct tc_tls_facts facts = tc_tls_front_facts(front);
    json_t *json =
        json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "connections",
                  (int)facts.connections, "refused", (int)facts.refused, "ended",
                  (int)facts.ended, "requests", (int)facts.requests, "early", (int)facts.early,
                  "asked", (int)facts.asked, "renegotiated", (int)facts.renegotiated, "named",
                  (int)facts.named, "misnamed", (int)facts.misnamed);
    char *text = json_dumps(json, JSON_COMPACT);

    answer->status = 200;
    answer->type = "application/json";
    answer->body = tc_arena_strdup(arena, text);
    answer->body_len = strlen(text);
    free(text);
    json_decref(json);
}

void tc_portal_control_take_tls(struct tc_tls_front *front, struct tc_arena *arena,
                                const struct tc_server_request *request,
                                struct tc_server_answer *answer)
{
    int proof = tc_server_proof_from_name(request->body);
    struct tc_err err = { 0 };

    if (!front)
        return;
    if (!request->body_len)
        give_facts(front, arena, answer);
    else if (proof >= 0)
        answer->status =
            tc_tls_front_show(front, (enum tc_server_proof)proof, &err) < 0 ? 500 : 204;
}
