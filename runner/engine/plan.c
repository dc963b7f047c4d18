#include "engine/plan.h"

#include <string.h>

struct planner {
    struct tc_arena *arena;
    const struct tc_catalogue *catalogue;
    const struct tc_system *system;
    const char *as_of;
    const struct tc_doctor_report *doctor;
};

/* Decide all lines that are still open. */
static void decide(struct tc_plan_case *c, enum tc_verdict verdict, struct tc_text reason)
{
    for (size_t i = 0; i < c->line_count; i++) {
        if (c->lines[i].decided)
            continue;
        c->lines[i].decided = true;
        c->lines[i].verdict = verdict;
        c->lines[i].reason = reason;
    }
}

/* A requirement that is not in force on the day is not applicable. */
static void decide_dates(const struct planner *p, struct tc_plan_line *line)
{
    const struct tc_requirement *r = line->requirement;

    if (tc_requirement_in_force(r, p->as_of))
        return;
    line->decided = true;
    line->verdict = TC_NOT_APPLICABLE;
    line->reason =
        tc_say(p->arena, "hiệu lực từ %s đến %s, không áp dụng vào ngày %s",
               "in force from %s to %s, not on %s", r->valid_from ? r->valid_from : "…",
               r->valid_to ? r->valid_to : "…", p->as_of);
}

static void decide_role(const struct planner *p, struct tc_plan_case *c)
{
    if (!p->system->roles[c->tc_case->role])
        decide(c, TC_NOT_APPLICABLE,
               tc_say(p->arena, "hệ thống không nhận vai trò \"%s\" (mục \"roles\")",
                      "the system does not claim the role \"%s\" (\"roles\")",
                      tc_role_name(c->tc_case->role)));
}

/* A MUST that is not tested for want of an answer blocks a certificate. */
static void decide_left_out(const struct planner *p, struct tc_plan_case *c)
{
    struct tc_text reason = tc_say(
        p->arena, "bản khai không có dòng \"%s\"; hãy ghi \"yes\" hoặc \"no\"",
        "the statement has no line \"%s\"; say \"yes\" or \"no\"", c->tc_case->statement);

    for (size_t i = 0; i < c->line_count; i++) {
        struct tc_plan_line *line = &c->lines[i];

        if (!line->decided)
            *line = (struct tc_plan_line){ line->requirement, true,
                                           line->requirement->level == TC_MUST ? TC_INCONCLUSIVE
                                                                               : TC_NOT_RUN,
                                           reason };
    }
}

static void decide_statement(const struct planner *p, struct tc_plan_case *c)
{
    const char *line = c->tc_case->statement;
    enum tc_statement says = line ? tc_system_stated(p->system, line) : TC_STATEMENT_YES;
    enum tc_statement runs_on =
        line && c->tc_case->when == TC_STATED_NO ? TC_STATEMENT_NO : TC_STATEMENT_YES;

    if (says == runs_on)
        return;
    if (says == TC_STATEMENT_LEFT_OUT) {
        decide_left_out(p, c);
        return;
    }
    decide(c, TC_NOT_APPLICABLE,
           tc_say(p->arena, "theo bản khai: \"%s\": \"%s\"", "by the statement: \"%s\": \"%s\"",
                  line, says == TC_STATEMENT_YES ? "yes" : "no"));
}

static const char *interface_of(unsigned needs)
{
    if (needs & (TC_NEEDS_CAPTURE | TC_NEEDS_QUERY | TC_NEEDS_ENTRY))
        return "interfaces.epcis";
    if (needs & TC_NEEDS_RESOLVER)
        return "interfaces.resolver";
    return needs & TC_NEEDS_LABEL ? "interfaces.label" : "interfaces.portal";
}

/* Where events go in by capture, the case needs that, and whatever is wrong with
 * it is wrong for the case. */
static unsigned needs_of(const struct planner *p, const struct tc_plan_case *c)
{
    const struct tc_entry_setup *entry = &p->system->entry;
    bool own = entry->endpoint.configured || entry->command || entry->person_s;

    return c->tc_case->needs |
           (c->tc_case->needs & TC_NEEDS_ENTRY && !own ? TC_NEEDS_CAPTURE : 0u);
}

static void decide_interfaces(const struct planner *p, struct tc_plan_case *c)
{
    unsigned missing = needs_of(p, c) & ~tc_system_offers(p->system);

    if (missing)
        decide(
            c, TC_SETUP,
            tc_say(
                p->arena,
                "đã nhận vai trò \"%s\" nhưng tệp mô tả hệ thống chưa khai báo \"%s\"",
                "the role \"%s\" is claimed, but \"%s\" is missing in the system description",
                tc_role_name(c->tc_case->role), interface_of(missing)));
}

static struct tc_text doctor_words(struct tc_arena *arena, const struct tc_doctor_line *line)
{
    return TC_TEXT(tc_arena_printf(arena, "%s: %s. %s", line->where, line->found.vi,
                                   line->mend.vi ? line->mend.vi : ""),
                   tc_arena_printf(arena, "%s: %s. %s", line->where, line->found.en,
                                   line->mend.en ? line->mend.en : ""));
}

static void decide_doctor(const struct planner *p, struct tc_plan_case *c)
{
    for (size_t i = 0; p->doctor && i < p->doctor->count; i++) {
        const struct tc_doctor_line *line = &p->doctor->lines[i];

        if (line->diagnosis != TC_DIAGNOSIS_SETUP || !(line->needs & needs_of(p, c)))
            continue;
        decide(c, TC_SETUP, doctor_words(p->arena, line));
        return;
    }
}

static void plan_case(const struct planner *p, const struct tc_registry_entry *entry,
                      struct tc_plan_case *c)
{
    size_t n = 0;

    while (entry->tc_case->requirements[n])
        n++;
    *c = (struct tc_plan_case){ .suite = entry->suite, .tc_case = entry->tc_case };
    c->lines = tc_arena_alloc(p->arena, n * sizeof(*c->lines));
    c->line_count = n;
    for (size_t i = 0; i < n; i++) {
        c->lines[i].requirement =
            tc_catalogue_find(p->catalogue, entry->tc_case->requirements[i]);
        decide_dates(p, &c->lines[i]);
    }
    decide_role(p, c);
    decide_statement(p, c);
    decide_interfaces(p, c);
    decide_doctor(p, c);
    for (size_t i = 0; i < n; i++)
        c->run = c->run || !c->lines[i].decided;
}

void tc_plan_make(struct tc_arena *arena, const struct tc_registry_entry *entries, size_t count,
                  const struct tc_catalogue *catalogue, const struct tc_system *system,
                  const char *as_of, const struct tc_doctor_report *doctor,
                  struct tc_plan *plan)
{
    struct planner p = { arena, catalogue, system, as_of, doctor };

    plan->cases = tc_arena_alloc(arena, (count + 1) * sizeof(*plan->cases));
    plan->count = count;
    plan->needs = 0;
    for (size_t i = 0; i < count; i++) {
        plan_case(&p, &entries[i], &plan->cases[i]);
        if (plan->cases[i].run)
            plan->needs |= plan->cases[i].tc_case->needs;
    }
}

const char *tc_plan_left_out(struct tc_arena *arena, const struct tc_system *system)
{
    size_t count;
    const char *const *lines = tc_registry_statement_lines(arena, &count);

    for (size_t i = 0; i < count; i++)
        if (tc_system_stated(system, lines[i]) == TC_STATEMENT_LEFT_OUT)
            return lines[i];
    return NULL;
}
