/* The test of the tests: every defect of the reference system is switched on
 * by itself, and exactly the requirement that it breaks must change its
 * verdict. Writes the matrix as Markdown to standard output; what went wrong
 * to standard error.
 *
 *     kill_matrix TRACECERT REFERENCE WORK-FOLDER
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "tracecert/requirement.h"

struct matrix {
    struct tc_arena *arena;
    const char *tracecert, *reference, *work;
    const struct tc_catalogue *catalogue;
    json_t *baseline; /* verdict by requirement id, without a defect */
    unsigned killed, faults, waiting;
};

/* Run a program and wait; its standard output goes to `to`, or nowhere. */
static int run(const char *const *argv, const char *to)
{
    pid_t pid = fork();
    int status;

    if (pid == 0) {
        if (!freopen(to ? to : "/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(127);
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

/* Verdicts of a run with the defect (NULL: none) as {id: verdict}, or NULL. */
static json_t *verdicts_of(struct matrix *m, const char *mutant, int *exit_status)
{
    const char *dir = tc_arena_printf(m->arena, "%s/%s", m->work, mutant ? mutant : "none");
    const char *argv[] = { m->tracecert, "run",    "--reference", "--out",
                           dir,          "--seed", "1",           mutant ? "--mutant" : NULL,
                           mutant,       NULL };
    json_t *report, *list, *verdicts = json_object();

    *exit_status = run(argv, NULL);
    report = json_load_file(tc_arena_printf(m->arena, "%s/report.json", dir), 0, NULL);
    list = json_object_get(report, "requirements");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *r = json_array_get(list, i);

        json_object_set(verdicts, json_string_value(json_object_get(r, "id")),
                        json_object_get(r, "verdict"));
    }
    if (!report) {
        json_decref(verdicts);
        verdicts = NULL;
    }
    json_decref(report);
    return verdicts;
}

/* Names of the requirements whose verdict differs from the baseline. */
static const char *changed(struct matrix *m, json_t *verdicts)
{
    const char *names = "", *id;
    json_t *verdict;

    json_object_foreach(verdicts, id, verdict)
    {
        if (!json_equal(verdict, json_object_get(m->baseline, id)))
            names = tc_arena_printf(m->arena, "%s%s%s", names, *names ? ", " : "", id);
    }
    return names;
}

static void judge_mutant(struct matrix *m, const json_t *mutant)
{
    const char *id = json_string_value(json_object_get(mutant, "id"));
    const char *requirement = json_string_value(json_object_get(mutant, "requirement"));
    const char *what = json_string_value(json_object_get(mutant, "en")), *names;
    json_t *verdicts;
    int status;

    if (!tc_catalogue_find(m->catalogue, requirement)) {
        m->waiting++;
        printf("| %s | %s | waits for its requirement |\n", id, what);
        return;
    }
    verdicts = verdicts_of(m, id, &status);
    names = verdicts ? changed(m, verdicts) : "no report";
    if (strcmp(names, requirement) == 0) {
        m->killed++;
        printf("| %s | %s | killed by %s |\n", id, what, requirement);
    } else {
        m->faults++;
        printf("| %s | %s | **%s** |\n", id, what, *names ? names : "survives");
        fprintf(stderr, "kill matrix: %s changes [%s], not just %s\n", id, names, requirement);
    }
    json_decref(verdicts);
}

/* All must pass, without a warning, when nothing is broken. */
static int take_baseline(struct matrix *m)
{
    const char *id;
    json_t *verdict;
    int status, rc = 0;

    m->baseline = verdicts_of(m, NULL, &status);
    if (!m->baseline || status != 0) {
        fprintf(stderr, "kill matrix: the reference system itself does not pass (exit %d)\n",
                status);
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

/* Every requirement that a case of the run tests needs a defect of its own. */
static void find_untried(struct matrix *m, const char *list)
{
    const char *id;
    json_t *verdict;

    json_object_foreach(m->baseline, id, verdict)
    {
        if (strcmp(json_string_value(verdict), "PASS") == 0 &&
            !strstr(list, tc_arena_printf(m->arena, "\"%s\"", id))) {
            m->faults++;
            fprintf(stderr, "kill matrix: no defect of the reference system breaks %s\n", id);
        }
    }
}

static int write_matrix(struct matrix *m)
{
    const char *file = tc_arena_printf(m->arena, "%s/mutants.jsonl", m->work);
    const char *argv[] = { m->reference, "--list-mutants", NULL };
    struct tc_err err = { 0 };
    size_t len;
    char *list, *line, *rest;

    if (run(argv, file) != 0 || !(list = tc_file_read(m->arena, file, 1 << 20, &len, &err))) {
        fprintf(stderr, "kill matrix: the defects cannot be listed\n");
        return -1;
    }
    find_untried(m, list);
    printf("# Kill matrix\n\nGenerated by `make kill-matrix`; do not edit. Each line is one "
           "deliberate defect of the\nreference system, switched on by itself over the whole "
           "suite.\n\n| defect | what is broken | verdict that changed |\n|---|---|---|\n");
    for (rest = list; (line = strsep(&rest, "\n")) != NULL;) {
        json_t *mutant = *line ? json_loads(line, 0, NULL) : NULL;

        if (mutant)
            judge_mutant(m, mutant);
        json_decref(mutant);
    }
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
    rc = take_baseline(&m) < 0 || write_matrix(&m) < 0;
    fprintf(stderr, "kill matrix: %u killed, %u faults, %u waiting\n", m.killed, m.faults,
            m.waiting);
    json_decref(m.baseline);
    tc_catalogue_free((struct tc_catalogue *)m.catalogue);
    tc_arena_free(m.arena);
    return rc;
}
