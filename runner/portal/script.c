#include "portal/script.h"

#include <string.h>

#include "base/json.h"
#include "engine/strict.h"

#define STEPS_MAX 10000

static const char *const results[] = { TC_PORTAL_REJECTED, TC_PORTAL_OMITTED };

static int read_behaviour(const struct tc_strict *s, const char *pointer, const char *name,
                          struct tc_portal_turn *turn)
{
    const char *known[32];
    size_t n = 0;

    turn->behaviour = tc_portal_behaviour_find(name);
    if (turn->behaviour)
        return 0;
    for (const struct tc_portal_behaviour *b = tc_portal_behaviours; b->name && n < 32; b++)
        known[n++] = b->name;
    return tc_strict_unknown(s, pointer, "cách ứng xử", "behaviour", name, known, n);
}

static int read_step(const struct tc_strict *s, struct tc_arena *arena, const char *pointer,
                     json_t *json, struct tc_portal_turn *turn)
{
    static const struct tc_member members[] = {
        { "on", TC_MEMBER_STRING, true },          { "status", TC_MEMBER_COUNT, false },
        { "retryAfter", TC_MEMBER_STRING, false }, { "delayMs", TC_MEMBER_COUNT, false },
        { "behaviour", TC_MEMBER_STRING, false },  { "times", TC_MEMBER_COUNT, false },
        { "expiresIn", TC_MEMBER_STRING, false },  { "job", TC_MEMBER_STRING, false },
        { "jobTimes", TC_MEMBER_COUNT, false },    { "answer", TC_MEMBER_STRING, false },
        { "result", TC_MEMBER_STRING, false },     { "leastEvents", TC_MEMBER_COUNT, false },
        { NULL, TC_MEMBER_STRING, false }
    };
    const char *behaviour, *retry_after, *expires_in, *job, *answer;
    const char *result;

    if (tc_strict_object(s, pointer, json, members) < 0)
        return -1;
    behaviour = json_string_value(json_object_get(json, "behaviour"));
    retry_after = json_string_value(json_object_get(json, "retryAfter"));
    turn->on = tc_arena_strdup(arena, json_string_value(json_object_get(json, "on")));
    turn->status = (int)json_integer_value(json_object_get(json, "status"));
    turn->retry_after = retry_after ? tc_arena_strdup(arena, retry_after) : NULL;
    expires_in = json_string_value(json_object_get(json, "expiresIn"));
    turn->expires_in = expires_in ? tc_arena_strdup(arena, expires_in) : NULL;
    job = json_string_value(json_object_get(json, "job"));
    turn->job = job ? tc_arena_strdup(arena, job) : NULL;
    answer = json_string_value(json_object_get(json, "answer"));
    turn->answer = answer ? tc_arena_strdup(arena, answer) : NULL;
    turn->job_times = (unsigned)json_integer_value(json_object_get(json, "jobTimes"));
    turn->delay_ms = (unsigned)json_integer_value(json_object_get(json, "delayMs"));
    turn->times = (unsigned)json_integer_value(json_object_get(json, "times"));
    turn->least_events = (unsigned)json_integer_value(json_object_get(json, "leastEvents"));
    if (turn->times == 0)
        turn->times = 1;
    if (turn->status && (turn->status < 200 || turn->status > 599))
        return tc_strict_fail(s, tc_arena_printf(arena, "%s/status", pointer),
                              "mã trạng thái phải từ 200 đến 599",
                              "the status must be from 200 to 599");
    result = json_string_value(json_object_get(json, "result"));
    turn->result = result ? tc_arena_strdup(arena, result) : NULL;
    if (result && strcmp(result, TC_PORTAL_REJECTED) != 0 &&
        strcmp(result, TC_PORTAL_OMITTED) != 0)
        return tc_strict_unknown(s, tc_arena_printf(arena, "%s/result", pointer), "kết quả",
                                 "result", result, results, sizeof(results) / sizeof(*results));
    return read_behaviour(s, tc_arena_printf(arena, "%s/behaviour", pointer),
                          behaviour ? behaviour : tc_portal_behaviours[0].name, turn);
}

static int read_steps(const struct tc_strict *s, struct tc_arena *arena, json_t *json,
                      struct tc_portal_script *script)
{
    static const struct tc_member members[] = { { "steps", TC_MEMBER_ARRAY, true },
                                                { "forget", TC_MEMBER_STRING, false },
                                                { NULL, TC_MEMBER_STRING, false } };
    struct tc_portal_turn *turns;
    const char *forget;
    json_t *steps, *step;
    size_t i;

    if (tc_strict_object(s, "", json, members) < 0)
        return -1;
    steps = json_object_get(json, "steps");
    if (json_array_size(steps) > STEPS_MAX)
        return tc_strict_fail(s, "/steps", "quá %d bước", "more than %d steps", STEPS_MAX);
    turns = tc_arena_alloc(arena, (json_array_size(steps) + 1) * sizeof(*turns));
    json_array_foreach(steps, i, step)
    {
        if (read_step(s, arena, tc_arena_printf(arena, "/steps/%zu", i), step, &turns[i]) < 0)
            return -1;
    }
    forget = json_string_value(json_object_get(json, "forget"));
    *script = (struct tc_portal_script){ turns, json_array_size(steps),
                                         forget ? tc_arena_strdup(arena, forget) : NULL };
    return 0;
}

int tc_portal_script_parse(struct tc_arena *arena, const char *name, const char *bytes,
                           size_t len, struct tc_portal_script *script, struct tc_err *err)
{
    struct tc_strict s = { name, bytes, len, err };
    json_t *json = tc_json_parse(name, bytes, len, err);
    int rc = json ? read_steps(&s, arena, json, script) : -1;

    json_decref(json);
    return rc;
}
