#include "validate/label/label_program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

#define DEADLINE_MS (3000 * TC_PROGRAM_SECONDS) /* on a machine that has other work, too */
#define MEMORY ((rlim_t)1 << 30)
#define NOT_INSTALLED 127 /* exit status */

static _Noreturn void run_program(char *const *argv, int in, int out)
{
    char *const environment[] = { "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1",
                                  NULL };
    const struct rlimit cpu = { TC_PROGRAM_SECONDS, TC_PROGRAM_SECONDS },
                        memory = { MEMORY, MEMORY }, none = { 0, 0 };
    int null = open("/dev/null", O_RDWR);

    if (chdir("/") < 0 || null < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(null, 2) < 0)
        _exit(1);
    closefrom(3);
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &none);
    execve(argv[0], argv, environment);
    _exit(NOT_INSTALLED);
}

/* A file without a name that holds the bytes. */
static FILE *as_file(const void *bytes, size_t len)
{
    FILE *file = tmpfile();

    if (file && (fwrite(bytes, 1, len, file) != len || fflush(file) != 0 ||
                 fseek(file, 0, SEEK_SET) != 0)) {
        fclose(file);
        return NULL;
    }
    return file;
}

/* All that comes until the pipe is closed; false when it takes too long or is
 * too much. */
static bool read_all(int from, FILE *to)
{
    double end = tc_clock_ms() + DEADLINE_MS;
    size_t len = 0;

    while (len < TC_PROGRAM_OUTPUT_MAX && tc_clock_ms() < end) {
        struct pollfd poll_on = { .fd = from, .events = POLLIN };
        char block[65536];
        ssize_t n;

        if (poll(&poll_on, 1, (int)(end - tc_clock_ms()) + 1) <= 0)
            continue;
        n = read(from, block, sizeof(block));
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        len += fwrite(block, 1, n > 0 ? (size_t)n : 0, to);
    }
    return false;
}

static int reap(pid_t pid, bool whole)
{
    int status = 0;

    if (!whole)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

/* Run it on the file; its output goes to `to`. The wait status, or -1. */
static int run(char *const *argv, FILE *in, FILE *to, bool *whole)
{
    int ends[2];
    pid_t pid;

    fflush(NULL);
    if (pipe(ends) < 0)
        return -1;
    pid = fork();
    if (pid == 0) {
        close(ends[0]);
        run_program(argv, fileno(in), ends[1]);
    }
    close(ends[1]);
    *whole = pid > 0 && read_all(ends[0], to);
    close(ends[0]);
    return pid > 0 ? reap(pid, *whole) : -1;
}

enum tc_program_end tc_program_run(struct tc_arena *arena, char *const *argv, const void *in,
                                   size_t in_len, const char **out, size_t *out_len)
{
    FILE *file = as_file(in, in_len), *to;
    bool whole = false;
    char *text = NULL;
    int status;

    *out_len = 0;
    to = open_memstream(&text, out_len);
    if (!file || !to)
        abort();
    status = run(argv, file, to, &whole);
    fclose(file);
    fclose(to);
    *out = memcpy(tc_arena_alloc(arena, *out_len + 1), text, *out_len);
    free(text);
    if (!whole)
        return TC_PROGRAM_STOPPED;
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_INSTALLED)
        return TC_PROGRAM_MISSING;
    return status == 0 ? TC_PROGRAM_DONE : TC_PROGRAM_FAILED;
}
