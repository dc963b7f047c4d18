/* Commands of tracecert as a shell runs them, for their tests. */
#ifndef TC_SHELL_TEST_H
#define TC_SHELL_TEST_H

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check_main.h"
#include "tracecert/arena.h"

#define SAID_MAX 65536

static struct tc_arena *arena;
static char said[SAID_MAX];

/* Run a command line with this build's tracecert on the PATH; its exit status. What
 * it says, errors too, is in `said`. */
static int run(const char *words)
{
    char exe[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
    FILE *pipe;
    size_t n;

    ck_assert_int_gt(len, 0);
    exe[len] = '\0'; /* BUILD/test/runner/cmd_code_test */
    pipe = popen(tc_arena_printf(arena,
                                 "LC_ALL=C.UTF-8; export LC_ALL; PATH='%s/../..':$PATH; "
                                 "{ %s; } 2>&1",
                                 dirname(exe), words),
                 "r");
    ck_assert_ptr_nonnull(pipe);
    n = fread(said, 1, sizeof(said) - 1, pipe);
    said[n] = '\0';
    return WEXITSTATUS(pclose(pipe));
}

#endif
