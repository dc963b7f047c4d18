#include "engine/run_sum.h"

#include <string.h>

#include "engine/registry.h"

/* All cases of the program. */
struct registered {
    const struct tc_registry_entry *cases;
    size_t count;
};

static bool has_case(const struct registered *registered, const char *id)
{
    for (size_t i = 0; i < registered->count; i++)
        for (const char *const *own = registered->cases[i].tc_case->requirements; *own; own++)
            if (strcmp(*own, id) == 0)
                return true;
    return false;
}

/* Why a requirement has no verdict, if it has none. */
static struct tc_text reason_of(const struct registered *registered,
                                const struct tc_requirement *r)
{
    if (r->not_tested.en)
        return r->not_tested;
    if (has_case(registered, r->id))
        return TC_TEXT("lần chạy này không chọn ca kiểm thử nào xét đến",
                       "no case that looks at it was selected for this run");
    return TC_TEXT("xét trên tệp, bằng tracecert check, code hoặc label; lần chạy không hỏi hệ "
                   "thống điều này",
                   "judged in files, by tracecert check, code or label; a run does not ask the "
                   "system for it");
}

/* The heaviest verdict over all cases. */
static struct tc_result_requirement
sum_up(const struct tc_run *run, const struct tc_requirement *r, struct tc_text reason)
{
    struct tc_result_requirement sum = { r, TC_NOT_RUN, reason };

    for (size_t i = 0; i < run->case_count; i++) {
        for (size_t k = 0; k < run->cases[i].line_count; k++) {
            const struct tc_result_line *line = &run->cases[i].lines[k];

            if (line->requirement != r || line->verdict < sum.verdict)
                continue;
            sum.verdict = line->verdict;
            if (line->reason.en)
                sum.reason = line->reason;
        }
    }
    return sum;
}

void tc_run_sum_up(struct tc_arena *arena, struct tc_run *run,
                   const struct tc_catalogue *catalogue)
{
    size_t n = tc_catalogue_count(catalogue);
    struct tc_result_requirement *sums = tc_arena_alloc(arena, (n + 1) * sizeof(*sums));
    struct registered registered;

    registered.cases = tc_registry(arena, &registered.count);
    for (size_t i = 0; i < n; i++) {
        const struct tc_requirement *r = tc_catalogue_at(catalogue, i);

        sums[i] = sum_up(run, r, reason_of(&registered, r));
        if (tc_requirement_in_force(r, run->as_of))
            run->counts[sums[i].verdict]++;
    }
    run->requirements = sums;
    run->requirement_count = n;
    run->exit = run->complete ? tc_exit_status(run->counts) : TC_EXIT_INTERNAL;
}
