/* What a person is asked to enter into the system, where nothing else can: a page
 * in the browser says it, and there the person says that it is done. Safe for
 * many threads; bounded. */
#ifndef TC_PORTAL_TASKS_H
#define TC_PORTAL_TASKS_H

#include "net/server.h"
#include "tracecert/text.h"

#define TC_PORTAL_TASKS_MAX 10000

enum tc_portal_task_state { TC_PORTAL_TASK_OPEN, TC_PORTAL_TASK_DONE, TC_PORTAL_TASK_CANNOT };

struct tc_portal_tasks;

struct tc_portal_tasks *tc_portal_tasks_new(void);
void tc_portal_tasks_free(struct tc_portal_tasks *tasks);

/* A document to be entered within so many seconds; gives its number, from 1; 0
 * if there are too many. */
size_t tc_portal_tasks_add(struct tc_portal_tasks *tasks, const char *document,
                           unsigned seconds);

/* What has become of it; a number that there is none of cannot be done. */
enum tc_portal_task_state tc_portal_tasks_state(struct tc_portal_tasks *tasks, size_t number);

/* The person has spoken, or nobody waits for it any more. */
void tc_portal_tasks_settle(struct tc_portal_tasks *tasks, size_t number,
                            enum tc_portal_task_state state);

/* The document of a task, copied into the arena, or NULL. */
const char *tc_portal_tasks_document(struct tc_portal_tasks *tasks, struct tc_arena *arena,
                                     size_t number);

/* The page; below `base`, the path to which its buttons lead. */
void tc_portal_tasks_page(struct tc_portal_tasks *tasks, struct tc_arena *arena,
                          const char *base, enum tc_lang lang, struct tc_server_answer *answer);

#endif
