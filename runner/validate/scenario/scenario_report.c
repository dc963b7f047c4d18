/* Findings of a chain: they name the two events that contradict each other. */
#include <string.h>
#include <time.h>

#include "validate/scenario/scenario_replay.h"

#define FINDINGS_KEPT 1000
#define SHOWN 100

static const char *const requirements[] = {
    "",
    "EPCIS-SCN-01",
    "EPCIS-SCN-02",
    "EPCIS-SCN-03",
    "EPCIS-SCN-04",
    "EPCIS-SCN-05",
    "EPCIS-SCN-06",
    "EPCIS-SCN-07",
    "EPCIS-SCN-08",
    "EPCIS-SCN-09",
    "EPCIS-SCN-10",
    "EPCIS-SCN-11",
    "EPCIS-SCN-12",
    "EPCIS-SCN-13",
    "EPCIS-SCN-14",
    "EPCIS-SCN-15",
    "EPCIS-SCN-16",
    "EPCIS-SCN-17",
};

/* Seconds of 1970-01-01, read by who counts them. */
static int64_t epoch(void)
{
    static const char text[] = "1970-01-01T00:00:00Z";
    struct tc_instant instant = { 0 };

    tc_timestamp_read(text, sizeof(text) - 1, &instant);
    return instant.seconds;
}

static const char *show_time(struct tc_arena *arena, int64_t moment)
{
    time_t seconds = (time_t)(moment / TC_MOMENTS - epoch());
    unsigned millis = (unsigned)(moment % TC_MOMENTS / (TC_MOMENTS / 1000));
    char text[32] = "";
    struct tm tm;

    if (gmtime_r(&seconds, &tm))
        strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
    return millis ? tc_arena_printf(arena, "%s.%03uZ", text, millis)
                  : tc_arena_printf(arena, "%sZ", text);
}

/* At most a hundred bytes of it, whole characters. */
static const char *shorten(struct tc_arena *arena, const char *text)
{
    size_t all = strlen(text), len = all < SHOWN ? all : SHOWN;

    while (len < all && len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
        len--;
    return tc_arena_printf(arena, "%.*s%s", (int)len, text, len < all ? "…" : "");
}

const char *tc_replay_name(struct tc_replay *r, uint32_t name)
{
    return shorten(r->arena, r->s->names.entries[name].text);
}

const char *tc_replay_unit(struct tc_replay *r, uint32_t unit)
{
    return unit ? tc_arena_printf(r->arena, " %s",
                                  shorten(r->arena, r->s->words.entries[unit].text))
                : "";
}

/* "event 3 of b.json (urn:uuid:..., 2026-11-25T01:30:00Z, at urn:...)" */
static struct tc_text show_event(struct tc_replay *r, const struct tc_chain_event *e)
{
    struct tc_scenario *s = r->s;
    const char *input = s->input_count > 1 ? s->inputs[e->input] : NULL;
    const char *time = show_time(r->arena, e->time);
    uint32_t place = e->read_point ? e->read_point : e->place;
    const char *id =
        e->id
            ? tc_arena_printf(r->arena, "%s, ",
                              shorten(r->arena, tc_names_event_id(r->arena, &s->words, e->id)))
            : "";
    struct tc_text where =
        place ? tc_say(r->arena, ", tại %s", ", at %s", tc_replay_name(r, place))
              : TC_TEXT("", "");
    struct tc_text of = input ? tc_say(r->arena, " của %s", " of %s", input) : TC_TEXT("", "");

    return TC_TEXT(
        tc_arena_printf(r->arena, "sự kiện %u%s (%s%s%s)", e->number, of.vi, id, time,
                        where.vi),
        tc_arena_printf(r->arena, "event %u%s (%s%s%s)", e->number, of.en, id, time, where.en));
}

static struct tc_text show(struct tc_replay *r, const struct tc_contradiction *c)
{
    struct tc_text later = show_event(r, tc_replay_event(r, c->later)), earlier;
    const char *name =
        c->name ? tc_arena_printf(r->arena, "%s: ", tc_replay_name(r, c->name)) : "";

    if (!c->earlier)
        return TC_TEXT(tc_arena_printf(r->arena, "%s%s: %s", name, later.vi, c->is.vi),
                       tc_arena_printf(r->arena, "%s%s: %s", name, later.en, c->is.en));
    earlier = show_event(r, tc_replay_event(r, c->earlier));
    return TC_TEXT(tc_arena_printf(r->arena, "%s%s: %s; %s: %s", name, earlier.vi, c->was.vi,
                                   later.vi, c->is.vi),
                   tc_arena_printf(r->arena, "%s%s: %s; %s: %s", name, earlier.en, c->was.en,
                                   later.en, c->is.en));
}

/* JSON pointer or XPath of the event. */
static const char *pointer_of(struct tc_replay *r, const struct tc_chain_event *e)
{
    const char *path = r->s->words.entries[e->path].text;

    if (e->label)
        return tc_arena_printf(r->arena, "%s/%s[%u]", path, r->s->words.entries[e->label].text,
                               e->index);
    return *path ? tc_arena_printf(r->arena, "%s/%u", path, e->index) : NULL;
}

static void add(struct tc_replay *r, const struct tc_chain_event *e,
                const struct tc_contradiction *c)
{
    struct tc_document_result *result =
        e->input < r->result_count ? r->results[e->input] : NULL;

    if (!result)
        return;
    if (result->findings.count >= FINDINGS_KEPT) {
        result->dropped++;
        return;
    }
    tc_findings_add(&result->findings, r->arena,
                    (struct tc_finding){ .requirement = requirements[c->rule],
                                         .where.pointer = pointer_of(r, e),
                                         .where.line = (long)e->line,
                                         .where.column = (long)e->column,
                                         .where.offset = (long)e->offset + 1,
                                         .expected = c->expected,
                                         .actual = show(r, c),
                                         .event = e->number });
}

void tc_replay_report(struct tc_replay *r, const struct tc_contradiction *c)
{
    uint32_t bit = (uint32_t)1 << c->rule;

    if (c->name) {
        struct tc_thing *thing = tc_replay_thing(r, c->name);

        if (thing->reported & bit)
            return;
        thing->reported |= bit;
    }
    if (r->last[c->rule] == c->later)
        return;
    r->last[c->rule] = c->later;
    add(r, tc_replay_event(r, c->later), c);
}

struct tc_text tc_replay_deed(const struct tc_chain_event *e)
{
    static const char *const actions[] = { "?", "ADD", "OBSERVE", "DELETE" };

    if (e->type == TC_EVENT_TRANSFORMATION)
        return TC_TEXT("TransformationEvent", "TransformationEvent");
    return e->step ? TC_TEXT(e->step, e->step)
                   : TC_TEXT(actions[e->action], actions[e->action]);
}
