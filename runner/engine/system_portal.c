/* What system.json says of portals and of how events get into the system. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "engine/system_parts.h"
#include "net/client.h"

/* Words of a command, that no shell looks at; NULL unless it is such a list. */
static const char *const *words_of(const struct tc_system_reader *r, const json_t *json)
{
    const char **words = tc_arena_alloc(r->arena, (json_array_size(json) + 1) * sizeof(*words));
    size_t n;

    for (n = 0; json_is_string(json_array_get(json, n)); n++)
        words[n] = tc_arena_strdup(r->arena, json_string_value(json_array_get(json, n)));
    return n > 0 && n == json_array_size(json) ? words : NULL;
}

/* --- portals ---------------------------------------------------------------------- */

/* A URL to POST to, or a command. */
static int read_restart(const struct tc_system_reader *r, const json_t *json,
                        const char *pointer, struct tc_portal_setup *portal)
{
    if (json_is_string(json) && tc_client_url_valid(json_string_value(json)))
        portal->restart_url = tc_arena_strdup(r->arena, json_string_value(json));
    else if ((portal->restart = words_of(r, json)) == NULL && json)
        return tc_system_fail(r, tc_system_below(r, pointer, "restart"),
                              "phải là địa chỉ http hoặc danh sách các từ của một lệnh",
                              "must be an http address or the list of a command's words", "");
    return 0;
}

static int read_listen(const struct tc_system_reader *r, const char *pointer,
                       struct tc_portal_setup *portal)
{
    const char *colon = strrchr(portal->listen, ':');
    char *end;

    portal->port = colon ? (unsigned)strtoul(colon + 1, &end, 10) : 0;
    if (!colon || colon == portal->listen || end == colon + 1 || *end || portal->port > 65535)
        return tc_system_fail(r, tc_system_below(r, pointer, "listen"),
                              "phải có dạng 127.0.0.1:8490, không phải ",
                              "must be like 127.0.0.1:8490, not ", portal->listen);
    portal->host = tc_arena_strndup(r->arena, portal->listen, (size_t)(colon - portal->listen));
    return 0;
}

/* By which of three ways the system shows who it is: a secret, an assertion that it signs
 * (RFC 7523), or its certificate alone (RFC 8705). */
static int read_client(const struct tc_system_reader *r, const json_t *json,
                       const char *pointer, struct tc_portal_setup *portal)
{
    bool secret = json_object_get(json, "clientSecret");

    if (tc_system_text(r, json, pointer, "clientId", true, &portal->client_id) < 0 ||
        tc_system_text(r, json, pointer, "clientKey", false, &portal->client_key) < 0 ||
        tc_system_text(r, json, pointer, "clientCertificate", false,
                       &portal->client_certificate) < 0)
        return -1;
    if (secret && portal->client_key)
        return tc_system_fail(r, tc_system_below(r, pointer, "clientKey"),
                              "thay cho clientSecret, không dùng cùng với nó",
                              "stands in place of clientSecret, not beside it", "");
    if (!secret && (portal->client_key || portal->client_certificate))
        return 0;
    return tc_system_secret(r, json, pointer, "clientSecret", &portal->client_secret);
}

static int read_portal(const struct tc_system_reader *r, const json_t *json,
                       const char *pointer, struct tc_portal_setup *portal)
{
    static const char *const members[] = { "listen",    "clientId",   "clientSecret",
                                           "clientKey", "restart",    "clientCertificate",
                                           "tls",       "dialect",    "sideBySide",
                                           "name",      "connections" };

    portal->dialect = "epcis";
    portal->name = pointer + strlen("/interfaces/");
    portal->side_by_side = json_is_true(json_object_get(json, "sideBySide"));
    if (tc_system_only(r, json, pointer, members, sizeof(members) / sizeof(members[0])) < 0 ||
        tc_system_text(r, json, pointer, "name", false, &portal->name) < 0 ||
        tc_system_text(r, json, pointer, "dialect", false, &portal->dialect) < 0 ||
        tc_system_text(r, json, pointer, "tls", false, &portal->tls) < 0 ||
        tc_system_text(r, json, pointer, "listen", true, &portal->listen) < 0 ||
        read_client(r, json, pointer, portal) < 0 || read_listen(r, pointer, portal) < 0)
        return -1;
    return read_restart(r, json_object_get(json, "restart"), pointer, portal);
}

/* The first portal once more at each of these addresses. */
static int read_connections(const struct tc_system_reader *r, const json_t *json,
                            const char *pointer, struct tc_system *system)
{
    struct tc_portal_setup *next = &system->portals[system->portal_count];
    size_t i;
    const json_t *listen;

    if (json && !json_is_array(json))
        return tc_system_fail(r, tc_system_below(r, pointer, "connections"),
                              "phải là danh sách địa chỉ", "must be a list of addresses", "");
    if (json_array_size(json) > TC_FURTHER_MAX)
        return tc_system_fail(r, tc_system_below(r, pointer, "connections"),
                              "phải nêu nhiều nhất 3 địa chỉ", "must name 3 addresses at most",
                              "");
    json_array_foreach(json, i, listen)
    {
        *next = system->portals[0];
        next->listen =
            json_is_string(listen) ? tc_arena_strdup(r->arena, json_string_value(listen)) : "";
        if (read_listen(r, tc_system_below(r, pointer, "connections"), next) < 0)
            return -1;
        next++;
    }
    system->further_count = (unsigned)i;
    return 0;
}

int tc_system_portals(const struct tc_system_reader *r, const json_t *interfaces,
                      struct tc_system *system)
{
    const json_t *json = json_object_get(interfaces, "portal");
    size_t count = json_array_size(json);

    if (!json)
        return 0;
    if (json_is_array(json) && (count == 0 || count > TC_PORTALS_MAX))
        return tc_system_fail(r, "/interfaces/portal", "phải nêu từ 1 đến 4 cổng",
                              "must name 1 to 4 portals", "");
    system->portal_count = json_is_array(json) ? (unsigned)count : 1;
    if (!json_is_array(json))
        return read_portal(r, json, "/interfaces/portal", &system->portals[0]) < 0
                   ? -1
                   : read_connections(r, json_object_get(json, "connections"),
                                      "/interfaces/portal", system);
    for (size_t i = 0; i < count; i++) {
        const char *pointer = tc_arena_printf(r->arena, "/interfaces/portal/%zu", i);

        if (read_portal(r, json_array_get(json, i), pointer, &system->portals[i]) < 0)
            return -1;
        if (i > 0 && json_object_get(json_array_get(json, i), "connections"))
            return tc_system_fail(r, tc_system_below(r, pointer, "connections"),
                                  "chỉ cổng đầu tiên có thể có thêm kết nối",
                                  "only the first portal can have further connections", "");
    }
    return read_connections(r, json_object_get(json_array_get(json, 0), "connections"),
                            "/interfaces/portal/0", system);
}

#define PEM_MAX ((size_t)64 << 10)

const char *tc_system_pem(struct tc_arena *arena, const struct tc_system *system,
                          const char *name, struct tc_err *err)
{
    size_t len;

    if (strncmp(name, "-----BEGIN ", 11) == 0)
        return name;
    return tc_file_read(
        arena, *name == '/' ? name : tc_arena_printf(arena, "%s/%s", system->dir, name),
        PEM_MAX, &len, err);
}

/* --- entry ------------------------------------------------------------------------- */

static int read_person(const struct tc_system_reader *r, const json_t *json,
                       struct tc_entry_setup *entry)
{
    static const char *const members[] = { "deadlineS" };
    json_int_t seconds = json_integer_value(json_object_get(json, "deadlineS"));

    if (tc_system_only(r, json, "/interfaces/entry/person", members, 1) < 0)
        return -1;
    if (seconds < 1 || seconds > 86400)
        return tc_system_fail(r, "/interfaces/entry/person/deadlineS",
                              "phải là số giây từ 1 đến 86400",
                              "must be a number of seconds from 1 to 86400", "");
    entry->person_s = (unsigned)seconds;
    return 0;
}

int tc_system_entry(const struct tc_system_reader *r, const json_t *interfaces,
                    struct tc_entry_setup *entry)
{
    static const char *const members[] = { "url", "auth", "command", "person" };
    const json_t *json = json_object_get(interfaces, "entry");
    const json_t *command = json_object_get(json, "command"),
                 *person = json_object_get(json, "person");

    if (!json)
        return 0;
    if (tc_system_only(r, json, "/interfaces/entry", members, 4) < 0)
        return -1;
    if ((json_object_get(json, "url") != NULL) + (command != NULL) + (person != NULL) != 1)
        return tc_system_fail(r, "/interfaces/entry",
                              "phải có đúng một trong các mục url, command, person",
                              "must have exactly one of url, command and person", "");
    if (person)
        return read_person(r, person, entry);
    if (!command)
        return tc_system_endpoint(r, interfaces, "/interfaces", "entry", &entry->endpoint);
    entry->command = words_of(r, command);
    return entry->command ? 0
                          : tc_system_fail(r, "/interfaces/entry/command",
                                           "phải là danh sách các từ của một lệnh",
                                           "must be the list of a command's words", "");
}

bool tc_system_takes_events(const struct tc_system *system)
{
    return system->epcis.configured || system->entry.endpoint.configured ||
           system->entry.command || system->entry.person_s;
}
