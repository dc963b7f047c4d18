/* What a ledger answers by the script. */
#include <stdlib.h>
#include <string.h>

#include "portal/ledger_parts.h"
#include "portal/lists.h"
#include "portal/texts.h"

static void add_turn(struct tc_portal_ledger *l, const struct tc_portal_turn *turn)
{
    struct tc_portal_key *key = tc_portal_ledger_key(l, turn->on);
    struct tc_portal_turn *added;

    key->turns = realloc(key->turns, (key->turn_count + 1) * sizeof(*key->turns));
    if (!key->turns)
        abort();
    added = &key->turns[key->turn_count++];
    *added = *turn;
    added->on = NULL; /* the key knows */
    added->answer = turn->answer ? tc_arena_strdup(l->arena, turn->answer) : NULL;
    added->result = turn->result ? tc_arena_strdup(l->arena, turn->result) : NULL;
    added->job = turn->job ? tc_arena_strdup(l->arena, turn->job) : NULL;
    added->expires_in = turn->expires_in ? tc_arena_strdup(l->arena, turn->expires_in) : NULL;
    added->retry_after =
        turn->retry_after ? tc_arena_strdup(l->arena, turn->retry_after) : NULL;
}

static void forget(struct tc_portal_key *key)
{
    key->next = key->turn_count;
    key->used = 0;
}

static bool is_for_one_case(const char *on)
{
    return strcmp(on, TC_PORTAL_ON_TOKEN) == 0 || strcmp(on, TC_PORTAL_ON_ANY) == 0 ||
           strncmp(on, TC_PORTAL_ON_PAGE, strlen(TC_PORTAL_ON_PAGE)) == 0;
}

void tc_portal_ledger_settle(struct tc_portal_ledger *l)
{
    const char *on;
    json_t *index;

    pthread_mutex_lock(&l->lock);
    json_object_foreach(l->names, on, index)
    {
        if (is_for_one_case(on))
            forget(l->keys[json_integer_value(index)]);
    }
    pthread_mutex_unlock(&l->lock);
}

void tc_portal_ledger_play(struct tc_portal_ledger *l, const struct tc_portal_script *script)
{
    pthread_mutex_lock(&l->lock);
    if (script->forget)
        forget(tc_portal_ledger_key(l, script->forget));
    for (size_t i = 0; i < script->count; i++)
        add_turn(l, &script->turns[i]);
    pthread_mutex_unlock(&l->lock);
}

/* The turn that is next for the key, or NULL. */
static const struct tc_portal_turn *next_of(const struct tc_portal_key *key)
{
    return key && key->next < key->turn_count ? &key->turns[key->next] : NULL;
}

static bool use_up(struct tc_portal_key *key, struct tc_portal_turn *turn)
{
    *turn = key->turns[key->next];
    if (++key->used == turn->times) {
        key->next++;
        key->used = 0;
    }
    return true;
}

/* `events`: how many the delivery has. */
static bool take(struct tc_portal_key *key, size_t events, struct tc_portal_turn *turn)
{
    const struct tc_portal_turn *next = next_of(key);

    if (!next || next->result || next->least_events > events)
        return false;
    return use_up(key, turn);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_turn(const struct tc_portal_turn *a, const struct tc_portal_turn *b)
{
    return a->status == b->status && a->delay_ms == b->delay_ms &&
           a->behaviour == b->behaviour && a->job_times == b->job_times &&
           same_text(a->answer, b->answer) && same_text(a->retry_after, b->retry_after) &&
           same_text(a->job, b->job);
}

struct taking {
    struct tc_portal_ledger *ledger;
    size_t events;
    struct tc_portal_turn *turn;
};

/* A client's data cannot use up what is not for it. */
static bool is_word(const char *text)
{
    return strcmp(text, TC_PORTAL_ON_TOKEN) == 0 || strcmp(text, TC_PORTAL_ON_ANY) == 0 ||
           strcmp(text, TC_PORTAL_ON_EXPECT) == 0 || tc_portal_ledger_is_kind(text);
}

/* What one answer says to several events of a delivery it has said to each of them. */
static bool share_for_text(const char *text, void *cookie)
{
    struct taking *taking = cookie;
    struct tc_portal_key *key =
        is_word(text) ? NULL : tc_portal_ledger_known(taking->ledger, text);
    const struct tc_portal_turn *next = next_of(key);
    struct tc_portal_turn turn;

    if (next && !next->result && next->least_events <= taking->events &&
        key->taken_for != taking->ledger->asked_for && same_turn(next, taking->turn)) {
        use_up(key, &turn);
        key->taken_for = taking->ledger->asked_for;
    }
    return false;
}

static bool take_for_text(const char *text, void *cookie)
{
    struct taking *taking = cookie;
    struct tc_portal_key *key;

    if (is_word(text))
        return false;
    key = tc_portal_ledger_known(taking->ledger, text);
    if (!take(key, taking->events, taking->turn))
        return false;
    key->taken_for = taking->ledger->asked_for;
    return true;
}

bool tc_portal_ledger_take_turn(struct tc_portal_ledger *l, const json_t *events,
                                struct tc_portal_turn *turn)
{
    struct taking taking = { l, json_array_size(events), turn };
    bool taken;

    pthread_mutex_lock(&l->lock);
    l->asked_for++;
    taken = tc_portal_any_text(events, take_for_text, &taking);
    if (taken)
        tc_portal_any_text(events, share_for_text, &taking);
    else
        taken = take(tc_portal_ledger_known(l, TC_PORTAL_ON_ANY), taking.events, turn);
    pthread_mutex_unlock(&l->lock);
    return taken;
}

static bool result_for_text(const char *text, void *cookie)
{
    struct taking *taking = cookie;
    struct tc_portal_key *key = tc_portal_ledger_known(taking->ledger, text);
    const struct tc_portal_turn *next = next_of(key);

    return next && next->result && use_up(key, taking->turn);
}

const char *tc_portal_ledger_take_result(struct tc_portal_ledger *l, const json_t *event)
{
    struct tc_portal_turn turn = { 0 };
    struct taking taking = { l, 1, &turn };

    pthread_mutex_lock(&l->lock);
    tc_portal_any_text(event, result_for_text, &taking);
    pthread_mutex_unlock(&l->lock);
    return !turn.result                                   ? NULL
           : strcmp(turn.result, TC_PORTAL_REJECTED) == 0 ? TC_PORTAL_REJECTED
                                                          : TC_PORTAL_OMITTED;
}

bool tc_portal_ledger_take_named(struct tc_portal_ledger *l, const char *on,
                                 struct tc_portal_turn *turn)
{
    bool taken;

    pthread_mutex_lock(&l->lock);
    taken = take(tc_portal_ledger_known(l, on), 1, turn);
    pthread_mutex_unlock(&l->lock);
    return taken;
}
