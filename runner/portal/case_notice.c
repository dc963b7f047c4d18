/* Notices that a case sends to the system; see tracecert/notice.h. */
#include "tracecert/notice.h"

#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/json.h"
#include "engine/secrets.h"
#include "engine/test.h"
#include "portal/case_parts.h"
#include "portal/notice.h"

#define MAX_FILE ((size_t)1 << 20)

bool tc_notices_taken(struct tc_test *t)
{
    return t->context->system->notices.receiver.configured;
}

bool tc_notices_handshake(struct tc_test *t)
{
    return t->context->system->notices.handshake;
}

const char *tc_notice_id(struct tc_test *t)
{
    return tc_arena_printf(tc_test_arena(t), "msg_%s", tc_test_uuid(t));
}

/* --- what is assumed ------------------------------------------------------------------ */

/* suites/portal/notices.json; a case has its process for itself. */
static const json_t *assumed(struct tc_test *t)
{
    static const json_t *known;
    struct tc_arena *arena = tc_test_arena(t);
    const char *path =
        tc_arena_printf(arena, "%s/suites/portal/notices.json", tc_file_home(arena));
    struct tc_err err = { 0 };
    const char *bytes;
    json_t *json;
    size_t len;

    if (known)
        return known;
    bytes = tc_file_read(arena, path, MAX_FILE, &len, &err);
    json = bytes ? tc_json_parse(path, bytes, len, &err) : NULL;
    if (!json)
        tc_portal_stop_error(t, &err);
    return known = tc_test_own(t, json);
}

static const char *header_name(struct tc_test *t, const char *which)
{
    return tc_json_text(json_object_get(assumed(t), "headers"), which);
}

const char *tc_notice_body(struct tc_test *t, const char *name, const char *subject, long age_s)
{
    struct tc_arena *arena = tc_test_arena(t);
    const char *form = tc_json_text(json_object_get(assumed(t), "bodies"), name);
    time_t when = time(NULL) - age_s;
    char date[32];
    struct tm utc;

    if (!*form)
        tc_stop_error(t, TC_SAY(t, "notices.json không có nội dung \"%s\"",
                                "notices.json has no body \"%s\"", name));
    gmtime_r(&when, &utc);
    strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return tc_arena_replace(arena, tc_arena_replace(arena, form, "{time}", date), "{subject}",
                            subject);
}

/* --- sending -------------------------------------------------------------------------- */

static struct tc_notice_key key_of(struct tc_test *t)
{
    const struct tc_system *system = t->context->system;
    struct tc_notice_key key = { .len = 0 };
    struct tc_err err = { 0 };
    const char *secret =
        tc_secret_resolve(tc_test_arena(t), system->notices.secret, system->dir, &err);

    if (!secret)
        tc_stop_setup(t, TC_TEXT(tc_arena_strdup(tc_test_arena(t), err.vi),
                                 tc_arena_strdup(tc_test_arena(t), err.en)));
    if (!tc_notice_key_of(secret, &key))
        tc_stop_setup(t, TC_TEXT("interfaces.notices.secret phải là whsec_ và base64",
                                 "interfaces.notices.secret must be whsec_ and base64"));
    return key;
}

static const char *signature_of(struct tc_test *t, const struct tc_notice *notice,
                                const char *id, const char *timestamp)
{
    struct tc_arena *arena = tc_test_arena(t);
    struct tc_notice_key key = key_of(t), other = key;
    const char *scheme = tc_json_text(assumed(t), "scheme");
    const char *body = notice->signed_body ? notice->signed_body : notice->body;
    const char *right = tc_notice_digest(arena, &key, id, timestamp, body), *wrong;

    other.bytes[0] ^= 1;
    wrong = tc_notice_digest(arena, &other, id, timestamp, body);
    switch (notice->signing) {
    case TC_NOTICE_OTHER_KEY:
        return tc_arena_printf(arena, "%s,%s", scheme, wrong);
    case TC_NOTICE_SECOND:
        return tc_arena_printf(arena, "%s,%s %s,%s", scheme, wrong, scheme, right);
    case TC_NOTICE_UNKNOWN_KIND:
        return tc_arena_printf(arena, "%s,%s", tc_json_text(assumed(t), "unknownScheme"),
                               right);
    case TC_NOTICE_SIGNED:
        break;
    }
    return tc_arena_printf(arena, "%s,%s", scheme, right);
}

const struct tc_response *tc_notify(struct tc_test *t, const struct tc_notice *notice)
{
    static const char *const names[] = { "id", "timestamp", "signature" };
    const char *id = notice->id ? notice->id : tc_notice_id(t);
    const char *timestamp =
        tc_arena_printf(tc_test_arena(t), "%ld", (long)time(NULL) - notice->age_s);
    const char *values[] = { id, timestamp, signature_of(t, notice, id, timestamp) };
    struct tc_header headers[4] = { { NULL, NULL } };
    size_t n = 0;

    for (size_t i = 0; i < 3; i++)
        if (!notice->without || strcmp(notice->without, names[i]) != 0)
            headers[n++] = (struct tc_header){ header_name(t, names[i]), values[i] };
    return tc_try(t, &(struct tc_request){ .method = "POST",
                                           .to = TC_IF_NOTICES,
                                           .path = "",
                                           .type = "application/json",
                                           .body = notice->body,
                                           .body_len = strlen(notice->body),
                                           .headers = headers,
                                           .anonymous = true });
}

long tc_notice_effects(struct tc_test *t, const char *id)
{
    const struct tc_response *response;
    const json_t *effects;

    if (!tc_base_url(t, TC_IF_EFFECTS))
        return -1;
    response =
        tc_send(t, &(struct tc_request){ .to = TC_IF_EFFECTS,
                                         .path = tc_arena_replace(tc_test_arena(t),
                                                                  tc_base_url(t, TC_IF_EFFECTS),
                                                                  "{id}", id) });
    effects = json_object_get(tc_response_json(t, response), "effects");
    if (response->status != 200 || !json_is_integer(effects))
        tc_stop(t, TC_TEXT("interfaces.notices.effects không trả lời {\"effects\": số}",
                           "interfaces.notices.effects does not answer {\"effects\": number}"));
    return (long)json_integer_value(effects);
}
