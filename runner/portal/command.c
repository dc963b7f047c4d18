#include "portal/command.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#define LOOK_MS 5

/* Other threads may hold locks of the library: between fork and exec only
 * calls of the system. A session of its own outlives this run. */
static _Noreturn void be_command(const char *const *words, const char *dir)
{
    int nothing = open("/dev/null", O_RDWR);
    sigset_t none;

    setsid();
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    for (int fd = 0; fd < 3; fd++)
        dup2(nothing, fd);
    for (int fd = 3; fd < 1024; fd++)
        close(fd);
    if (chdir(dir) == 0)
        execvp(words[0], (char *const *)words);
    _exit(127);
}

int tc_portal_command(const char *const *words, const char *dir, unsigned ms)
{
    const struct timespec pause = { 0, LOOK_MS * 1000000 };
    double until = tc_clock_ms() + ms;
    pid_t pid = fork();
    int status;

    if (pid == 0)
        be_command(words, dir);
    if (pid < 0)
        return -1;
    while (waitpid(pid, &status, WNOHANG) == 0) {
        if (tc_clock_ms() > until) {
            kill(pid, SIGKILL);
            waitpid(pid, &status, 0);
            return -1;
        }
        nanosleep(&pause, NULL);
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}
