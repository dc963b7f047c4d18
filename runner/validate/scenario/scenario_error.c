/* What is told twice and what was declared wrong takes no part in the chain.
 * EPCIS 2.0, 7.4.1: eventID, errorDeclaration. */
#include <stdlib.h>
#include <string.h>

#include "validate/scenario/scenario_replay.h"

/* Turns by the content of their events. */
struct contents {
    uint32_t *slots; /* 0: free */
    size_t size;     /* a power of two */
};

struct sorting {
    struct tc_replay *r;
    uint32_t *first;    /* by eventID: the turn that has it, */
    uint32_t *declared; /* and the turn that declares it wrong */
    uint64_t *content;  /* by turn */
    struct contents told, wrong;
};

/* --- content ------------------------------------------------------------------------ */

static uint64_t mix(uint64_t h, uint64_t value)
{
    h = (h ^ value) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

static uint64_t mix_text(uint64_t h, const char *text)
{
    for (; text && *text; text++)
        h = mix(h, (unsigned char)*text);
    return h;
}

static uint64_t bits_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

/* A list has no order: what it holds is summed up. */
static uint64_t content_of(const struct tc_replay *r, const struct tc_chain_event *e)
{
    const struct tc_mention *m = &r->s->mentions[e->first_mention];
    const struct tc_event_link *links = &r->s->links[e->first_link];
    uint64_t h = mix((uint64_t)e->time, e->type * 8u + e->action);
    uint64_t sum = 0;

    h = mix_text(mix_text(h, e->step), e->disposition);
    h = mix(mix(h, tc_replay_same(r, e->read_point)), tc_replay_same(r, e->place));
    for (uint32_t i = 0; i < e->mentions; i++) {
        uint64_t one = mix(tc_replay_same(r, m[i].name), m[i].role);

        if (m[i].amount) {
            const struct tc_amount *amount = &r->s->amounts[m[i].amount];

            one = mix(one, amount->unit);
            one = mix(one, bits_of(amount->value));
        }
        sum += one;
    }
    for (uint16_t i = 0; i < e->links; i++)
        if (links[i].kind == TC_LINK_ADVICE)
            sum += mix(links[i].name, 99);
    return mix(h, sum);
}

static void start_contents(struct contents *c, size_t count)
{
    for (c->size = 16; c->size < 2 * count + 2; c->size *= 2)
        ;
    c->slots = calloc(c->size, sizeof(*c->slots));
    if (!c->slots)
        abort();
}

/* The turn with the same content, or 0; then the turn is entered if wanted. */
static uint32_t find_content(struct sorting *t, struct contents *c, uint32_t turn, bool enter)
{
    uint64_t content = t->content[turn];
    size_t at = (size_t)content & (c->size - 1);

    for (; c->slots[at]; at = (at + 1) & (c->size - 1))
        if (t->content[c->slots[at]] == content)
            return c->slots[at];
    if (enter)
        c->slots[at] = turn;
    return 0;
}

/* --- what is declared wrong ------------------------------------------------------------ */

/* Whoever passes an event on may cut its fractions of a second. */
static bool same_occasion(const struct tc_chain_event *a, const struct tc_chain_event *b)
{
    int64_t distance = a->time - b->time;

    return a->type == b->type && a->action == b->action && distance < TC_MOMENTS &&
           -distance < TC_MOMENTS;
}

/* Two events with one eventID; the earlier turn first. */
static void report_id(struct tc_replay *r, uint32_t a, uint32_t b)
{
    uint32_t earlier = a < b ? a : b, later = a < b ? b : a;

    tc_replay_report(r, &(struct tc_contradiction){
                            .rule = TC_SCN_ONE_ID,
                            .earlier = earlier,
                            .later = later,
                            .was = tc_replay_deed(tc_replay_event(r, earlier)),
                            .is = tc_replay_deed(tc_replay_event(r, later)),
                            .expected = TC_TEXT(
                                "mỗi eventID chỉ một sự kiện; khai báo lỗi giống hệt bản gốc",
                                "one event for an eventID; an error declaration that is "
                                "otherwise the original") });
}

static void take_declarations(struct sorting *t)
{
    for (uint32_t turn = 1; turn <= t->r->turns; turn++) {
        struct tc_chain_event *e = tc_replay_event(t->r, turn);

        if (!e->declared)
            continue;
        e->void_ = true;
        if (e->id && !t->declared[e->id])
            t->declared[e->id] = turn;
        else if (!e->id)
            find_content(t, &t->wrong, turn, true);
    }
}

/* --- what is told twice ----------------------------------------------------------------- */

static bool has_amounts(const struct tc_replay *r, const struct tc_chain_event *e)
{
    const struct tc_mention *m = &r->s->mentions[e->first_mention];

    for (uint32_t i = 0; i < e->mentions; i++)
        if (m[i].amount)
            return true;
    return false;
}

/* The same amounts once more, or the same event once more? Who can tell. */
static void doubt_amounts(struct tc_replay *r, const struct tc_chain_event *e)
{
    const struct tc_mention *m = &r->s->mentions[e->first_mention];

    for (uint32_t i = 0; i < e->mentions; i++)
        if (m[i].amount)
            tc_replay_lot(r, m[i].name)->unsure = true;
}

static void sort_out_id(struct sorting *t, uint32_t turn)
{
    struct tc_chain_event *e = tc_replay_event(t->r, turn);
    uint32_t declared = t->declared[e->id], first = t->first[e->id];

    if (!first)
        t->first[e->id] = turn;
    if (declared) {
        e->void_ = true;
        if (!same_occasion(e, tc_replay_event(t->r, declared)))
            report_id(t->r, turn, declared);
    } else if (first && same_occasion(e, tc_replay_event(t->r, first))) {
        e->void_ = true;
    } else if (first) {
        report_id(t->r, first, turn);
    }
}

static void sort_out(struct sorting *t, uint32_t turn)
{
    struct tc_chain_event *e = tc_replay_event(t->r, turn);
    uint32_t twin;

    if (e->id)
        sort_out_id(t, turn);
    if (!e->void_ && find_content(t, &t->wrong, turn, false))
        e->void_ = true;
    if (e->void_)
        return;
    twin = find_content(t, &t->told, turn, true);
    if (!twin || (e->id && tc_replay_event(t->r, twin)->id && has_amounts(t->r, e)))
        return;
    e->void_ = true;
    doubt_amounts(t->r, e);
}

/* --- corrections ------------------------------------------------------------------------ */

static void check_corrections(struct sorting *t, uint32_t turn)
{
    const struct tc_chain_event *e = tc_replay_event(t->r, turn);
    const struct tc_event_link *links = &t->r->s->links[e->first_link];

    for (uint16_t i = 0; e->declared && i < e->links; i++) {
        uint32_t by = links[i].kind == TC_LINK_CORRECTIVE ? t->first[links[i].name] : 0;
        const struct tc_chain_event *other = by ? tc_replay_event(t->r, by) : NULL;

        if (!other || !other->recorded || !e->recorded || other->recorded >= e->recorded)
            continue;
        tc_replay_report(
            t->r, &(struct tc_contradiction){
                      .rule = TC_SCN_CORRECTED_BEFORE,
                      .earlier = by,
                      .later = turn,
                      .was = TC_TEXT("sự kiện sửa, đã ghi (recordTime) trước",
                                     "the corrective event, recorded before"),
                      .is = TC_TEXT("mới khai báo lỗi (declarationTime)",
                                    "declared wrong (declarationTime) only then"),
                      .expected = TC_TEXT("khai báo lỗi trước, rồi mới ghi sự kiện sửa",
                                          "the error declared before the corrective event "
                                          "is recorded") });
    }
}

void tc_rule_errors(struct tc_replay *r)
{
    struct sorting t = { .r = r };
    size_t declarations = 0;

    t.first = calloc(r->s->words.count, sizeof(*t.first));
    t.declared = calloc(r->s->words.count, sizeof(*t.declared));
    if (!t.first || !t.declared)
        abort();
    t.content = calloc((size_t)r->turns + 1, sizeof(*t.content));
    if (!t.content)
        abort();
    for (uint32_t turn = 1; turn <= r->turns; turn++) {
        t.content[turn] = content_of(r, tc_replay_event(r, turn));
        declarations += tc_replay_event(r, turn)->declared;
    }
    start_contents(&t.told, r->turns);
    start_contents(&t.wrong, declarations);
    take_declarations(&t);
    for (uint32_t turn = 1; turn <= r->turns; turn++)
        if (!tc_replay_event(r, turn)->declared)
            sort_out(&t, turn);
    for (uint32_t turn = 1; turn <= r->turns; turn++)
        check_corrections(&t, turn);
    free(t.first);
    free(t.declared);
    free(t.content);
    free(t.told.slots);
    free(t.wrong.slots);
}
