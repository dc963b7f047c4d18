#include "engine/doctor.h"

#include <pthread.h>
#include <string.h>

#include "engine/doctor_lines.h"

#define PROBES 4

/* --- which interfaces are asked, and for what ------------------------------- */

static unsigned epcis_needs(const struct tc_system *s)
{
    return (s->roles[TC_ROLE_EPCIS_CAPTURE] || s->roles[TC_ROLE_PORTAL_CLIENT]
                ? TC_NEEDS_CAPTURE
                : 0u) |
           (s->roles[TC_ROLE_EPCIS_QUERY] ? TC_NEEDS_QUERY : 0u);
}

static size_t list_probes(const struct tc_system *s, struct tc_doctor_probe probes[PROBES])
{
    /* EPCIS 2.0, 12: both resources stand directly below the base URL. */
    static const char *const epcis_paths[] = { "/events?perPage=1", "/capture", NULL };
    static const char *const resolver_paths[] = { "/.well-known/gs1resolver", "/01/{gtin}",
                                                  NULL };
    static const char *const template[] = { "", NULL };
    const bool page = s->roles[TC_ROLE_PUBLIC_PAGE];
    size_t n = 0;

    if (s->epcis.configured && epcis_needs(s))
        probes[n++] = (struct tc_doctor_probe){ .endpoint = &s->epcis,
                                                .where = "interfaces.epcis",
                                                .needs = epcis_needs(s),
                                                .paths = epcis_paths,
                                                .is_api = true };
    if (s->resolver.configured && (s->roles[TC_ROLE_RESOLVER] || page))
        probes[n++] = (struct tc_doctor_probe){ .endpoint = &s->resolver,
                                                .where = "interfaces.resolver",
                                                .needs = TC_NEEDS_RESOLVER,
                                                .paths = resolver_paths };
    if (s->label.configured && s->roles[TC_ROLE_LABEL])
        probes[n++] = (struct tc_doctor_probe){ .endpoint = &s->label,
                                                .where = "interfaces.label",
                                                .needs = TC_NEEDS_LABEL,
                                                .paths = template,
                                                .may_lack = true };
    if (s->page.configured && page)
        probes[n++] = (struct tc_doctor_probe){ .endpoint = &s->page,
                                                .where = "interfaces.publicPage",
                                                .needs = TC_NEEDS_RESOLVER,
                                                .paths = template,
                                                .may_lack = true };
    for (size_t i = 0; i < n; i++) {
        probes[i].system = s;
        probes[i].lines.arena = tc_arena_new();
    }
    return n;
}

static void *run_probe(void *cookie)
{
    tc_doctor_probe(cookie);
    return NULL;
}

static struct tc_text copy_text(struct tc_arena *arena, struct tc_text text)
{
    if (!text.en)
        return TC_TEXT(NULL, NULL);
    return TC_TEXT(tc_arena_strdup(arena, text.vi), tc_arena_strdup(arena, text.en));
}

/* Take over the lines of a probe, whose arena ends here. */
static void collect(struct tc_doctor_lines *to, struct tc_doctor_probe *probe)
{
    for (size_t i = 0; i < probe->lines.count; i++) {
        struct tc_doctor_line line = probe->lines.items[i];

        line.where = tc_arena_strdup(to->arena, line.where);
        line.found = copy_text(to->arena, line.found);
        line.mend = copy_text(to->arena, line.mend);
        tc_doctor_add(to, line);
    }
    tc_arena_free(probe->lines.arena);
}

static void ask_interfaces(struct tc_doctor_lines *lines, const struct tc_system *system)
{
    struct tc_doctor_probe probes[PROBES];
    pthread_t threads[PROBES];
    bool started[PROBES];
    size_t n = list_probes(system, probes);

    for (size_t i = 0; i < n; i++) {
        started[i] = pthread_create(&threads[i], NULL, run_probe, &probes[i]) == 0;
        if (!started[i])
            tc_doctor_probe(&probes[i]);
    }
    for (size_t i = 0; i < n; i++) {
        if (started[i])
            pthread_join(threads[i], NULL);
        collect(lines, &probes[i]);
    }
}

void tc_doctor(struct tc_arena *arena, const struct tc_system *system,
               struct tc_doctor_report *report)
{
    struct tc_doctor_lines lines = { .arena = arena };

    tc_doctor_description(&lines, system);
    ask_interfaces(&lines, system);
    tc_doctor_portal(&lines, system);
    *report = (struct tc_doctor_report){ .lines = lines.items, .count = lines.count };
    for (size_t i = 0; i < lines.count; i++) {
        report->blocked |= lines.items[i].needs;
        report->setup = report->setup || lines.items[i].diagnosis == TC_DIAGNOSIS_SETUP;
    }
}
