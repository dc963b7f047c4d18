/* The test of the tests: every defect of the reference system is switched on
 * by itself, and exactly the requirement that it breaks must change its
 * verdict. Writes the matrix as Markdown to standard output; what went wrong
 * to standard error.
 *
 *     kill_matrix TRACECERT REFERENCE WORK-FOLDER
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "selftest/kill_matrix.h"

#define AT_ONCE 8 /* runs: most of a run's time is waiting */

static void judge_trial(struct tc_kill_matrix *m, const struct tc_kill_trial *trial)
{
    const char *names;

    if (!tc_kill_is_known(m, trial)) {
        m->waiting++;
        printf("| %s | %s | waits for its requirement |\n", trial->id, trial->what);
        return;
    }
    names = tc_kill_outcome(m, trial);
    if (tc_kill_is_killed(m, trial, names)) {
        m->killed++;
        printf("| %s | %s | %s |\n", trial->id, trial->what, names);
    } else {
        m->faults++;
        printf("| %s | %s | **%s** |\n", trial->id, trial->what, *names ? names : "survives");
        fprintf(stderr, "kill matrix: %s changes [%s], not just [%s], and exits with %d\n",
                trial->id, names, tc_kill_wanted(m, trial), trial->status);
    }
}

/* A machine with too much to do makes a client late: what is not as it should be is
 * tried again with little beside it, and at last with nothing. */
static const size_t again[] = { 3, 1 };

static bool is_to_repeat(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial)
{
    return tc_kill_is_known(m, trial) &&
           !tc_kill_is_killed(m, trial, tc_kill_outcome(m, trial));
}

static void make_room(struct tc_kill_matrix *m)
{
    for (size_t i = 0; i < m->count; i++) {
        struct tc_kill_trial *trial = &m->trials[i];

        if (!is_to_repeat(m, trial))
            continue;
        fprintf(stderr, "kill matrix: %s changed [%s] among others and is tried again\n",
                trial->id, tc_kill_outcome(m, trial));
        trial->dir = tc_arena_printf(m->arena, "%s-again", trial->dir);
    }
}

static bool has_no_report(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial)
{
    return tc_kill_is_known(m, trial) &&
           access(tc_arena_printf(m->arena, "%s/report.json", trial->dir), F_OK) != 0;
}

/* The suites that the baseline ran, but for the portal's. */
static void list_suites(struct tc_kill_matrix *m, const char *dir)
{
    json_t *report = json_load_file(tc_arena_printf(m->arena, "%s/report.json", dir), 0, NULL);
    const json_t *one;
    size_t i, n = 0, k;

    json_array_foreach(json_object_get(report, "cases"), i, one)
    {
        const char *suite = json_string_value(json_object_get(one, "suite"));

        for (k = 0; k < n && strcmp(m->suites[k], suite) != 0;)
            k++;
        if (k == n && n < TC_KILL_SUITES_MAX - 1 && strcmp(suite, "portal") != 0)
            m->suites[n++] = tc_arena_strdup(m->arena, suite);
    }
    json_decref(report);
}

/* All must pass, without a warning, when nothing is broken; what a person must confirm
 * is open. */
static int take_baseline(struct tc_kill_matrix *m)
{
    struct tc_kill_trial none = { .dir = tc_arena_printf(m->arena, "%s/none", m->work) };
    const char *id;
    json_t *verdict;
    int status, rc = 0;

    tc_kill_start(m, &none);
    waitpid(none.pid, &status, 0);
    m->baseline = tc_kill_verdicts(m, none.dir);
    list_suites(m, none.dir);
    if (!m->baseline || tc_kill_exit_status(status) != 0) {
        fprintf(stderr, "kill matrix: the reference system itself does not pass (exit %d)\n",
                tc_kill_exit_status(status));
        return -1;
    }
    json_object_foreach(m->baseline, id, verdict)
    {
        const char *name = json_string_value(verdict);

        if (strcmp(name, "PASS") == 0 || strcmp(name, "NOT_RUN") == 0 ||
            strcmp(name, "NOT_APPLICABLE") == 0 || strcmp(name, "ATTESTED") == 0)
            continue;
        fprintf(stderr, "kill matrix: %s is %s on the reference system\n", id, name);
        rc = -1;
    }
    return rc;
}

static bool has_trial(const struct tc_kill_matrix *m, const char *requirement)
{
    for (size_t i = 0; i < m->count; i++)
        if (strcmp(m->trials[i].requirement, requirement) == 0)
            return true;
    return false;
}

/* Every requirement that a case of the run tests needs a defect of its own. */
static void find_untried(struct tc_kill_matrix *m)
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

static const char *member(const struct tc_kill_matrix *m, const json_t *mutant,
                          const char *name)
{
    const char *value = json_string_value(json_object_get(mutant, name));

    return tc_arena_strdup(m->arena, value ? value : "");
}

/* One line of the list. */
static int add_trial(struct tc_kill_matrix *m, const char *line)
{
    json_t *mutant = json_loads(line, 0, NULL);
    struct tc_kill_trial *trial = &m->trials[m->count++];

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

static int list_trials(struct tc_kill_matrix *m)
{
    const char *file = tc_arena_printf(m->arena, "%s/mutants.jsonl", m->work);
    const char *argv[] = { m->reference, "--list-mutants", NULL };
    struct tc_err err = { 0 };
    size_t len, lines = 1;
    char *list, *line;

    if (tc_kill_run(argv, file) != 0 ||
        !(list = tc_file_read(m->arena, file, 1 << 20, &len, &err))) {
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

static int write_matrix(struct tc_kill_matrix *m)
{
    find_untried(m);
    printf(
        "# Kill matrix\n\nGenerated by `make kill-matrix`; do not edit. Each line is one "
        "deliberate defect of the\nreference system, switched on by itself: one of the portal "
        "client over the suite `portal`,\nwhich asks the client alone, another one over all "
        "other suites, which do not ask it.\n\n| defect | what is broken | verdict that "
        "changed |\n|---|---|---|\n");
    for (size_t i = 0; i < m->count; i++)
        judge_trial(m, &m->trials[i]);
    printf("\n%u defects killed, %u wait for their requirement.\n", m->killed, m->waiting);
    return m->faults ? -1 : 0;
}

int main(int argc, char **argv)
{
    struct tc_kill_matrix m = { .arena = tc_arena_new() };
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
        tc_kill_run_trials(&m, tc_kill_is_known, AT_ONCE);
        for (size_t i = 0; i < sizeof(again) / sizeof(*again); i++) {
            make_room(&m);
            tc_kill_run_trials(&m, has_no_report, again[i]);
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
