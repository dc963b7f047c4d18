#include "reference.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <openssl/rand.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"

#define READY_MS 10000

/* In fixtures/systems/reference.json. */
#define WRITTEN_URL "http://127.0.0.1:8480"
#define WRITTEN_PORTAL "127.0.0.1:8490"
#define PORTAL_CLIENT "reference"
#define PORTAL_SECRET "REFERENCE_PORTAL_SECRET"

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

static _Noreturn void be_reference(const char *program, const char *mutant,
                                   const char *portal_url, int ready_fd)
{
    char fd[16];
    const char *argv[20] = { program,
                             "--port",
                             "0",
                             "--token",
                             "env:REFERENCE_TOKEN",
                             "--ready-fd",
                             fd,
                             "--portal",
                             portal_url,
                             "--portal-client",
                             PORTAL_CLIENT,
                             "--portal-secret",
                             "env:" PORTAL_SECRET };
    size_t n = 13;

    snprintf(fd, sizeof(fd), "%d", ready_fd);
    if (mutant) {
        argv[n++] = "--mutant";
        argv[n++] = mutant;
    }
    argv[n] = NULL;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (!freopen("/dev/null", "w", stdout))
        _exit(127);
    execv(program, (char *const *)argv);
    _exit(127);
}

/* The line that says where it serves, or NULL when it ends or takes too long. */
static const char *read_ready(struct tc_arena *arena, int fd)
{
    struct pollfd ready = { fd, POLLIN, 0 };
    char line[256];
    ssize_t len;

    if (poll(&ready, 1, READY_MS) != 1)
        return NULL;
    len = read(fd, line, sizeof(line) - 1);
    if (len < 2)
        return NULL;
    line[len - 1] = '\0'; /* the newline */
    return tc_arena_strdup(arena, line);
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
static struct tc_system *describe(struct tc_arena *arena, const char *url, const char *mutant,
                                  struct tc_err *err)
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
    text = replace(arena, text, WRITTEN_URL, url);
    text = replace(arena, text, WRITTEN_PORTAL, "127.0.0.1:0"); /* runs side by side */
    system = tc_system_parse(arena, name, text, strlen(text), err);
    /* It is the same system at whichever port: a run of it can be resumed. */
    if (system)
        memcpy(system->digest, digest, sizeof(digest));
    return system;
}

static int start_portal(struct tc_arena *arena, struct tc_portal *portal, struct tc_err *err)
{
    struct tc_portal_options options = { .client_id = PORTAL_CLIENT,
                                         .client_secret = getenv(PORTAL_SECRET) };
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
static int start_system(struct tc_arena *arena, const char *mutant,
                        struct tc_reference *reference, struct tc_err *err)
{
    char exe[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
    const char *program;
    int ends[2];

    exe[len > 0 ? len : 0] = '\0';
    program = tc_arena_printf(arena, "%s/tracecert-reference", dirname(exe));
    if (access(program, X_OK) < 0 || pipe(ends) < 0) {
        tc_err_at(err, program, 0, 0);
        tc_err_set(err, "không chạy được hệ thống mẫu (%s)",
                   "cannot run the reference system (%s)", strerror(errno));
        return -1;
    }
    reference->pid = fork();
    if (reference->pid == 0) {
        close(ends[0]);
        be_reference(program, mutant, reference->portal.url, ends[1]);
    }
    close(ends[1]);
    reference->url = read_ready(arena, ends[0]);
    close(ends[0]);
    if (reference->url)
        return 0;
    tc_err_set(err, "hệ thống mẫu không khởi động được; xem thông báo ở trên",
               "the reference system did not start; see what it said above");
    return -1;
}

int tc_reference_start(struct tc_arena *arena, const char *mutant,
                       struct tc_reference *reference, struct tc_err *err)
{
    *reference = (struct tc_reference){ .pid = -1, .portal.pid = -1 };
    if (set_secret("REFERENCE_TOKEN", err) < 0 || set_secret(PORTAL_SECRET, err) < 0)
        return -1;
    if (start_portal(arena, &reference->portal, err) == 0 &&
        start_system(arena, mutant, reference, err) == 0)
        reference->system = describe(arena, reference->url, mutant, err);
    if (reference->system)
        return 0;
    tc_reference_stop(reference);
    return -1;
}

void tc_reference_stop(struct tc_reference *reference)
{
    if (reference->pid > 0) {
        kill(reference->pid, SIGTERM);
        waitpid(reference->pid, NULL, 0);
    }
    reference->pid = -1;
    tc_portal_stop(&reference->portal);
    tc_system_free(reference->system);
    reference->system = NULL;
}
