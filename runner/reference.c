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
#include "net/public_key.h"

/* In fixtures/systems/reference.json. */
#define WRITTEN_URL "http://127.0.0.1:8480"
#define WRITTEN_PORTAL "127.0.0.1:849" /* and a digit */

/* A secret of this run alone, handed over in the environment; its digits are base64,
 * too. */
static int set_secret(const char *name, const char *begins, struct tc_err *err)
{
    unsigned char bytes[16];
    char hex[2 * sizeof(bytes) + 16];
    int begun = snprintf(hex, 16, "%s", begins);

    if (getenv(name))
        return 0;
    if (RAND_bytes(bytes, sizeof(bytes)) != 1) {
        tc_err_set(err, "không tạo được số ngẫu nhiên", "cannot make random numbers");
        return -1;
    }
    for (size_t i = 0; i < sizeof(bytes); i++)
        snprintf(hex + begun + 2 * i, 3, "%02x", bytes[i]);
    return setenv(name, hex, 1);
}

/* Each portal at a free port: runs go side by side. */
static const char *free_ports(struct tc_arena *arena, const char *text)
{
    const char *done = "", *at;

    for (; (at = strstr(text, WRITTEN_PORTAL)) != NULL; text = at + sizeof(WRITTEN_PORTAL))
        done = tc_arena_printf(arena, "%s%.*s127.0.0.1:0", done, (int)(at - text), text);
    return tc_arena_printf(arena, "%s%s", done, text);
}

/* By what the system shows who it is where a secret is not enough: a key that signs, and a
 * certificate, both of this run alone. */
struct proofs {
    struct tc_key_pair key;
    struct tc_certificate certificate;
};

static int make_proofs(struct tc_arena *arena, struct proofs *proofs, struct tc_err *err)
{
    return tc_key_pair_make(arena, &proofs->key, err) < 0
               ? -1
               : tc_certificate_make(arena, TC_REFERENCE_CLIENT, 1, &proofs->certificate, err);
}

static void use_proofs(struct tc_portal_setup *portal, const struct proofs *proofs)
{
    portal->tls = "of this run";
    if (portal->client_key)
        portal->client_key = proofs->key.public_pem;
    if (portal->client_certificate)
        portal->client_certificate = proofs->certificate.cert_pem;
}

/* fixtures/systems/reference.json with the address that was given; NULL: with
 * the one that stands there. */
static struct tc_system *describe(struct tc_arena *arena, const struct tc_keeper *keeper,
                                  const struct proofs *proofs, const char *mutant,
                                  bool delivers, struct tc_err *err)
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
    text = free_ports(
        arena, tc_arena_replace(arena, text, WRITTEN_URL, keeper ? keeper->url : WRITTEN_URL));
    system = tc_system_parse(arena, name, text, strlen(text), err);
    /* It is the same system at whichever port: a run of it can be resumed. */
    if (system) {
        memcpy(system->digest, digest, sizeof(digest));
        if (!delivers)
            system->portal_count = system->further_count = 0;
        for (unsigned i = 0; i < system->portal_count + system->further_count; i++)
            use_proofs(&system->portals[i], proofs);
        system->portals[0].restart_url = keeper ? keeper->restart_url : NULL;
    }
    return system;
}

/* Each portal as the program takes it: the first with its connections by its address, the
 * others by a name of this host (RFC 6761, 6.3), so that each way is seen. */
static const char *const *portal_words(struct tc_arena *arena, const struct tc_system *system,
                                       const struct tc_session_portals *portals)
{
    const char **words = tc_arena_alloc(arena, (3 * portals->count + 1) * sizeof(*words));
    size_t n = 0;

    for (unsigned i = 0; i < portals->count; i++) {
        words[n++] = "--portal";
        words[n++] = tc_arena_printf(arena, "%s=%s", system->portals[i].dialect,
                                     i > 0 && i < system->portal_count
                                         ? tc_arena_replace(arena, portals->items[i].url,
                                                            "127.0.0.1", "portal.localhost")
                                         : portals->items[i].url);
        if (system->portals[i].client_key)
            words[n++] = "--portal-proof";
    }
    return words;
}

/* Start the program and wait until it serves. */
static int start_system(struct tc_arena *arena, const char *mutant,
                        const struct tc_keeper_proofs *proofs, const char *const *portals,
                        struct tc_keeper *keeper, struct tc_err *err)
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
    return tc_keeper_start(arena, program, mutant, portals, proofs, keeper, err);
}

static int start_all(struct tc_arena *arena, const struct proofs *proofs, const char *mutant,
                     bool delivers, struct tc_reference *reference, struct tc_err *err)
{
    struct tc_authority authority;
    struct tc_system *plan = describe(arena, NULL, proofs, mutant, delivers, err);
    struct tc_keeper_proofs pem = { .client_key = proofs->key.private_pem };
    int rc = -1;

    pem.certificate = tc_arena_printf(arena, "%s%s", proofs->certificate.cert_pem,
                                      proofs->certificate.key_pem);
    if (plan && tc_authority_make(arena, &authority, err) == 0 &&
        tc_session_portals_start(arena, plan, &authority, &reference->portals, err) == 0) {
        pem.ca = authority.cert_pem;
        rc = start_system(arena, mutant, &pem, portal_words(arena, plan, &reference->portals),
                          &reference->keeper, err);
    }
    tc_system_free(plan);
    return rc;
}

int tc_reference_start(struct tc_arena *arena, const char *mutant, bool delivers,
                       struct tc_reference *reference, struct tc_err *err)
{
    struct proofs proofs;

    *reference = (struct tc_reference){ .keeper.pid = -1 };
    if (set_secret("REFERENCE_TOKEN", "", err) < 0 ||
        set_secret(TC_REFERENCE_SECRET, "", err) < 0 ||
        set_secret(TC_REFERENCE_NOTICES, TC_NOTICE_SECRET, err) < 0)
        return -1;
    if (make_proofs(arena, &proofs, err) == 0 &&
        start_all(arena, &proofs, mutant, delivers, reference, err) == 0)
        reference->system = describe(arena, &reference->keeper, &proofs, mutant, delivers, err);
    if (reference->system)
        return 0;
    tc_reference_stop(reference);
    return -1;
}

bool tc_reference_stop(struct tc_reference *reference)
{
    bool well = tc_keeper_stop(&reference->keeper);

    tc_session_portals_stop(&reference->portals);
    tc_system_free(reference->system);
    reference->system = NULL;
    return well;
}
