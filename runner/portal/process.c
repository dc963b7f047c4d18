#include "portal/process.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "portal/control.h"

#define READY_MS 10000
#define REPORT_MAX 2048

/* Serve until somebody ends this process. The first line of `fd` says where:
 * "+URL CONTROL", or "-" and the reason in both languages by a tab. */
static _Noreturn void be_simulator(const struct tc_portal_options *options, pid_t runner,
                                   int fd)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    struct tc_portal_simulator *sim;
    const struct tc_portal_commands commands = { options->restart, options->entry,
                                                 options->commands_dir };
    const char *control;

    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a killed runner leaves nothing behind */
    if (getppid() != runner)
        _exit(EXIT_FAILURE);
    signal(SIGINT, SIG_IGN); /* the runner tells it when to stop */
    signal(SIGTERM, SIG_DFL);
    signal(SIGCHLD, SIG_DFL); /* commands are waited for */
    signal(SIGPIPE, SIG_IGN);
    sim = tc_portal_simulator_start(options, &err);
    if (sim && tc_portal_control_start(arena, sim, &commands, &control, &err) != NULL)
        dprintf(fd, "+%s %s\n", tc_portal_simulator_url(sim), control);
    else
        dprintf(fd, "-%s\t%s\n", err.vi, err.en);
    close(fd);
    for (;;)
        pause();
}

static int take_report(struct tc_arena *arena, char *line, struct tc_portal *portal,
                       struct tc_err *err)
{
    char *second = line ? strpbrk(line, *line == '+' ? " " : "\t") : NULL;

    if (!second) {
        tc_err_set(err, "không khởi động được cổng mô phỏng",
                   "the portal simulator cannot be started");
        return -1;
    }
    *second++ = '\0';
    if (*line != '+') {
        snprintf(err->vi, sizeof(err->vi), "%.500s", line + 1);
        snprintf(err->en, sizeof(err->en), "%.500s", second);
        return -1;
    }
    portal->url = tc_arena_strdup(arena, line + 1);
    portal->control = tc_arena_strdup(arena, second);
    return 0;
}

int tc_portal_start(struct tc_arena *arena, const struct tc_portal_options *options,
                    struct tc_portal *portal, struct tc_err *err)
{
    char line[REPORT_MAX];
    pid_t runner = getpid();
    int ends[2];
    bool told;

    *portal = (struct tc_portal){ .pid = -1 };
    if (pipe(ends) < 0)
        return take_report(arena, NULL, portal, err);
    fflush(NULL);
    portal->pid = fork();
    if (portal->pid == 0) {
        close(ends[0]);
        be_simulator(options, runner, ends[1]);
    }
    close(ends[1]);
    told = portal->pid > 0 && tc_read_line(ends[0], line, sizeof(line), READY_MS);
    close(ends[0]);
    if (take_report(arena, told ? line : NULL, portal, err) == 0)
        return 0;
    tc_portal_stop(portal);
    return -1;
}

void tc_portal_stop(struct tc_portal *portal)
{
    if (portal->pid > 0) {
        kill(portal->pid, SIGKILL); /* it holds nothing that must be saved */
        waitpid(portal->pid, NULL, 0);
    }
    portal->pid = -1;
}
