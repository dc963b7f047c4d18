#include "engine/integrity.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/catalogue.h"

#define MAX_FAULTS 1000 /* more tell nobody anything */

struct checking {
    struct tc_arena *arena;
    const struct tc_catalogue *catalogue;
    const struct tc_registry_entry *cases;
    size_t case_count;
    const struct tc_uses *uses;
    const char **faults;
    size_t count;
};

static void fault(struct checking *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void fault(struct checking *c, const char *format, ...)
{
    va_list ap;

    if (c->count == MAX_FAULTS)
        return;
    va_start(ap, format);
    c->faults[c->count++] = tc_arena_vprintf(c->arena, format, ap);
    va_end(ap);
}

/* Every id that tests something is in the catalogue. A defect may stand ready
 * before its requirement (the kill matrix lists those that wait), and rulings
 * name other things, too. */
static void check_uses(struct checking *c)
{
    static const char *const kinds[] = { "case", "row", "fixture" };

    for (size_t i = 0; i < c->uses->count; i++) {
        const struct tc_use *use = &c->uses->items[i];
        const char *near;

        if (use->kind > TC_USE_FIXTURE || tc_catalogue_find(c->catalogue, use->requirement))
            continue;
        near = tc_catalogue_suggest(c->catalogue, use->requirement);
        fault(c, "%s %s: there is no requirement \"%s\"%s%s%s", kinds[use->kind], use->name,
              use->requirement, near ? " (did you mean " : "", near ? near : "",
              near ? "?)" : "");
    }
}

/* Every requirement is tested or says why not, and never both. */
static void check_requirements(struct checking *c)
{
    for (size_t i = 0; i < tc_catalogue_count(c->catalogue); i++) {
        const struct tc_requirement *r = tc_catalogue_at(c->catalogue, i);
        size_t tests = tc_uses_tests(c->uses, r->id);

        if (tests == 0 && !r->not_tested.en)
            fault(c, "%s: requirement %s (%s) has no case, row or fixture, and no notTested",
                  tc_catalogue_file(c->catalogue, i), r->id, tc_level_name(r->level));
        if (tests > 0 && r->not_tested.en)
            fault(c, "%s: requirement %s is tested, but has a notTested",
                  tc_catalogue_file(c->catalogue, i), r->id);
    }
}

static bool has_role(const struct tc_requirement *r, const char *role)
{
    for (const char *const *p = r->roles; *p; p++) {
        if (strcmp(*p, role) == 0)
            return true;
    }
    return false;
}

/* A case whose role is none of its requirement's would be left out for systems
 * that the requirement binds. */
static void check_cases(struct checking *c)
{
    for (size_t i = 0; i < c->case_count; i++) {
        const struct tc_case *tc_case = c->cases[i].tc_case;
        const char *role = tc_role_name(tc_case->role);

        if (!tc_case->requirements[0])
            fault(c, "case %s: no requirement", tc_case->id);
        if (i > 0 && strcmp(c->cases[i - 1].tc_case->id, tc_case->id) == 0)
            fault(c, "case %s: the id is given twice", tc_case->id);
        for (const char *const *id = tc_case->requirements; *id; id++) {
            const struct tc_requirement *r = tc_catalogue_find(c->catalogue, *id);

            if (r && !has_role(r, role))
                fault(c, "case %s: its role %s is not one of requirement %s", tc_case->id, role,
                      *id);
        }
    }
}

static bool role_has_case(const struct checking *c, const char *role)
{
    for (size_t i = 0; i < c->case_count; i++) {
        if (strcmp(tc_role_name(c->cases[i].tc_case->role), role) == 0)
            return true;
    }
    return false;
}

static bool role_has_test(const struct checking *c, const char *role)
{
    for (size_t i = 0; i < tc_catalogue_count(c->catalogue); i++) {
        const struct tc_requirement *r = tc_catalogue_at(c->catalogue, i);

        if (has_role(r, role) && !r->not_tested.en)
            return true;
    }
    return false;
}

/* A role with requirements that are said to be tested has a case: else a system
 * that claims it is run against nothing. */
static void check_roles(struct checking *c)
{
    for (int i = 0; i < TC_ROLES; i++) {
        const char *role = tc_role_name((enum tc_role)i);

        if (role_has_test(c, role) && !role_has_case(c, role))
            fault(c, "role %s: it has requirements, but no case", role);
    }
}

const char *const *tc_integrity_faults(struct tc_arena *arena,
                                       const struct tc_catalogue *catalogue,
                                       const struct tc_registry_entry *cases, size_t case_count,
                                       const struct tc_uses *uses, size_t *count)
{
    struct checking c = { .arena = arena,
                          .catalogue = catalogue,
                          .cases = cases,
                          .case_count = case_count,
                          .uses = uses };

    c.faults = tc_arena_alloc(arena, (MAX_FAULTS + 1) * sizeof(*c.faults));
    check_uses(&c);
    check_requirements(&c);
    check_cases(&c);
    check_roles(&c);
    *count = c.count;
    return c.faults;
}
