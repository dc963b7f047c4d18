/* Reading system.json. Each mistake is told with its place and, where a word
 * is misspelt, with the word that was meant. */
#include "engine/system.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/json.h"
#include "base/suggest.h"
#include "engine/registry.h"
#include "engine/secrets.h"
#include "engine/system_parts.h"
#include "net/client.h"

#define MAX_FILE ((size_t)1 << 20)

int tc_system_fail(const struct tc_system_reader *r, const char *pointer, const char *vi,
                   const char *en, const char *word)
{
    long line, column;

    tc_json_locate(r->bytes, r->len, pointer, &line, &column);
    tc_err_at(r->err, r->name, line, column);
    snprintf(r->err->pointer, sizeof(r->err->pointer), "%s", pointer);
    snprintf(r->err->vi, sizeof(r->err->vi), "%s", tc_arena_printf(r->arena, "%s%s", vi, word));
    snprintf(r->err->en, sizeof(r->err->en), "%s", tc_arena_printf(r->arena, "%s%s", en, word));
    return -1;
}

const char *tc_system_below(const struct tc_system_reader *r, const char *pointer,
                            const char *member)
{
    return tc_arena_printf(r->arena, "%s/%s", pointer, member);
}

int tc_system_only(const struct tc_system_reader *r, const json_t *json, const char *pointer,
                   const char *const *known, size_t count)
{
    const char *name;
    json_t *value;

    if (!json_is_object(json))
        return tc_system_fail(r, pointer, "phải là một đối tượng {…}", "must be an object {…}",
                              "");
    json_object_foreach((json_t *)json, name, value)
    {
        const char *near;
        bool found = false;

        for (size_t i = 0; i < count; i++)
            found = found || strcmp(known[i], name) == 0;
        if (found)
            continue;
        near = tc_suggest_of(name, known, count);
        if (near)
            return tc_system_fail(r, tc_system_below(r, pointer, name),
                                  "không có mục này; có phải ý bạn là ",
                                  "there is no such member; did you mean ", near);
        return tc_system_fail(r, tc_system_below(r, pointer, name), "không có mục này",
                              "there is no such member", "");
    }
    return 0;
}

int tc_system_text(const struct tc_system_reader *r, const json_t *json, const char *pointer,
                   const char *member, bool required, const char **to)
{
    const json_t *value = json_object_get(json, member);

    if (!value && !required)
        return 0;
    if (!value)
        return tc_system_fail(r, pointer, "thiếu mục ", "a member is missing: ", member);
    if (!json_is_string(value) || !*json_string_value(value))
        return tc_system_fail(r, tc_system_below(r, pointer, member),
                              "phải là chuỗi không rỗng", "must be a string that is not empty",
                              "");
    *to = tc_arena_strdup(r->arena, json_string_value(value));
    return 0;
}

int tc_system_secret(const struct tc_system_reader *r, const json_t *json, const char *pointer,
                     const char *member, const char **to)
{
    if (tc_system_text(r, json, pointer, member, true, to) < 0)
        return -1;
    if (!tc_secret_is_reference(*to))
        return tc_system_fail(
            r, tc_system_below(r, pointer, member),
            "bí mật không được ghi trong tệp này; hãy dùng env:TÊN hoặc file:ĐƯỜNG_DẪN",
            "a secret must not stand in this file; use env:NAME or file:PATH", "");
    return 0;
}

static int read_auth(const struct tc_system_reader *r, const json_t *json, const char *pointer,
                     struct tc_auth *auth)
{
    static const char *const members[] = { "type",         "token", "user",     "password",
                                           "header",       "key",   "tokenUrl", "clientId",
                                           "clientSecret", "scope" };
    const char *type = NULL;

    if (!json)
        return 0;
    if (tc_system_only(r, json, pointer, members, sizeof(members) / sizeof(members[0])) < 0 ||
        tc_system_text(r, json, pointer, "type", true, &type) < 0)
        return -1;
    if (strcmp(type, "none") == 0)
        return 0;
    if (strcmp(type, "bearer") == 0) {
        auth->kind = TC_AUTH_BEARER;
        return tc_system_secret(r, json, pointer, "token", &auth->token);
    }
    if (strcmp(type, "basic") == 0) {
        auth->kind = TC_AUTH_BASIC;
        return tc_system_text(r, json, pointer, "user", true, &auth->user) < 0
                   ? -1
                   : tc_system_secret(r, json, pointer, "password", &auth->password);
    }
    if (strcmp(type, "api-key") == 0) {
        auth->kind = TC_AUTH_API_KEY;
        return tc_system_text(r, json, pointer, "header", true, &auth->header) < 0
                   ? -1
                   : tc_system_secret(r, json, pointer, "key", &auth->key);
    }
    if (strcmp(type, "oauth2") == 0) {
        auth->kind = TC_AUTH_OAUTH2;
        if (tc_system_text(r, json, pointer, "tokenUrl", true, &auth->token_url) < 0 ||
            tc_system_text(r, json, pointer, "clientId", true, &auth->client_id) < 0 ||
            tc_system_text(r, json, pointer, "scope", false, &auth->scope) < 0)
            return -1;
        return tc_system_secret(r, json, pointer, "clientSecret", &auth->client_secret);
    }
    return tc_system_fail(r, tc_system_below(r, pointer, "type"),
                          "phải là none, bearer, basic, api-key hoặc oauth2, không phải ",
                          "must be none, bearer, basic, api-key or oauth2, not ", type);
}

int tc_system_url(const struct tc_system_reader *r, const json_t *json, const char *pointer,
                  struct tc_endpoint *endpoint)
{
    size_t len;
    char *url;

    if (tc_system_text(r, json, pointer, "url", true, &endpoint->url) < 0)
        return -1;
    if (!tc_client_url_valid(endpoint->url))
        return tc_system_fail(
            r, tc_system_below(r, pointer, "url"),
            "phải là địa chỉ http:// hoặc https:// không chứa tên và mật khẩu",
            "must be an http:// or https:// URL without user name and password", "");
    url = tc_arena_strdup(r->arena, endpoint->url);
    for (len = strlen(url); len && url[len - 1] == '/'; len--)
        url[len - 1] = '\0';
    endpoint->url = url;
    endpoint->configured = true;
    return 0;
}

int tc_system_endpoint(const struct tc_system_reader *r, const json_t *parent,
                       const char *above, const char *member, struct tc_endpoint *endpoint)
{
    static const char *const members[] = { "url", "auth" };
    const json_t *json = json_object_get(parent, member);
    const char *pointer = tc_system_below(r, above, member);

    if (!json)
        return 0;
    if (tc_system_only(r, json, pointer, members, 2) < 0 ||
        tc_system_url(r, json, pointer, endpoint) < 0)
        return -1;
    return read_auth(r, json_object_get(json, "auth"), tc_system_below(r, pointer, "auth"),
                     &endpoint->auth);
}

int tc_role_from_name(const char *name)
{
    for (int role = 0; role < TC_ROLES; role++)
        if (strcmp(tc_role_name((enum tc_role)role), name) == 0)
            return role;
    return -1;
}

static const char *role_at(size_t i, const void *cookie)
{
    (void)cookie;
    return tc_role_name((enum tc_role)i);
}

static int read_roles(const struct tc_system_reader *r, const json_t *roles,
                      struct tc_system *system)
{
    if (!json_is_array(roles) || json_array_size(roles) == 0)
        return tc_system_fail(r, "/roles", "phải nêu ít nhất một vai trò",
                              "must name at least one role", "");
    for (size_t i = 0; i < json_array_size(roles); i++) {
        const char *name = json_string_value(json_array_get(roles, i)), *near;
        int role = name ? tc_role_from_name(name) : -1;

        if (role < 0) {
            near = name ? tc_suggest(name, TC_ROLES, role_at, NULL) : NULL;
            return tc_system_fail(
                r, tc_arena_printf(r->arena, "/roles/%zu", i),
                near ? "không có vai trò này; có phải ý bạn là " : "không có vai trò này",
                near ? "there is no such role; did you mean " : "there is no such role",
                near ? near : "");
        }
        system->roles[role] = true;
    }
    return 0;
}

static int read_limit(const struct tc_system_reader *r, const json_t *limits,
                      const char *member, unsigned *to)
{
    const json_t *value = json_object_get(limits, member);

    if (!value)
        return 0;
    if (!json_is_integer(value) || json_integer_value(value) < 1 ||
        json_integer_value(value) > 600000)
        return tc_system_fail(r, tc_system_below(r, "/limits", member),
                              "phải là số nguyên từ 1 đến 600000 (mili giây)",
                              "must be a whole number from 1 to 600000 (milliseconds)", "");
    *to = (unsigned)json_integer_value(value);
    return 0;
}

static int read_limits(const struct tc_system_reader *r, const json_t *limits,
                       struct tc_limits *to)
{
    static const char *const members[] = { "captureJobMs", "portalDeliveryMs",
                                           "portalTimeoutMs", "requestTimeoutMs" };

    *to = (struct tc_limits){ 10000, 30000, 120000, 10000 };
    if (!limits)
        return 0;
    if (tc_system_only(r, limits, "/limits", members, 4) < 0 ||
        read_limit(r, limits, "captureJobMs", &to->capture_job_ms) < 0 ||
        read_limit(r, limits, "portalDeliveryMs", &to->portal_delivery_ms) < 0 ||
        read_limit(r, limits, "portalTimeoutMs", &to->portal_timeout_ms) < 0)
        return -1;
    return read_limit(r, limits, "requestTimeoutMs", &to->request_timeout_ms);
}

static int read_statement(const struct tc_system_reader *r, const json_t *json,
                          struct tc_system *system)
{
    size_t known_count, n = 0;
    const char *const *known = tc_registry_statement_lines(r->arena, &known_count);
    struct tc_statement_line *lines;
    const char *name;
    json_t *value;

    if (!json)
        return 0;
    if (tc_system_only(r, json, "/statement", known, known_count) < 0)
        return -1;
    lines = tc_arena_alloc(r->arena, json_object_size(json) * sizeof(*lines));
    json_object_foreach((json_t *)json, name, value)
    {
        const char *says = json_string_value(value);

        if (!says || (strcmp(says, "yes") != 0 && strcmp(says, "no") != 0))
            return tc_system_fail(r, tc_system_below(r, "/statement", name),
                                  "phải là \"yes\" hoặc \"no\"", "must be \"yes\" or \"no\"",
                                  "");
        lines[n].name = tc_arena_strdup(r->arena, name);
        lines[n++].says = says[0] == 'y' ? TC_STATEMENT_YES : TC_STATEMENT_NO;
    }
    system->statement = lines;
    system->statement_count = n;
    return 0;
}

static int read_interfaces(const struct tc_system_reader *r, const json_t *json,
                           struct tc_system *system)
{
    static const char *const members[] = { "epcis",  "resolver", "label",  "publicPage",
                                           "portal", "entry",    "notices" };

    if (tc_system_only(r, json, "/interfaces", members, sizeof(members) / sizeof(members[0])) <
            0 ||
        tc_system_endpoint(r, json, "/interfaces", "epcis", &system->epcis) < 0 ||
        tc_system_endpoint(r, json, "/interfaces", "resolver", &system->resolver) < 0 ||
        tc_system_endpoint(r, json, "/interfaces", "label", &system->label) < 0 ||
        tc_system_endpoint(r, json, "/interfaces", "publicPage", &system->page) < 0)
        return -1;
    if (tc_system_portals(r, json, system) < 0 ||
        tc_system_notices(r, json, &system->notices) < 0)
        return -1;
    return tc_system_entry(r, json, &system->entry);
}

static int read_all(const struct tc_system_reader *r, const json_t *json,
                    struct tc_system *system)
{
    static const char *const members[] = { "$schema",   "name",    "vendor",     "version",
                                           "contact",   "roles",   "interfaces", "limits",
                                           "statement", "testData" };
    const json_t *test_data = json_object_get(json, "testData");

    if (tc_system_only(r, json, "", members, sizeof(members) / sizeof(members[0])) < 0 ||
        tc_system_text(r, json, "", "name", true, &system->name) < 0 ||
        tc_system_text(r, json, "", "vendor", true, &system->vendor) < 0 ||
        tc_system_text(r, json, "", "version", true, &system->version) < 0 ||
        tc_system_text(r, json, "", "contact", true, &system->contact) < 0 ||
        read_roles(r, json_object_get(json, "roles"), system) < 0 ||
        read_interfaces(r, json_object_get(json, "interfaces"), system) < 0 ||
        read_limits(r, json_object_get(json, "limits"), &system->limits) < 0 ||
        read_statement(r, json_object_get(json, "statement"), system) < 0)
        return -1;
    if (test_data && !json_is_object(test_data))
        return tc_system_fail(r, "/testData", "phải là một đối tượng {…}",
                              "must be an object {…}", "");
    system->test_data = test_data ? json_deep_copy(test_data) : json_object();
    return 0;
}

struct tc_system *tc_system_parse(struct tc_arena *arena, const char *name, const char *bytes,
                                  size_t len, struct tc_err *err)
{
    struct tc_system_reader r = { arena, name, bytes, len, err };
    struct tc_system *system = tc_arena_alloc(arena, sizeof(*system));
    json_t *json = tc_json_parse(name, bytes, len, err);
    int rc = json ? read_all(&r, json, system) : -1;

    json_decref(json);
    system->file = tc_arena_strdup(arena, name);
    system->dir = dirname(tc_arena_strdup(arena, name));
    tc_sha256_hex(bytes, len, system->digest);
    return rc < 0 ? NULL : system;
}

struct tc_system *tc_system_load(struct tc_arena *arena, const char *path, struct tc_err *err)
{
    size_t len;
    char *bytes = tc_file_read(arena, path, MAX_FILE, &len, err);

    return bytes ? tc_system_parse(arena, path, bytes, len, err) : NULL;
}

void tc_system_free(struct tc_system *system)
{
    if (system)
        json_decref(system->test_data);
}

enum tc_statement tc_system_stated(const struct tc_system *system, const char *line)
{
    for (size_t i = 0; i < system->statement_count; i++)
        if (strcmp(system->statement[i].name, line) == 0)
            return system->statement[i].says;
    return TC_STATEMENT_LEFT_OUT;
}

unsigned tc_system_offers(const struct tc_system *system)
{
    return (system->epcis.configured ? TC_NEEDS_CAPTURE | TC_NEEDS_QUERY : 0u) |
           (system->resolver.configured ? TC_NEEDS_RESOLVER : 0u) |
           (system->label.configured ? TC_NEEDS_LABEL : 0u) |
           (system->portal_count ? TC_NEEDS_PORTAL : 0u) |
           (tc_system_takes_events(system) ? TC_NEEDS_ENTRY : 0u) | TC_NEEDS_ALONE |
           TC_NEEDS_PORTAL_SHARED | TC_NEEDS_CONNECTION;
}
