/* The runs of the kill matrix. */
#include "selftest/kill_matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Start a program; its standard output goes to `to`, or nowhere. */
static pid_t start(const char *const *argv, const char *to)
{
    pid_t pid;

    fflush(NULL); /* what is buffered would be written by both */
    pid = fork();
    if (pid == 0) {
        if (!freopen(to ? to : "/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(127);
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    return pid;
}

int tc_kill_exit_status(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int tc_kill_run(const char *const *argv, const char *to)
{
    pid_t pid = start(argv, to);
    int status;

    return pid < 0 || waitpid(pid, &status, 0) < 0 ? -1 : tc_kill_exit_status(status);
}

bool tc_kill_is_of_portal(const struct tc_kill_matrix *m, const char *requirement)
{
    const struct tc_requirement *r = tc_catalogue_find(m->catalogue, requirement);

    for (const char *const *role = r ? r->roles : NULL; role && *role; role++)
        if (strcmp(*role, "portal-client") == 0)
            return true;
    return false;
}

/* The cases of the portal ask the client alone, and no other asks it: a defect is tried
 * on its side of that line. */
static void add_suites(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial,
                       const char **argv)
{
    static const char *const portal[] = { "portal", NULL };
    const char *const *suite = tc_kill_is_of_portal(m, trial->requirement) ? portal : m->suites;
    size_t n = 0;

    for (; *suite; suite++) {
        argv[n++] = "--suite";
        argv[n++] = *suite;
    }
}

void tc_kill_start(const struct tc_kill_matrix *m, struct tc_kill_trial *trial)
{
    const char *argv[12 + 2 * TC_KILL_SUITES_MAX] = { m->tracecert, "run",      "--reference",
                                                      "--out",      trial->dir, "--seed",
                                                      "1" };
    size_t n = 7;

    if (trial->id) {
        argv[n++] = "--mutant";
        argv[n++] = trial->id;
        add_suites(m, trial, argv + n);
    }
    trial->pid = start(argv, NULL);
}

static void end_trial(struct tc_kill_matrix *m, pid_t pid, int status)
{
    for (size_t i = 0; i < m->count; i++) {
        if (m->trials[i].pid != pid)
            continue;
        m->trials[i].pid = 0;
        m->trials[i].status = tc_kill_exit_status(status);
    }
}

bool tc_kill_is_known(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial)
{
    return tc_catalogue_find(m->catalogue, trial->requirement) != NULL;
}

/* A run over the portal's suite begins with all cases that share it: not two at a time. */
static void give_way(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial)
{
    const struct timespec moment = { 1, 0 };

    if (tc_kill_is_of_portal(m, trial->requirement))
        nanosleep(&moment, NULL);
}

void tc_kill_run_trials(struct tc_kill_matrix *m,
                        bool (*wants)(const struct tc_kill_matrix *m,
                                      const struct tc_kill_trial *trial),
                        size_t at_once)
{
    size_t next = 0, running = 0;
    int status;

    while (next < m->count || running) {
        while (next < m->count && running < at_once) {
            if (wants(m, &m->trials[next])) {
                tc_kill_start(m, &m->trials[next]);
                give_way(m, &m->trials[next]);
                running++;
            }
            next++;
        }
        if (running) {
            pid_t pid = waitpid(-1, &status, 0);

            end_trial(m, pid, status);
            running--;
        }
    }
}
