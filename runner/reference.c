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
#define WRITTEN_URL "http://127.0.0.1:8480" /* in fixtures/systems/reference.json */

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
    const char *argv[20] = { program,      "--port", "0", "--token", "env:REFERENCE_TOKEN",
                             "--ready-fd", fd };
    size_t n = 7;

    snprintf(fd, sizeof(fd), "%d", ready_fd);
    if (portal_url) {
        argv[n++] = "--portal";
        argv[n++] = portal_url;
        argv[n++] = "--portal-client";
        argv[n++] = "reference";
        argv[n++] = "--portal-secret";
        argv[n++] = "env:REFERENCE_PORTAL_SECRET";
    }
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
    const char *text = tc_file_read(arena, path, (size_t)1 << 20, &len, err), *at;
    const char *described = "";
    struct tc_system *system;
    char digest[TC_SHA256_HEX + 1];

    if (!text)
        return NULL;
    tc_sha256_hex(text, len, digest);
    for (; (at = strstr(text, WRITTEN_URL)) != NULL; text = at + strlen(WRITTEN_URL))
        described = tc_arena_printf(arena, "%s%.*s%s", described, (int)(at - text), text, url);
    described = tc_arena_printf(arena, "%s%s", described, text);
    system = tc_system_parse(arena, name, described, strlen(described), err);
    /* It is the same system at whichever port: a run of it can be resumed. */
    if (system)
        memcpy(system->digest, digest, sizeof(digest));
    return system;
}

int tc_reference_start(struct tc_arena *arena, const char *mutant, const char *portal_url,
                       struct tc_reference *reference, struct tc_err *err)
{
    char exe[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
    const char *program;
    int ends[2];

    *reference = (struct tc_reference){ .pid = -1 };
    exe[len > 0 ? len : 0] = '\0';
    program = tc_arena_printf(arena, "%s/tracecert-reference", dirname(exe));
    if (set_secret("REFERENCE_TOKEN", err) < 0 ||
        set_secret("REFERENCE_PORTAL_SECRET", err) < 0)
        return -1;
    if (access(program, X_OK) < 0 || pipe(ends) < 0) {
        tc_err_at(err, program, 0, 0);
        tc_err_set(err, "không chạy được hệ thống mẫu (%s)",
                   "cannot run the reference system (%s)", strerror(errno));
        return -1;
    }
    reference->pid = fork();
    if (reference->pid == 0) {
        close(ends[0]);
        be_reference(program, mutant, portal_url, ends[1]);
    }
    close(ends[1]);
    reference->url = read_ready(arena, ends[0]);
    close(ends[0]);
    if (!reference->url) {
        tc_reference_stop(reference);
        tc_err_set(err, "hệ thống mẫu không khởi động được; xem thông báo ở trên",
                   "the reference system did not start; see what it said above");
        return -1;
    }
    reference->system = describe(arena, reference->url, mutant, err);
    return reference->system ? 0 : -1;
}

void tc_reference_stop(struct tc_reference *reference)
{
    if (reference->pid > 0) {
        kill(reference->pid, SIGTERM);
        waitpid(reference->pid, NULL, 0);
    }
    reference->pid = -1;
    tc_system_free(reference->system);
    reference->system = NULL;
}
