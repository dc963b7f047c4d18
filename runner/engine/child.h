/* One case in a process of its own: started, listened to, ended. */
#ifndef TC_ENGINE_CHILD_H
#define TC_ENGINE_CHILD_H

#include <jansson.h>
#include <sys/types.h>

#include "engine/test.h"

#define TC_CHILD_DEADLINE_S 30

/* How the process came to its end. */
enum tc_child_end {
    TC_CHILD_DONE,    /* the case returned or stopped by itself */
    TC_CHILD_CRASHED, /* signal, exit or words that make no sense */
    TC_CHILD_LATE,    /* killed at its deadline */
    TC_CHILD_LOUD,    /* killed for saying too much */
    TC_CHILD_MUTE     /* it could not write its evidence: the run cannot go on */
};

/* Bytes from a pipe, bounded. */
struct tc_child_pipe {
    int fd; /* -1: closed */
    char *bytes;
    size_t len, capacity;
};

struct tc_child {
    const struct tc_case *tc_case;
    unsigned connection; /* see tc_test_run */
    pid_t pid;           /* 0: none runs */
    struct tc_child_pipe words, output;
    double started_ms, deadline_ms;
    _Atomic unsigned *more_ms; /* shared: time beyond it that a person takes */
    double most_more_ms;
    bool late, loud;
    int status; /* of waitpid */
};

/* Fork and run the case, over that connection of the first portal (see
 * tc_test_run). 0, or -1 and `err`. */
int tc_child_start(struct tc_child *child, const struct tc_context *context,
                   const struct tc_case *tc_case, unsigned connection, struct tc_err *err);

/* Read what has come, kill at the deadline. True when the process has ended;
 * all that it left behind is killed then. */
bool tc_child_tick(struct tc_child *child);

/* What the case said: an array of objects, a new reference; and how it ended. */
json_t *tc_child_words(const struct tc_child *child, enum tc_child_end *end);

/* Why it did not end well, for `end` other than DONE. */
struct tc_text tc_child_why(struct tc_arena *arena, const struct tc_child *child,
                            enum tc_child_end end);

/* Kill the process and its children if there are any, and release everything. */
void tc_child_stop(struct tc_child *child);

#endif
