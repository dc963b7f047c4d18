/* Each despatch advice at the end of the chain: more received than shipped is a
 * contradiction, less is not, but worth a look. Nothing is said where what was
 * shipped may hold what was received. */
#include <string.h>

#include "validate/scenario/scenario_share.h"

#define DEPTH 16

/* An advice as a whole. */
struct sums {
    uint32_t shipped, received;    /* the first shipping, the last receiving */
    size_t objects, lots, classes; /* that were shipped */
    size_t objects_received;
    size_t unexplained; /* received, though neither it nor what it was in was shipped */
    const char *kind;   /* product of the objects whose contents are not known ... */
    size_t kind_len;
    bool mixed; /* ... or there are several, or some that may hold others */
};

static const char *text_of(const struct tc_replay *r, const struct tc_share *share)
{
    return r->s->names.entries[tc_replay_canonical(r, share->name)].text;
}

/* The product of an item: its Digital Link up to the serial number. NULL: none. */
static const char *kind_of(const struct tc_replay *r, const struct tc_share *share, size_t *len)
{
    const char *text = text_of(r, share), *key = strstr(text, "/01/");
    const char *serial = key ? strstr(key, "/21/") : NULL;

    *len = serial ? (size_t)(serial - text) : 0;
    return serial ? text : NULL;
}

static bool is_lot(const struct tc_replay *r, const struct tc_share *share)
{
    return strstr(text_of(r, share), "/10/") != NULL;
}

/* Its contents are not in view: it holds nothing of its own kind at least. */
static void add_opaque(const struct tc_replay *r, struct sums *sums,
                       const struct tc_share *share)
{
    size_t len;
    const char *kind = kind_of(r, share, &len);

    if (!kind)
        sums->mixed = true;
    else if (!sums->kind)
        sums->kind = kind, sums->kind_len = len;
    else if (len != sums->kind_len || memcmp(kind, sums->kind, len) != 0)
        sums->mixed = true;
}

static void add_share(const struct tc_replay *r, struct sums *sums,
                      const struct tc_share *share)
{
    if (share->shipped && (!sums->shipped || share->shipped < sums->shipped))
        sums->shipped = share->shipped;
    if (share->received > sums->received)
        sums->received = share->received;
    if (share->received && !share->counted)
        sums->objects_received++;
    if (share->received && !share->shipped && !share->related)
        sums->unexplained++;
    if (!share->shipped)
        return;
    if (share->counted && is_lot(r, share))
        sums->lots++;
    else if (share->counted)
        sums->classes++;
    else
        sums->objects++;
    if (!share->counted && !r->things[share->name].packed_in)
        add_opaque(r, sums, share);
}

/* --- objects ---------------------------------------------------------------------------- */

/* True if what was shipped under the advice cannot hold the object. */
static bool is_foreign(const struct tc_replay *r, const struct sums *sums,
                       const struct tc_share *share)
{
    size_t len;
    const char *kind = kind_of(r, share, &len);

    return !share->counted && !share->shipped && !share->related && sums->objects &&
           !sums->lots && !sums->classes && !sums->mixed && !r->things[share->name].packed_in &&
           (!sums->kind ||
            (kind && len == sums->kind_len && memcmp(kind, sums->kind, len) == 0));
}

static void report(struct tc_replay *r, enum tc_scenario_rule rule,
                   const struct tc_share *share, uint32_t earlier, uint32_t later,
                   struct tc_text was, struct tc_text is)
{
    struct tc_text expected = TC_TEXT("nhận không nhiều hơn đã xuất theo thông báo giao hàng",
                                      "no more received than shipped under an advice");

    if (rule == TC_SCN_RECEIVED_LESS)
        expected = TC_TEXT("nhận đủ những gì đã xuất theo thông báo giao hàng",
                           "all received that was shipped under an advice");
    if (rule == TC_SCN_VOIDED)
        expected = TC_TEXT("vật đã xuất theo thông báo giao hàng đó",
                           "an object that was shipped under that advice");
    /* The finding stands at the event that came last. */
    tc_replay_report(r,
                     &(struct tc_contradiction){ .rule = rule,
                                                 .name = share->shown,
                                                 .earlier = earlier < later ? earlier : later,
                                                 .later = earlier < later ? later : earlier,
                                                 .was = earlier < later ? was : is,
                                                 .is = earlier < later ? is : was,
                                                 .expected = expected });
}

static struct tc_text advice_text(struct tc_replay *r, const struct tc_share *share,
                                  const char *vi, const char *en)
{
    const char *advice = r->s->words.entries[share->advice].text;
    int shown = r->s->words.entries[share->advice].len <= 100 ? 100 : 0;

    return TC_TEXT(tc_arena_printf(r->arena, "%s %.*s", vi, shown, advice),
                   tc_arena_printf(r->arena, "%s %.*s", en, shown, advice));
}

static bool was_received_around(const struct tc_replay *r, const struct tc_share *share)
{
    uint32_t above = share->within ? share->within : r->things[share->name].parent;

    for (int i = 0; i < DEPTH && above; i++, above = r->things[above].parent) {
        const struct tc_share *outer = tc_share_find(r->shares, share->advice, above, 0);

        if (outer && outer->received)
            return true;
    }
    return false;
}

static void judge_object(struct tc_replay *r, const struct sums *sums,
                         const struct tc_share *share)
{
    if (share->received && is_foreign(r, sums, share))
        report(
            r, TC_SCN_RECEIVED_MORE, share, sums->shipped, share->received,
            advice_text(r, share, "hàng xuất theo", "what was shipped under"),
            TC_TEXT("nhận cả vật không có trong đó", "an object received that is not in it"));
    else if (share->voided && is_foreign(r, sums, share))
        report(r, TC_SCN_VOIDED, share, sums->shipped, share->voided,
               advice_text(r, share, "hàng xuất theo", "what was shipped under"),
               TC_TEXT("hủy xuất vật không có trong đó", "void_shipping of what is not in it"));
    else if (share->shipped && !share->received && !share->through && !share->voided &&
             sums->received && !sums->unexplained && !was_received_around(r, share) &&
             tc_replay_before(r, share->shipped, sums->received))
        report(r, TC_SCN_RECEIVED_LESS, share, share->shipped, sums->received,
               advice_text(r, share, "xuất theo", "shipped under"),
               TC_TEXT("nhận hàng nhưng không có vật này", "received without it"));
}

/* --- classes and lots -------------------------------------------------------------------- */

/* True if nothing else that was shipped may hold some of it. */
static bool is_comparable(const struct tc_replay *r, const struct sums *sums,
                          const struct tc_share *share)
{
    return !sums->objects && !(is_lot(r, share) ? sums->classes : sums->lots);
}

static struct tc_text amount_text(struct tc_replay *r, const char *vi, const char *en,
                                  double amount, uint32_t unit)
{
    const char *shown = tc_replay_unit(r, unit);

    return TC_TEXT(tc_arena_printf(r->arena, "%s %.10g%s", vi, amount, shown),
                   tc_arena_printf(r->arena, "%s %.10g%s", en, amount, shown));
}

/* One site cannot receive more than was shipped in all; several may receive the
 * same goods one after the other. */
static void judge_site(struct tc_replay *r, const struct sums *sums,
                       const struct tc_share *share)
{
    const struct tc_share *whole = tc_share_find(r->shares, share->advice, share->name, 0);

    if (!whole || !whole->shipped || whole->unsure || share->unsure ||
        !is_comparable(r, sums, share) || share->got <= whole->sent * (1 + 1e-9) + 1e-9)
        return;
    report(r, TC_SCN_RECEIVED_MORE, share, whole->shipped, share->received,
           amount_text(r, "xuất", "shipped", whole->sent, whole->unit),
           amount_text(r, "nhận tổng cộng", "received in all", share->got, whole->unit));
}

static void judge_lot(struct tc_replay *r, const struct sums *sums,
                      const struct tc_share *share)
{
    if (!share->shipped || !share->received || share->unsure || sums->objects_received ||
        !is_comparable(r, sums, share) || share->got >= share->sent * (1 - 1e-9) - 1e-9)
        return;
    report(r, TC_SCN_RECEIVED_LESS, share, share->shipped, sums->received,
           amount_text(r, "xuất", "shipped", share->sent, share->unit),
           amount_text(r, "nhận tổng cộng", "received in all", share->got, share->unit));
}

static void judge_advice(struct tc_replay *r, uint32_t head)
{
    const struct tc_share *items = r->shares->items;
    struct sums sums = { 0 };

    if (tc_share_find(r->shares, items[head].advice, 0, 0))
        return; /* its sums are not known */
    for (uint32_t i = head; i; i = items[i].next)
        if (!items[i].site)
            add_share(r, &sums, &items[i]);
    if (!sums.shipped)
        return;
    for (uint32_t i = head; i; i = items[i].next)
        if (items[i].site)
            judge_site(r, &sums, &items[i]);
        else if (items[i].counted)
            judge_lot(r, &sums, &items[i]);
        else
            judge_object(r, &sums, &items[i]);
}

void tc_rule_advice_end(struct tc_replay *r)
{
    if (!r->shares)
        return;
    for (size_t i = 0; i < r->shares->head_count; i++)
        if (r->shares->heads[i])
            judge_advice(r, r->shares->heads[i]);
}
