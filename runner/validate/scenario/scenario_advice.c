/* What is received under a despatch advice against what was shipped under it:
 * kept while the events are replayed, judged at the end (scenario_balance.c).
 * CBV 2.0: shipping, receiving, void_shipping, business transaction desadv. */
#include <math.h>

#include "validate/scenario/scenario_share.h"

#define DEPTH 16

static uint32_t place_of(const struct tc_chain_event *e)
{
    return e->place ? e->place : e->read_point;
}

/* Add the amount of a class or lot; false: its sum is not known. */
static void add_amount(struct tc_replay *r, struct tc_share *share, const struct tc_mention *m,
                       double *sum, int sign)
{
    const struct tc_amount *amount = &r->s->amounts[m->amount];

    if (isnan(amount->value) || (share->counted && share->unit != amount->unit))
        share->unsure = true;
    else
        *sum += sign * amount->value;
    share->counted = true;
    share->unit = amount->unit;
}

/* Received at one site before it left another. Of lots there may be more than
 * this shipment. */
static void check_order(struct tc_replay *r, uint32_t turn, const struct tc_share *share)
{
    const struct tc_chain_event *shipping = tc_replay_event(r, turn), *receiving;

    if (share->shipped || share->counted || !tc_replay_before(r, share->received, turn))
        return;
    receiving = tc_replay_event(r, share->received);
    if (!tc_replay_at_two_sites(r, place_of(shipping), place_of(receiving)))
        return;
    tc_replay_report(
        r, &(struct tc_contradiction){
               .rule = TC_SCN_RECEIVED_BEFORE,
               .name = share->shown,
               .earlier = share->received,
               .later = turn,
               .was = TC_TEXT("nhận hàng (receiving)", "received"),
               .is = TC_TEXT("sau đó mới xuất hàng (shipping) theo cùng thông báo giao hàng",
                             "shipped only then, under the same despatch advice"),
               .expected =
                   TC_TEXT("xuất hàng trước khi nhận hàng", "shipping before receiving") });
}

static void ship(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                 struct tc_share *share)
{
    check_order(r, turn, share);
    if (m->amount)
        add_amount(r, share, m, &share->sent, 1);
    if (!share->shipped)
        share->shipped = turn;
    share->within = tc_replay_thing(r, m->name)->parent;
}

/* What the object is packed in goes with it: shipped for it, and received with
 * it. */
static void relate(struct tc_replay *r, struct tc_share *share)
{
    uint32_t above = r->things[share->name].parent;

    for (int i = 0; i < DEPTH && above; i++, above = r->things[above].parent) {
        struct tc_share *outer = tc_share_find(r->shares, share->advice, above, 0);

        if (!outer)
            continue;
        share->related = share->related || outer->shipped;
        outer->through = true;
    }
}

static void receive(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                    struct tc_share *share)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);
    uint32_t advice = share->advice, name = share->name;
    size_t len;
    const char *site;
    double before;

    if (!share->received)
        share->received = turn;
    relate(r, share);
    if (!m->amount)
        return;
    add_amount(r, share, m, &share->got, 1);
    site = tc_replay_site(r, place_of(e), &len);
    share = tc_share_put(r, advice, name, tc_names_put(&r->s->words, site ? site : "", len));
    share->shown = m->name;
    share->received = turn;
    before = share->got;
    add_amount(r, share, m, &share->got, 1);
    /* At places that are not told one may receive it after the other. */
    if (!site)
        share->got = before > share->got - before ? before : share->got - before;
}

static void take_back(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                      struct tc_share *share)
{
    if (m->amount)
        add_amount(r, share, m, &share->sent, -1);
    share->voided = turn;
    relate(r, share);
}

static void take(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                 uint32_t advice)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);
    struct tc_share *share = tc_share_put(r, advice, tc_replay_same(r, m->name), 0);

    share->shown = m->name;
    if (tc_step_is(e, "shipping"))
        ship(r, turn, m, share);
    else if (tc_step_is(e, "receiving"))
        receive(r, turn, m, share);
    else
        take_back(r, turn, m, share);
}

static size_t count_advices(const struct tc_replay *r, const struct tc_chain_event *e)
{
    const struct tc_event_link *links = &r->s->links[e->first_link];
    size_t n = 0;

    for (uint16_t k = 0; k < e->links; k++)
        n += links[k].kind == TC_LINK_ADVICE;
    return n;
}

/* Of an event with several advices nobody can tell which names what: of none of them
 * are the sums known then. That stands in the share of no thing. */
void tc_rule_advice(struct tc_replay *r, uint32_t turn)
{
    static const char *const steps[] = { "receiving", "shipping", "void_shipping", NULL };
    const struct tc_chain_event *e = tc_replay_event(r, turn);
    const struct tc_event_link *links = &r->s->links[e->first_link];
    const struct tc_mention *m = &r->s->mentions[e->first_mention];
    size_t advices;

    if (!tc_word_in(e->step, steps) || !(e->type & (TC_EVENT_OBJECT | TC_EVENT_AGGREGATION)))
        return;
    advices = count_advices(r, e);
    for (uint16_t k = 0; k < e->links; k++) {
        if (links[k].kind == TC_LINK_ADVICE && advices > 1)
            tc_share_put(r, links[k].name, 0, 0)->unsure = true;
        for (uint32_t i = 0; links[k].kind == TC_LINK_ADVICE && advices == 1 && i < e->mentions;
             i++)
            if (m[i].role == TC_ROLE_OBJECT || m[i].role == TC_ROLE_PARENT)
                take(r, turn, &m[i], links[k].name);
    }
}
