#include "reference.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"

/* In fixtures/systems/reference.json. */
#define WRITTEN_URL "http://127.0.0.1:8480"
#define WRITTEN_PORTAL "127.0.0.1:8490"

/* A secret of this run alone, handed over in the environment. */
static int set_secret(const char *name, struct tc_err *err)
{
    unsigned char bytes[16];
    char hex[2 * sizeof(bytes) + 1];

    if (getenv(name))
        return 0;
    if (RAND_bytes(bytes, sizeof(bytes)) != 1) {
        tc_err_set(err, "không tạo được số ngẫu nhiên", "cannot make random numbers");
        return -1;
    }
    for (size_t i = 0; i < sizeof(bytes); i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    return setenv(name, hex, 1);
}

/* The text with each `from` replaced. */
static const char *replace(struct tc_arena *arena, const char *text, const char *from,
                           const char *to)
{
    const char *done = "", *at;

    for (; (at = strstr(text, from)) != NULL; text = at + strlen(from))
        done = tc_arena_printf(arena, "%s%.*s%s", done, (int)(at - text), text, to);
    return tc_arena_printf(arena, "%s%s", done, text);
}

/* fixtures/systems/reference.json with the address that was given. */
static struct tc_system *describe(struct tc_arena *arena, const struct tc_keeper *keeper,
                                  const char *mutant, struct tc_err *err)
{
    /* What stands for the file is what repeats the run. */
    const char *name =
        mutant ? tc_arena_printf(arena, "--reference --mutant %s", mutant) : "--reference";
    const char *path =
        tc_arena_printf(arena, "%s/fixtures/systems/reference.json", tc_file_home(arena));
    size_t len;
    const char *text = tc_file_read(arena, path, (size_t)1 << 20, &len, err);
    struct tc_system *system;
    char digest[TC_SHA256_HEX + 1];

    if (!text)
        return NULL;
    tc_sha256_hex(text, len, digest);
    text = replace(arena, text, WRITTEN_URL, keeper->url);
    text = replace(arena, text, WRITTEN_PORTAL, "127.0.0.1:0"); /* runs side by side */
    system = tc_system_parse(arena, name, text, strlen(text), err);
    /* It is the same system at whichever port: a run of it can be resumed. */
    if (system) {
        memcpy(system->digest, digest, sizeof(digest));
        system->portal.tls = "of this run";
        system->portal.restart_url = keeper->restart_url;
    }
    return system;
}

static int start_portal(struct tc_arena *arena, const struct tc_authority *authority,
                        struct tc_portal *portal, struct tc_err *err)
{
    struct tc_portal_options options = { .client_id = TC_REFERENCE_CLIENT,
                                         .client_secret = getenv(TC_REFERENCE_SECRET),
                                         .authority = authority };
    struct tc_portal_dialect *dialect = tc_portal_dialect_load(arena, "epcis", err);
    int rc = -1;

    if (dialect) {
        options.dialect = dialect;
        rc = tc_portal_start(arena, &options, portal, err);
    }
    tc_portal_dialect_free(dialect);
    return rc;
}

/* Start the program and wait until it serves. */
static int start_system(struct tc_arena *arena, const char *mutant, const char *ca_pem,
                        struct tc_reference *reference, struct tc_err *err)
{
    char exe[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
    const char *program;

    exe[len > 0 ? len : 0] = '\0';
    program = tc_arena_printf(arena, "%s/tracecert-reference", dirname(exe));
    if (access(program, X_OK) < 0) {
        tc_err_at(err, program, 0, 0);
        tc_err_set(err, "không chạy được hệ thống mẫu (%s)",
                   "cannot run the reference system (%s)", strerror(errno));
        return -1;
    }
    return tc_keeper_start(arena, program, mutant, reference->portal.url, ca_pem,
                           &reference->keeper, err);
}

int tc_reference_start(struct tc_arena *arena, const char *mutant,
                       struct tc_reference *reference, struct tc_err *err)
{
    struct tc_authority authority;

    *reference = (struct tc_reference){ .keeper.pid = -1, .portal.pid = -1 };
    if (set_secret("REFERENCE_TOKEN", err) < 0 || set_secret(TC_REFERENCE_SECRET, err) < 0)
        return -1;
    if (tc_authority_make(arena, &authority, err) == 0 &&
        start_portal(arena, &authority, &reference->portal, err) == 0 &&
        start_system(arena, mutant, authority.cert_pem, reference, err) == 0)
        reference->system = describe(arena, &reference->keeper, mutant, err);
    if (reference->system)
        return 0;
    tc_reference_stop(reference);
    return -1;
}

void tc_reference_stop(struct tc_reference *reference)
{
    tc_keeper_stop(&reference->keeper);
    tc_portal_stop(&reference->portal);
    tc_system_free(reference->system);
    reference->system = NULL;
}
