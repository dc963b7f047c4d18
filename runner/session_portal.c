#include "session_portal.h"

#include <string.h>

#include "engine/secrets.h"

/* What is named in a description is relative to it; a name without a slash or
 * an ending is one of the shipped dialects. */
static const char *beside(struct tc_arena *arena, const struct tc_system *system,
                          const char *path)
{
    return *path == '/' ? path : tc_arena_printf(arena, "%s/%s", system->dir, path);
}

static const char *dialect_of(struct tc_arena *arena, const struct tc_system *system,
                              const char *name)
{
    return strchr(name, '/') || strstr(name, ".json") ? beside(arena, system, name) : name;
}

/* By what the system shows who it is. */
static int read_client(struct tc_arena *arena, const struct tc_system *system,
                       const struct tc_portal_setup *setup, struct tc_portal_options *options,
                       struct tc_err *err)
{
    const char *pem;

    if (setup->client_secret) {
        options->client_secret =
            tc_secret_resolve(arena, setup->client_secret, system->dir, err);
        if (!options->client_secret)
            return -1;
    }
    if (setup->client_key) {
        options->client_key = tc_system_pem(arena, system, setup->client_key, err);
        if (!options->client_key)
            return -1;
    }
    if (!setup->client_certificate)
        return 0;
    pem = tc_system_pem(arena, system, setup->client_certificate, err);
    options->client_sha256 = pem ? tc_certificate_fingerprint(arena, pem, err) : NULL;
    return options->client_sha256 ? 0 : -1;
}

static int start_one(struct tc_arena *arena, const struct tc_system *system,
                     const struct tc_portal_setup *setup, const struct tc_authority *authority,
                     struct tc_portal *portal, struct tc_err *err)
{
    struct tc_portal_options options = { .host = setup->host,
                                         .port = setup->port,
                                         .client_id = setup->client_id,
                                         .restart = setup->restart,
                                         .entry = system->entry.command,
                                         .commands_dir = system->dir,
                                         .authority = authority };
    struct tc_authority kept;
    struct tc_portal_dialect *dialect;
    int rc = -1;

    if (read_client(arena, system, setup, &options, err) < 0)
        return -1;
    if (setup->tls && !authority) {
        if (tc_authority_keep(arena, beside(arena, system, setup->tls), &kept, err) < 0)
            return -1;
        options.authority = &kept;
    }
    dialect = tc_portal_dialect_load(arena, dialect_of(arena, system, setup->dialect), err);
    if (dialect) {
        options.dialect = dialect;
        rc = tc_portal_start(arena, &options, portal, err);
    }
    tc_portal_dialect_free(dialect);
    return rc;
}

int tc_session_portals_start(struct tc_arena *arena, const struct tc_system *system,
                             const struct tc_authority *authority,
                             struct tc_session_portals *portals, struct tc_err *err)
{
    *portals = (struct tc_session_portals){ .count = 0 };
    for (unsigned i = 0; i < system->portal_count + system->further_count; i++) {
        if (start_one(arena, system, &system->portals[i], authority, &portals->items[i], err) <
            0) {
            tc_session_portals_stop(portals);
            return -1;
        }
        portals->controls[i] = portals->items[i].control;
        portals->count++;
    }
    return 0;
}

void tc_session_portals_stop(struct tc_session_portals *portals)
{
    while (portals->count > 0)
        tc_portal_stop(&portals->items[--portals->count]);
}
