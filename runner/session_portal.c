#include "session_portal.h"

#include "engine/secrets.h"

#define DIALECT "epcis"

/* Relative to the description. */
static const char *folder_of(struct tc_arena *arena, const struct tc_system *system)
{
    return *system->portal.tls == '/'
               ? system->portal.tls
               : tc_arena_printf(arena, "%s/%s", system->dir, system->portal.tls);
}

int tc_session_portal_start(struct tc_arena *arena, const struct tc_system *system,
                            struct tc_portal *portal, struct tc_err *err)
{
    const struct tc_portal_setup *setup = &system->portal;
    struct tc_portal_options options = { .host = setup->host,
                                         .port = setup->port,
                                         .client_id = setup->client_id,
                                         .restart = setup->restart,
                                         .restart_dir = system->dir };
    struct tc_authority authority;
    struct tc_portal_dialect *dialect;
    int rc = -1;

    options.client_secret = tc_secret_resolve(arena, setup->client_secret, system->dir, err);
    if (!options.client_secret)
        return -1;
    if (setup->tls) {
        if (tc_authority_keep(arena, folder_of(arena, system), &authority, err) < 0)
            return -1;
        options.authority = &authority;
    }
    dialect = tc_portal_dialect_load(arena, DIALECT, err);
    if (dialect) {
        options.dialect = dialect;
        rc = tc_portal_start(arena, &options, portal, err);
    }
    tc_portal_dialect_free(dialect);
    return rc;
}
