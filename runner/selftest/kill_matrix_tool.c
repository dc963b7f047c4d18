/* The test of the tests: every defect of the reference system is switched on
 * by itself, and exactly the requirement that it breaks must change its
 * verdict. Writes the matrix as Markdown to standard output; what went wrong
 * to standard error.
 *
 *     kill_matrix TRACECERT REFERENCE WORK-FOLDER
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "tracecert/requirement.h"

#define AT_ONCE 6 /* runs: most of a run's time is waiting */
#define SUITES_MAX 16

/* One defect and its run. */
struct trial {
    const char *id, *requirement, *what;
    const char *dir; /* run folder */
    pid_t pid;       /* 0: not running */
    int status;
};

struct matrix {
    struct tc_arena *arena;
    const char *tracecert, *reference, *work;
    const struct tc_catalogue *catalogue;
    json_t *baseline;               /* verdict by requirement id, without a defect */
    const char *suites[SUITES_MAX]; /* all but portal; ends with NULL */
    struct trial *trials;
    size_t count;
    unsigned killed, faults, waiting;
};

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

static int exit_status(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int run(const char *const *argv, const char *to)
{
    pid_t pid = start(argv, to);
    int status;

    return pid < 0 || waitpid(pid, &status, 0) < 0 ? -1 : exit_status(status);
}

/* --- running ---------------------------------------------------------------- */

static bool is_of_portal(const struct matrix *m, const char *requirement)
{
    const struct tc_requirement *r = tc_catalogue_find(m->catalogue, requirement);

    for (const char *const *role = r ? r->roles : NULL; role && *role; role++)
        if (strcmp(*role, "portal-client") == 0)
            return true;
    return false;
}

/* The cases of the portal ask the client alone, and take most of a run's time:
 * what is wrong elsewhere is tried without them. */
static void start_trial(const struct matrix *m, struct trial *trial)
{
    const char *argv[12 + 2 * SUITES_MAX] = { m->tracecert, "run",      "--reference",
                                              "--out",      trial->dir, "--seed",
                                              "1" };
    size_t n = 7;

    if (trial->id) {
        argv[n++] = "--mutant";
        argv[n++] = trial->id;
    }
    for (size_t i = 0; trial->id && !is_of_portal(m, trial->requirement) && m->suites[i]; i++) {
        argv[n++] = "--suite";
        argv[n++] = m->suites[i];
    }
    trial->pid = start(argv, NULL);
}

static void end_trial(struct matrix *m, pid_t pid, int status)
{
    for (size_t i = 0; i < m->count; i++) {
        if (m->trials[i].pid != pid)
            continue;
        m->trials[i].pid = 0;
        m->trials[i].status = exit_status(status);
    }
}

static bool is_known(const struct matrix *m, const struct trial *trial)
{
    return tc_catalogue_find(m->catalogue, trial->requirement) != NULL;
}

/* Run the trials that are to be run, so many at once. */
static void run_trials(struct matrix *m,
                       bool (*wants)(const struct matrix *m, const struct trial *trial),
                       size_t at_once)
{
    size_t next = 0, running = 0;
    int status;

    while (next < m->count || running) {
        while (next < m->count && running < at_once) {
            if (wants(m, &m->trials[next])) {
                start_trial(m, &m->trials[next]);
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

/* --- judging ---------------------------------------------------------------- */

/* Verdicts of a run folder as {id: verdict}, or NULL. */
static json_t *verdicts_of(const struct matrix *m, const char *dir)
{
    json_t *report = json_load_file(tc_arena_printf(m->arena, "%s/report.json", dir), 0, NULL);
    const json_t *list = json_object_get(report, "requirements");
    json_t *verdicts = report ? json_object() : NULL;

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *r = json_array_get(list, i);

        json_object_set(verdicts, json_string_value(json_object_get(r, "id")),
                        json_object_get(r, "verdict"));
    }
    json_decref(report);
    return verdicts;
}

/* Requirements whose verdict differs from the baseline, with their verdicts. */
static const char *changed(const struct matrix *m, json_t *verdicts)
{
    const char *names = "", *id;
    json_t *verdict;

    json_object_foreach(verdicts, id, verdict)
    {
        if (strcmp(json_string_value(verdict), "NOT_RUN") == 0 && is_of_portal(m, id))
            continue; /* left out of this run */
        if (!json_equal(verdict, json_object_get(m->baseline, id)))
            names = tc_arena_printf(m->arena, "%s%s%s %s", names, *names ? ", " : "", id,
                                    json_string_value(verdict));
    }
    return names;
}

/* A secret in an address is one for the portal's own rule and for the national one,
 * which says the same of all portals. */
static bool contains(const char *requirement, const struct trial *trial)
{
    return strcmp(trial->id, "P-AUT-07.2") == 0 && strcmp(requirement, "VN-PRT-10") == 0;
}

/* What must change, and into what: a defect that only makes its requirement
 * INCONCLUSIVE was not found. */
static const char *wanted(const struct matrix *m, const struct trial *trial)
{
    const char *names = "";

    for (size_t i = 0; i < tc_catalogue_count(m->catalogue); i++) {
        const struct tc_requirement *r = tc_catalogue_at(m->catalogue, i);

        if (strcmp(r->id, trial->requirement) == 0 || contains(r->id, trial))
            names = tc_arena_printf(m->arena, "%s%s%s %s", names, *names ? ", " : "", r->id,
                                    tc_verdict_name(tc_requirement_broken(r)));
    }
    return names;
}

/* What a trial has changed, in words. */
static const char *outcome_of(const struct matrix *m, const struct trial *trial)
{
    json_t *verdicts = verdicts_of(m, trial->dir);
    const char *names = verdicts ? changed(m, verdicts) : "no report";

    json_decref(verdicts);
    return names;
}

/* What it changed is what it should change, and scripts are told by the exit status. */
static bool is_killed(const struct matrix *m, const struct trial *trial, const char *names)
{
    enum tc_verdict broken =
        tc_requirement_broken(tc_catalogue_find(m->catalogue, trial->requirement));

    return strcmp(names, wanted(m, trial)) == 0 &&
           trial->status == (broken == TC_FAIL ? TC_EXIT_FAILED : TC_EXIT_PASSED);
}

static void judge_trial(struct matrix *m, const struct trial *trial)
{
    const char *names;

    if (!is_known(m, trial)) {
        m->waiting++;
        printf("| %s | %s | waits for its requirement |\n", trial->id, trial->what);
        return;
    }
    names = outcome_of(m, trial);
    if (is_killed(m, trial, names)) {
        m->killed++;
        printf("| %s | %s | %s |\n", trial->id, trial->what, names);
    } else {
        m->faults++;
        printf("| %s | %s | **%s** |\n", trial->id, trial->what, *names ? names : "survives");
        fprintf(stderr, "kill matrix: %s changes [%s], not just [%s], and exits with %d\n",
                trial->id, names, wanted(m, trial), trial->status);
    }
}

/* A machine with too much to do makes a client late: what is not as it should be is
 * tried again with little beside it, and at last with nothing. */
static const size_t again[] = { 3, 1 };

static bool is_to_repeat(const struct matrix *m, const struct trial *trial)
{
    return is_known(m, trial) && !is_killed(m, trial, outcome_of(m, trial));
}

static void make_room(struct matrix *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (is_to_repeat(m, &m->trials[i]))
            m->trials[i].dir = tc_arena_printf(m->arena, "%s-again", m->trials[i].dir);
}

static bool has_no_report(const struct matrix *m, const struct trial *trial)
{
    return is_known(m, trial) &&
           access(tc_arena_printf(m->arena, "%s/report.json", trial->dir), F_OK) != 0;
}

/* The suites that the baseline ran, but for the portal's. */
static void list_suites(struct matrix *m, const char *dir)
{
    json_t *report = json_load_file(tc_arena_printf(m->arena, "%s/report.json", dir), 0, NULL);
    const json_t *one;
    size_t i, n = 0, k;

    json_array_foreach(json_object_get(report, "cases"), i, one)
    {
        const char *suite = json_string_value(json_object_get(one, "suite"));

        for (k = 0; k < n && strcmp(m->suites[k], suite) != 0;)
            k++;
        if (k == n && n < SUITES_MAX - 1 && strcmp(suite, "portal") != 0)
            m->suites[n++] = tc_arena_strdup(m->arena, suite);
    }
    json_decref(report);
}

/* All must pass, without a warning, when nothing is broken. */
static int take_baseline(struct matrix *m)
{
    struct trial none = { .dir = tc_arena_printf(m->arena, "%s/none", m->work) };
    const char *id;
    json_t *verdict;
    int status, rc = 0;

    start_trial(m, &none);
    waitpid(none.pid, &status, 0);
    m->baseline = verdicts_of(m, none.dir);
    list_suites(m, none.dir);
    if (!m->baseline || exit_status(status) != 0) {
        fprintf(stderr, "kill matrix: the reference system itself does not pass (exit %d)\n",
                exit_status(status));
        return -1;
    }
    json_object_foreach(m->baseline, id, verdict)
    {
        const char *name = json_string_value(verdict);

        if (strcmp(name, "PASS") == 0 || strcmp(name, "NOT_RUN") == 0 ||
            strcmp(name, "NOT_APPLICABLE") == 0)
            continue;
        fprintf(stderr, "kill matrix: %s is %s on the reference system\n", id, name);
        rc = -1;
    }
    return rc;
}

static bool has_trial(const struct matrix *m, const char *requirement)
{
    for (size_t i = 0; i < m->count; i++)
        if (strcmp(m->trials[i].requirement, requirement) == 0)
            return true;
    return false;
}

/* Every requirement that a case of the run tests needs a defect of its own. */
static void find_untried(struct matrix *m)
{
    const char *id;
    json_t *verdict;

    json_object_foreach(m->baseline, id, verdict)
    {
        if (strcmp(json_string_value(verdict), "PASS") == 0 && !has_trial(m, id)) {
            m->faults++;
            fprintf(stderr, "kill matrix: no defect of the reference system breaks %s\n", id);
        }
    }
}

/* --- the list --------------------------------------------------------------- */

static const char *member(const struct matrix *m, const json_t *mutant, const char *name)
{
    const char *value = json_string_value(json_object_get(mutant, name));

    return tc_arena_strdup(m->arena, value ? value : "");
}

/* One line of the list. */
static int add_trial(struct matrix *m, const char *line)
{
    json_t *mutant = json_loads(line, 0, NULL);
    struct trial *trial = &m->trials[m->count++];

    trial->id = member(m, mutant, "id");
    trial->requirement = member(m, mutant, "requirement");
    trial->what = member(m, mutant, "en");
    trial->dir = tc_arena_printf(m->arena, "%s/%s", m->work, trial->id);
    json_decref(mutant);
    if (*trial->id && *trial->requirement)
        return 0;
    fprintf(stderr, "kill matrix: this is no defect: %s\n", line);
    return -1;
}

static int list_trials(struct matrix *m)
{
    const char *file = tc_arena_printf(m->arena, "%s/mutants.jsonl", m->work);
    const char *argv[] = { m->reference, "--list-mutants", NULL };
    struct tc_err err = { 0 };
    size_t len, lines = 1;
    char *list, *line;

    if (run(argv, file) != 0 || !(list = tc_file_read(m->arena, file, 1 << 20, &len, &err))) {
        fprintf(stderr, "kill matrix: the defects cannot be listed\n");
        return -1;
    }
    for (size_t i = 0; i < len; i++)
        lines += list[i] == '\n';
    m->trials = tc_arena_alloc(m->arena, lines * sizeof(*m->trials));
    while ((line = strsep(&list, "\n")) != NULL)
        if (*line && add_trial(m, line) < 0)
            return -1;
    return 0;
}

static int write_matrix(struct matrix *m)
{
    find_untried(m);
    printf(
        "# Kill matrix\n\nGenerated by `make kill-matrix`; do not edit. Each line is one "
        "deliberate defect of the\nreference system, switched on by itself: one of the portal "
        "client over all suites, another\none over all but `portal`, which asks the client "
        "alone.\n\n| defect | what is broken | verdict that changed |\n|---|---|---|\n");
    for (size_t i = 0; i < m->count; i++)
        judge_trial(m, &m->trials[i]);
    printf("\n%u defects killed, %u wait for their requirement.\n", m->killed, m->waiting);
    return m->faults ? -1 : 0;
}

int main(int argc, char **argv)
{
    struct matrix m = { .arena = tc_arena_new() };
    struct tc_err err = { 0 };
    int rc;

    if (argc != 4) {
        fprintf(stderr, "usage: kill_matrix TRACECERT REFERENCE WORK-FOLDER\n");
        return 4;
    }
    m.tracecert = argv[1];
    m.reference = argv[2];
    m.work = argv[3];
    m.catalogue = tc_catalogue_load(
        tc_arena_printf(m.arena, "%s/suites/requirements", tc_file_home(m.arena)), &err);
    if (!m.catalogue || tc_file_mkdirs(m.work, &err) < 0) {
        fprintf(stderr, "kill matrix: %s: %s\n", err.file, err.en);
        return 5;
    }
    rc = take_baseline(&m) < 0 || list_trials(&m) < 0;
    if (rc == 0) {
        run_trials(&m, is_known, AT_ONCE);
        for (size_t i = 0; i < sizeof(again) / sizeof(*again); i++) {
            make_room(&m);
            run_trials(&m, has_no_report, again[i]);
        }
        rc = write_matrix(&m) < 0;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "kill matrix: the matrix cannot be written\n");
        rc = 5;
    }
    fprintf(stderr, "kill matrix: %u killed, %u faults, %u waiting\n", m.killed, m.faults,
            m.waiting);
    json_decref(m.baseline);
    tc_catalogue_free((struct tc_catalogue *)m.catalogue);
    tc_arena_free(m.arena);
    return rc;
}
