/* What the runs of the kill matrix changed, beside what they should. */
#include "selftest/kill_matrix.h"

#include <string.h>

#include "tracecert/result.h"

json_t *tc_kill_verdicts(const struct tc_kill_matrix *m, const char *dir)
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
static const char *changed(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial,
                           json_t *verdicts)
{
    bool of_portal = tc_kill_is_of_portal(m, trial->requirement);
    const char *names = "", *id;
    json_t *verdict;

    json_object_foreach(verdicts, id, verdict)
    {
        if (strcmp(json_string_value(verdict), "NOT_RUN") == 0 &&
            tc_kill_is_of_portal(m, id) != of_portal)
            continue; /* left out of this run */
        if (!json_equal(verdict, json_object_get(m->baseline, id)))
            names = tc_arena_printf(m->arena, "%s%s%s %s", names, *names ? ", " : "", id,
                                    json_string_value(verdict));
    }
    return names;
}

/* A secret in an address is one for the portal's own rule and for the national one,
 * which says the same of all portals. */
static bool contains(const char *requirement, const struct tc_kill_trial *trial)
{
    return strcmp(trial->id, "P-AUT-07.2") == 0 && strcmp(requirement, "VN-PRT-10") == 0;
}

/* What must change, and into what: a defect that only makes its requirement
 * INCONCLUSIVE was not found. */
const char *tc_kill_wanted(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial)
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
const char *tc_kill_outcome(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial)
{
    json_t *verdicts = tc_kill_verdicts(m, trial->dir);
    const char *names = verdicts ? changed(m, trial, verdicts) : "no report";

    json_decref(verdicts);
    return names;
}

/* What it changed is what it should change, and scripts are told by the exit status. */
bool tc_kill_is_killed(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial,
                       const char *names)
{
    enum tc_verdict broken =
        tc_requirement_broken(tc_catalogue_find(m->catalogue, trial->requirement));

    return strcmp(names, tc_kill_wanted(m, trial)) == 0 &&
           trial->status == (broken == TC_FAIL ? TC_EXIT_FAILED : TC_EXIT_PASSED);
}
