#include "portal/entry.h"

#include <stdlib.h>
#include <string.h>

#include "portal/command.h"

#define COMMAND_MS 60000

static void say(struct tc_server_answer *answer, int status, const char *text)
{
    answer->status = status;
    answer->body = text;
    answer->body_len = strlen(text);
}

static void run_command(const struct tc_portal_entry *entry,
                        const struct tc_server_request *request,
                        struct tc_server_answer *answer)
{
    if (entry->command && tc_portal_command_with(entry->command, entry->dir, request->body,
                                                 request->body_len, COMMAND_MS) == 0)
        answer->status = 204;
    else
        say(answer, 500, "the command of interfaces.entry has failed");
}

/* "SECONDS\nDOCUMENT" */
static void add_task(const struct tc_portal_entry *entry, struct tc_arena *arena,
                     const struct tc_server_request *request, struct tc_server_answer *answer)
{
    const char *document = strchr(request->body, '\n');
    size_t number = document ? tc_portal_tasks_add(entry->tasks, document + 1,
                                                   (unsigned)strtoul(request->body, NULL, 10))
                             : 0;

    if (number)
        say(answer, 200, tc_arena_printf(arena, "%zu", number));
    else
        say(answer, 500, "too many tasks for a person");
}

static void give_document(const struct tc_portal_entry *entry, struct tc_arena *arena,
                          size_t number, struct tc_server_answer *answer)
{
    static const struct tc_header headers[] = {
        { "Content-Disposition", "attachment; filename=\"epcis.jsonld\"" }, { NULL, NULL }
    };
    const char *document = tc_portal_tasks_document(entry->tasks, arena, number);

    if (!document)
        return;
    answer->headers = headers;
    answer->type = "application/ld+json";
    say(answer, 200, document);
}

static void settle(const struct tc_portal_entry *entry, struct tc_arena *arena, size_t number,
                   enum tc_portal_task_state state, struct tc_server_answer *answer)
{
    struct tc_header *headers = tc_arena_alloc(arena, 2 * sizeof(*headers));

    tc_portal_tasks_settle(entry->tasks, number, state);
    headers[0] =
        (struct tc_header){ "Location", tc_arena_printf(arena, "%s/tasks", entry->base) };
    answer->headers = headers;
    answer->status = 303;
}

static void serve_task(const struct tc_portal_entry *entry, struct tc_arena *arena,
                       const char *path, const struct tc_server_request *request,
                       struct tc_server_answer *answer)
{
    static const char *const states[] = { "open", "done", "cannot" };
    bool posts = strcmp(request->method, "POST") == 0;
    char *end;
    size_t number = strtoul(path, &end, 10);

    if (!*end && !posts)
        say(answer, 200, states[tc_portal_tasks_state(entry->tasks, number)]);
    else if (strcmp(end, "/document") == 0 && !posts)
        give_document(entry, arena, number, answer);
    else if (strcmp(end, "/done") == 0 && posts)
        settle(entry, arena, number, TC_PORTAL_TASK_DONE, answer);
    else if (strcmp(end, "/cannot") == 0 && posts)
        settle(entry, arena, number, TC_PORTAL_TASK_CANNOT, answer);
}

bool tc_portal_entry_serve(const struct tc_portal_entry *entry, struct tc_arena *arena,
                           const char *path, const struct tc_server_request *request,
                           struct tc_server_answer *answer)
{
    enum tc_lang lang = strstr(request->target, "?lang=en") ? TC_EN : TC_VI;

    if (strcmp(path, "/enter") == 0)
        run_command(entry, request, answer);
    else if (strcmp(path, "/tasks") == 0)
        tc_portal_tasks_page(entry->tasks, arena, entry->base, lang, answer);
    else if (strcmp(path, "/task") == 0)
        add_task(entry, arena, request, answer);
    else if (strncmp(path, "/task/", 6) == 0)
        serve_task(entry, arena, path + 6, request, answer);
    else
        return false;
    return true;
}
