/* The other end of the control: what the cases ask the simulator. */
#include "portal/control.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "net/client.h"

#define TIMEOUT_MS 5000
#define ENTRY_MS 65000 /* longer than a command of entry may take */
#define ANSWER_MAX ((size_t)256 << 20)

/* Each thread asks many times, over one connection; a child process has its own. */
static struct tc_client_line *line_of_thread(void)
{
    static _Thread_local struct tc_client_line *line;
    static _Thread_local pid_t owner;

    if (!line || owner != getpid()) {
        tc_client_line_free(line);
        line = tc_client_line_new();
        owner = getpid();
    }
    return line;
}

/* Status of the answer; -1 and `err` unless it is a success. */
static int ask_for(struct tc_arena *arena, const char *control, const char *path,
                   const char *body, unsigned ms, struct tc_client_answer *answer,
                   struct tc_err *err)
{
    struct tc_client_request request = { .method = body ? "POST" : "GET",
                                         .body = body,
                                         .body_len = body ? strlen(body) : 0,
                                         .timeout_ms = ms,
                                         .max_body = ANSWER_MAX,
                                         .line = line_of_thread() };

    request.url = tc_arena_printf(arena, "%s%s", control, path);
    tc_client_send(arena, &request, answer);
    if (!answer->failure && answer->status >= 200 && answer->status < 300)
        return 0;
    tc_err_set(err, "cổng mô phỏng không trả lời (%s)",
               "the portal simulator does not answer (%s)",
               answer->failure ? answer->why.en : answer->body);
    return -1;
}

static int ask(struct tc_arena *arena, const char *control, const char *path, const char *body,
               struct tc_client_answer *answer, struct tc_err *err)
{
    return ask_for(arena, control, path, body, TIMEOUT_MS, answer, err);
}

static json_t *ask_json(struct tc_arena *arena, const char *control, const char *path,
                        const char *body, struct tc_err *err)
{
    struct tc_client_answer answer;

    if (ask(arena, control, path, body, &answer, err) < 0)
        return NULL;
    return tc_json_parse("portal", answer.body, answer.body_len, err);
}

static int tell_json(struct tc_arena *arena, const char *control, const char *path,
                     const json_t *json, struct tc_err *err)
{
    char *text = json_dumps(json, JSON_COMPACT);
    struct tc_client_answer answer;
    int rc = ask(arena, control, path, text ? text : "", &answer, err);

    free(text);
    return rc;
}

int tc_portal_control_script(struct tc_arena *arena, const char *control, const json_t *script,
                             struct tc_err *err)
{
    return tell_json(arena, control, "/script", script, err);
}

int tc_portal_control_pages(struct tc_arena *arena, const char *control, const json_t *layout,
                            struct tc_err *err)
{
    return tell_json(arena, control, "/pages", layout, err);
}

json_t *tc_portal_control_dialect(struct tc_arena *arena, const char *control,
                                  struct tc_err *err)
{
    return ask_json(arena, control, "/dialect", NULL, err);
}

json_t *tc_portal_control_await(struct tc_arena *arena, const char *control, const char *on,
                                size_t known, unsigned ms, struct tc_err *err)
{
    return ask_json(arena, control, tc_arena_printf(arena, "/attempts/%zu/%u", known, ms), on,
                    err);
}

int tc_portal_control_silent(struct tc_arena *arena, const char *control, unsigned ms,
                             struct tc_err *err)
{
    struct tc_client_answer answer;

    return ask(arena, control, "/silent", tc_arena_printf(arena, "%u", ms), &answer, err);
}

int tc_portal_control_enter(struct tc_arena *arena, const char *control, const char *document,
                            struct tc_err *err)
{
    struct tc_client_answer answer;

    return ask_for(arena, control, "/enter", document, ENTRY_MS, &answer, err);
}

size_t tc_portal_control_task(struct tc_arena *arena, const char *control, const char *document,
                              unsigned seconds, struct tc_err *err)
{
    struct tc_client_answer answer;

    if (ask(arena, control, "/task", tc_arena_printf(arena, "%u\n%s", seconds, document),
            &answer, err) < 0)
        return 0;
    return strtoul(answer.body, NULL, 10);
}

const char *tc_portal_control_task_state(struct tc_arena *arena, const char *control,
                                         size_t task, struct tc_err *err)
{
    struct tc_client_answer answer;

    return ask(arena, control, tc_arena_printf(arena, "/task/%zu", task), NULL, &answer, err) <
                   0
               ? NULL
               : answer.body;
}

void tc_portal_control_task_drop(struct tc_arena *arena, const char *control, size_t task)
{
    struct tc_client_answer answer;
    struct tc_err err = { 0 };

    ask(arena, control, tc_arena_printf(arena, "/task/%zu/cannot", task), "", &answer, &err);
}

const char *tc_portal_control_tasks_url(struct tc_arena *arena, const char *control)
{
    return tc_arena_printf(arena, "%s/tasks", control);
}

int tc_portal_control_settle(struct tc_arena *arena, const char *control, struct tc_err *err)
{
    struct tc_client_answer answer;

    return ask(arena, control, "/settle", "", &answer, err);
}

int tc_portal_control_revoke(struct tc_arena *arena, const char *control, struct tc_err *err)
{
    struct tc_client_answer answer;

    return ask(arena, control, "/revoke", "", &answer, err);
}

int tc_portal_control_restart(struct tc_arena *arena, const char *control, unsigned ms,
                              struct tc_err *err)
{
    struct tc_client_answer answer;

    return ask_for(arena, control, "/restart", tc_arena_printf(arena, "%u", ms),
                   ms + TIMEOUT_MS, &answer, err);
}

int tc_portal_control_tls_show(struct tc_arena *arena, const char *control, const char *proof,
                               struct tc_err *err)
{
    struct tc_client_answer answer;

    return ask(arena, control, "/tls", proof, &answer, err);
}

json_t *tc_portal_control_tls_facts(struct tc_arena *arena, const char *control,
                                    struct tc_err *err)
{
    return ask_json(arena, control, "/tls", NULL, err);
}

json_t *tc_portal_control_token_requests(struct tc_arena *arena, const char *control,
                                         struct tc_err *err)
{
    return ask_json(arena, control, "/token-requests", NULL, err);
}

const char *tc_portal_control_sign_ins(struct tc_arena *arena, const char *control,
                                       struct tc_err *err)
{
    struct tc_client_answer answer;

    return ask(arena, control, "/sign-ins", NULL, &answer, err) < 0 ? NULL : answer.body;
}

json_t *tc_portal_control_proofs(struct tc_arena *arena, const char *control,
                                 struct tc_err *err)
{
    return ask_json(arena, control, "/proofs", NULL, err);
}

const char *tc_portal_control_body(struct tc_arena *arena, const char *control, size_t number,
                                   size_t *len)
{
    struct tc_client_answer answer;
    struct tc_err err = { 0 };

    if (ask(arena, control, tc_arena_printf(arena, "/body/%zu", number), NULL, &answer, &err) <
        0)
        return NULL;
    *len = answer.body_len;
    return answer.body;
}
