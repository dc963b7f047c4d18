/* A disposition that says the contrary of the step which the event reports. CBV
 * 2.0: definitions of steps and dispositions. */
#include "validate/scenario/scenario_replay.h"

/* Only what cannot be: a product may be damaged, recalled or unknown at any step, and
 * sold before it is shipped. */
static const struct {
    const char *step, *right;
    const char *contrary[8];
} steps[] = {
    { "shipping", "in_transit", { "destroyed", "disposed", "sellable_accessible" } },
    { "commissioning", "active", { "destroyed", "disposed", "inactive", "returned" } },
    { "decommissioning",
      "inactive",
      { "active", "available", "in_transit", "sellable_accessible",
        "sellable_not_accessible" } },
    { "destroying",
      "destroyed",
      { "active", "available", "in_transit", "retail_sold", "sellable_accessible",
        "sellable_not_accessible" } },
    { "retail_selling",
      "retail_sold",
      { "destroyed", "disposed", "sellable_accessible", "sellable_not_accessible" } },
};

void tc_rule_step(struct tc_replay *r, uint32_t turn)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);

    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
        if (tc_step_is(e, steps[i].step) && tc_word_in(e->disposition, steps[i].contrary))
            tc_replay_report(
                r,
                &(struct tc_contradiction){
                    .rule = TC_SCN_DISPOSITION,
                    .later = turn,
                    .is = tc_say(r->arena, "%s với %s", "%s with %s", e->step, e->disposition),
                    .expected = tc_say(r->arena, "trạng thái hợp với %s, ví dụ %s",
                                       "a disposition that fits %s, such as %s", e->step,
                                       steps[i].right) });
}
