/* Shipping, receiving and taking a shipping back. CBV 2.0: shipping, receiving,
 * void_shipping. */
#include <string.h>

#include "validate/scenario/scenario_replay.h"

#define GLN "/414/" /* in a canonical name */

static const char *const outbound[] = { "shipping", "departing", "staging_outbound", NULL };

/* On the way, or at one's door: the place may be anywhere. */
static const char *const moving[] = { "arriving",         "accepting",    "collecting",
                                      "loading",          "transporting", "unloading",
                                      "entering_exiting", "consigning",   NULL };

/* --- sites ----------------------------------------------------------------------------- */

const char *tc_replay_site(const struct tc_replay *r, uint32_t place, size_t *len)
{
    const struct tc_name_entry *entry =
        &r->s->names.entries[tc_replay_canonical(r, tc_replay_same(r, place))];
    const char *key = place ? strstr(entry->text, GLN) : NULL;
    const char *extension = key ? strstr(key, "/254/") : NULL;

    *len = extension ? (size_t)(extension - entry->text) : entry->len;
    return place ? entry->text : NULL;
}

/* 1: one site, -1: two, 0: not known. Only GLNs tell two sites: other names may be of
 * two doors of one. */
static int compare_sites(const struct tc_replay *r, uint32_t a, uint32_t b)
{
    size_t a_len, b_len;
    const char *x = tc_replay_site(r, a, &a_len), *y = tc_replay_site(r, b, &b_len);

    if (!x || !y)
        return 0;
    if (a_len == b_len && memcmp(x, y, a_len) == 0)
        return 1;
    return strstr(x, GLN) && strstr(y, GLN) ? -1 : 0;
}

bool tc_replay_at_one_site(const struct tc_replay *r, uint32_t a, uint32_t b)
{
    return compare_sites(r, a, b) > 0;
}

bool tc_replay_at_two_sites(const struct tc_replay *r, uint32_t a, uint32_t b)
{
    return compare_sites(r, a, b) < 0;
}

static uint32_t place_of(const struct tc_chain_event *e)
{
    return e->read_point ? e->read_point : e->place;
}

/* --- rules ------------------------------------------------------------------------------ */

static void void_shipping(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                          struct tc_thing *thing)
{
    bool again = thing->voided > thing->shipped && tc_replay_before(r, thing->voided, turn);
    bool late = thing->shipped && thing->received > thing->shipped &&
                tc_replay_before(r, thing->received, turn);

    if (again || late)
        tc_replay_report(
            r, &(struct tc_contradiction){
                   .rule = TC_SCN_VOIDED,
                   .name = m->name,
                   .earlier = again ? thing->voided : thing->received,
                   .later = turn,
                   .was = again ? TC_TEXT("đã hủy xuất hàng", "its shipping taken back already")
                                : TC_TEXT("đã nhận hàng (receiving)", "received"),
                   .is = TC_TEXT("hủy xuất hàng (void_shipping)", "void_shipping"),
                   .expected = TC_TEXT("vật đã xuất và chưa được nhận",
                                       "an object that was shipped and not yet received") });
    thing->voided = turn;
}

static void report_place(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                         uint32_t earlier, struct tc_text was, struct tc_text is)
{
    tc_replay_report(
        r, &(struct tc_contradiction){ .rule = TC_SCN_PLACE,
                                       .name = m->name,
                                       .earlier = earlier,
                                       .later = turn,
                                       .was = was,
                                       .is = is,
                                       .expected = TC_TEXT("địa điểm (readPoint) của bên nhận",
                                                           "a readPoint of the receiver") });
}

/* The shipping names another destination than the place where it was read: then
 * it is not received at that place. */
static bool goes_elsewhere(const struct tc_replay *r, const struct tc_chain_event *shipping)
{
    const struct tc_event_link *links = &r->s->links[shipping->first_link];

    for (uint16_t i = 0; i < shipping->links; i++)
        if (links[i].kind == TC_LINK_DESTINATION &&
            tc_replay_at_two_sites(r, links[i].name, shipping->read_point))
            return true;
    return false;
}

static void receive(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                    struct tc_thing *thing)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn), *shipping;

    if (thing->shipped > thing->received && tc_replay_before(r, thing->shipped, turn)) {
        shipping = tc_replay_event(r, thing->shipped);
        if (e->read_point && tc_replay_at_one_site(r, e->read_point, shipping->read_point) &&
            goes_elsewhere(r, shipping))
            report_place(r, turn, m, thing->shipped,
                         TC_TEXT("xuất đi nơi khác", "shipped away"),
                         TC_TEXT("nhận tại nơi xuất", "received where it was shipped"));
    }
    thing->received = turn;
}

/* Received there, and now at the shipper's again though nobody sent it back. */
static void check_place(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                        const struct tc_thing *thing)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn), *shipping, *receiving;

    if (!thing->shipped || thing->received < thing->shipped ||
        !tc_replay_before(r, thing->received, turn) || !e->read_point)
        return;
    shipping = tc_replay_event(r, thing->shipped);
    receiving = tc_replay_event(r, thing->received);
    if (tc_replay_at_two_sites(r, place_of(shipping), place_of(receiving)) &&
        tc_replay_at_one_site(r, e->read_point, place_of(shipping)))
        report_place(r, turn, m, thing->received,
                     TC_TEXT("đã nhận hàng (receiving)", "received"),
                     tc_say(r->arena, "%s tại nơi của bên xuất", "%s at the shipper's place",
                            tc_replay_deed(e).en));
}

void tc_rule_move(struct tc_replay *r, uint32_t turn, const struct tc_mention *m)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);
    struct tc_thing *thing = tc_replay_thing(r, m->name);

    if ((e->type & (TC_EVENT_TRANSACTION | TC_EVENT_EXTENSION)) || m->role == TC_ROLE_CHILD)
        return;
    if (tc_step_is(e, "void_shipping")) {
        void_shipping(r, turn, m, thing);
    } else if (tc_step_is(e, "receiving")) {
        receive(r, turn, m, thing);
    } else if (tc_word_in(e->step, outbound)) {
        check_place(r, turn, m, thing);
        thing->shipped = turn;
    } else if (tc_word_in(e->step, moving)) {
        thing->received = 0; /* on its way again */
    } else {
        check_place(r, turn, m, thing);
    }
}
