#define _GNU_SOURCE /* memfd_create, close_range */
#include "portal/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#define LOOK_MS 5

/* Other threads may hold locks of the library: between fork and exec only
 * calls of the system. A session of its own outlives this run. */
static _Noreturn void be_command(const char *const *words, const char *dir, int input)
{
    int nothing = open("/dev/null", O_RDWR);
    sigset_t none;

    setsid();
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGCHLD, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    dup2(input < 0 ? nothing : input, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    close_range(3, ~0U, 0);
    if (chdir(dir) == 0)
        execvp(words[0], (char *const *)words);
    _exit(127);
}

static pid_t wait_for(pid_t pid, int *status, int options)
{
    pid_t ended;

    do
        ended = waitpid(pid, status, options);
    while (ended < 0 && errno == EINTR);
    return ended;
}

/* The command and what it has started; it may not yet lead a session of its own. */
static void end_all(pid_t pid)
{
    int status;

    kill(-pid, SIGKILL);
    kill(pid, SIGKILL);
    wait_for(pid, &status, 0);
}

static int run(const char *const *words, const char *dir, int input, unsigned ms)
{
    const struct timespec pause = { 0, LOOK_MS * 1000000 };
    double until = tc_clock_ms() + ms;
    pid_t pid = fork();
    int status = 0;
    pid_t ended;

    if (pid == 0)
        be_command(words, dir, input);
    if (pid < 0)
        return -1;
    while ((ended = wait_for(pid, &status, WNOHANG)) == 0) {
        if (tc_clock_ms() > until) {
            end_all(pid);
            return -1;
        }
        nanosleep(&pause, NULL);
    }
    return ended == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

int tc_portal_command(const char *const *words, const char *dir, unsigned ms)
{
    return run(words, dir, -1, ms);
}

/* The input lies in memory, so that a command that does not read it hangs nobody. */
int tc_portal_command_with(const char *const *words, const char *dir, const char *input,
                           size_t len, unsigned ms)
{
    int fd = memfd_create("input", MFD_CLOEXEC), rc = -1;
    size_t written = 0;

    while (fd >= 0 && written < len) {
        ssize_t n = write(fd, input + written, len - written);

        if (n <= 0)
            break;
        written += (size_t)n;
    }
    if (fd >= 0 && written == len && lseek(fd, 0, SEEK_SET) == 0)
        rc = run(words, dir, fd, ms);
    if (fd >= 0)
        close(fd);
    return rc;
}
