/* What system.json says of the receiver of a portal's notices. */
#include <string.h>

#include "engine/system_parts.h"

int tc_system_notices(const struct tc_system_reader *r, const json_t *interfaces,
                      struct tc_notices_setup *notices)
{
    static const char *const members[] = { "url", "secret", "effects", "handshake" };
    const json_t *json = json_object_get(interfaces, "notices");
    const char *pointer = "/interfaces/notices";

    if (!json)
        return 0;
    if (tc_system_only(r, json, pointer, members, sizeof(members) / sizeof(members[0])) < 0 ||
        tc_system_url(r, json, pointer, &notices->receiver) < 0 ||
        tc_system_secret(r, json, pointer, "secret", &notices->secret) < 0 ||
        tc_system_endpoint(r, json, pointer, "effects", &notices->effects) < 0)
        return -1;
    notices->handshake = json_is_true(json_object_get(json, "handshake"));
    if (notices->effects.configured && !strstr(notices->effects.url, "{id}"))
        return tc_system_fail(r, "/interfaces/notices/effects/url", "phải có chỗ điền {id}",
                              "must have the placeholder {id}", "");
    return 0;
}
