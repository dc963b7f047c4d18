#include "engine/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

#define MAX_WORDS ((size_t)32 << 20)
#define MAX_OUTPUT ((size_t)64 << 10)
#define MAX_MEMORY ((rlim_t)4 << 30)
#define ENTRIES_MAX 64 /* of a case, that a person is given time for, one after the other */
#define UNKNOWN_END (255 << 8) /* as an exit status: no success */
#define GRACE_MS 1000          /* for the case's own farewell */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* --- the child -------------------------------------------------------------- */

static void limit(int resource, rlim_t value)
{
    struct rlimit limits = { value, value };

    setrlimit(resource, &limits);
}

/* Dies with the runner; leaves no core file; cannot eat the machine. */
static void confine(pid_t runner)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != runner)
        _exit(EXIT_FAILURE);
    limit(RLIMIT_CORE, 0);
#ifndef SANITIZED
    limit(RLIMIT_AS, MAX_MEMORY);
#endif
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
}

static _Noreturn void run_case(const struct tc_child *child, const struct tc_context *context,
                               pid_t runner, int words, int output)
{
    int nothing = open("/dev/null", O_RDONLY);

    confine(runner);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    close(output);
    tc_test_run(context, child->tc_case, child->connection, words, child->deadline_ms,
                child->more_ms);
    fflush(NULL);
    _exit(EXIT_SUCCESS);
}

/* --- the parent -------------------------------------------------------------- */

static int open_pipe(struct tc_child_pipe *into, int *write_end)
{
    int ends[2];

    *into = (struct tc_child_pipe){ .fd = -1 };
    if (pipe(ends) < 0)
        return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    into->fd = ends[0];
    *write_end = ends[1];
    return 0;
}

static void close_pipe(struct tc_child_pipe *from)
{
    if (from->fd >= 0)
        close(from->fd);
    from->fd = -1;
}

static int say_no_process(struct tc_err *err)
{
    tc_err_set(err, "không tạo được tiến trình cho ca kiểm thử (%s)",
               "cannot start a process for a case (%s)", strerror(errno));
    return -1;
}

/* The case has more time while a person enters an event, and only then. It says so in
 * memory that it shares with the runner, which believes no more than is possible. */
static int share_time(struct tc_child *child, const struct tc_system *system,
                      const struct tc_case *tc_case)
{
    void *shared = mmap(NULL, sizeof(*child->more_ms), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (shared == MAP_FAILED)
        return -1;
    child->more_ms = shared;
    child->most_more_ms =
        tc_case->needs & TC_NEEDS_ENTRY ? ENTRIES_MAX * system->entry.person_s * 1e3 : 0;
    return 0;
}

static double deadline_of(const struct tc_child *child)
{
    double more = *child->more_ms;

    return child->deadline_ms + (more < child->most_more_ms ? more : child->most_more_ms);
}

int tc_child_start(struct tc_child *child, const struct tc_context *context,
                   const struct tc_case *tc_case, unsigned connection, struct tc_err *err)
{
    unsigned seconds = tc_case->deadline_s ? tc_case->deadline_s : TC_CHILD_DEADLINE_S;
    int words = -1, output = -1;
    pid_t runner = getpid();

    *child = (struct tc_child){ .tc_case = tc_case,
                                .connection = connection,
                                .started_ms = tc_clock_ms() };
    child->deadline_ms = child->started_ms + seconds * 1e3;
    child->words.fd = child->output.fd = -1;
    if (share_time(child, context->system, tc_case) < 0) {
        say_no_process(err);
        return -1;
    }
    if (open_pipe(&child->words, &words) < 0 || open_pipe(&child->output, &output) < 0) {
        say_no_process(err);
        tc_child_stop(child);
        if (words >= 0)
            close(words);
        return -1;
    }
    fflush(NULL); /* what is buffered would be written by both */
    child->pid = fork();
    if (child->pid == 0)
        run_case(child, context, runner, words, output);
    close(words);
    close(output);
    if (child->pid > 0) {
        setpgid(child->pid, child->pid);
        return 0;
    }
    child->pid = 0;
    say_no_process(err);
    tc_child_stop(child);
    return -1;
}

/* Append what has come; false when there is more than `max`. */
static bool read_pipe(struct tc_child_pipe *from, size_t max)
{
    char piece[16384];
    ssize_t got;

    while (from->fd >= 0 && (got = read(from->fd, piece, sizeof(piece))) != 0) {
        size_t room = max - from->len, take = (size_t)got;

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return true;
        take = take < room ? take : room;
        if (from->len + take > from->capacity) {
            from->capacity = 2 * (from->len + take);
            from->bytes = realloc(from->bytes, from->capacity);
            if (!from->bytes)
                abort();
        }
        if (take)
            memcpy(from->bytes + from->len, piece, take);
        from->len += take;
        if (take < (size_t)got)
            return false;
    }
    close_pipe(from);
    return true;
}

static void kill_group(const struct tc_child *child)
{
    kill(-child->pid, SIGKILL);
    kill(child->pid, SIGKILL);
}

bool tc_child_tick(struct tc_child *child)
{
    pid_t ended;

    child->loud = child->loud || !read_pipe(&child->words, MAX_WORDS);
    read_pipe(&child->output, MAX_OUTPUT); /* what is beyond is dropped */
    if (!child->late && tc_clock_ms() > deadline_of(child) + GRACE_MS) {
        child->late = true;
        kill_group(child);
    } else if (child->loud) {
        kill_group(child);
    }
    ended = waitpid(child->pid, &child->status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR))
        return false;
    if (ended < 0)
        child->status = UNKNOWN_END; /* somebody else was told how it ended */
    kill(-child->pid, SIGKILL);      /* children that outlived the case */
    child->pid = 0;
    child->loud = child->loud || !read_pipe(&child->words, MAX_WORDS);
    read_pipe(&child->output, MAX_OUTPUT);
    close_pipe(&child->words);
    close_pipe(&child->output);
    return true;
}

/* The whole lines as JSON; false if one of them is none. */
static bool parse_words(const struct tc_child_pipe *words, json_t *list)
{
    const char *at = words->bytes, *end = words->bytes + words->len, *newline;

    while (at < end && (newline = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        json_t *word = json_loadb(at, (size_t)(newline - at), 0, NULL);

        if (!word || !json_is_string(json_object_get(word, "k"))) {
            json_decref(word);
            return false;
        }
        json_array_append_new(list, word);
        at = newline + 1;
    }
    return true;
}

static bool said_done(const json_t *list)
{
    const json_t *last = json_array_get(list, json_array_size(list) - 1);
    const char *kind = json_string_value(json_object_get(last, "k"));

    return kind && strcmp(kind, "done") == 0;
}

json_t *tc_child_words(const struct tc_child *child, enum tc_child_end *end)
{
    json_t *list = json_array();
    bool sound = child->words.len == 0 || parse_words(&child->words, list);

    if (WIFEXITED(child->status) && WEXITSTATUS(child->status) == TC_TEST_EXIT_MUTE)
        *end = TC_CHILD_MUTE;
    else if (child->late)
        *end = TC_CHILD_LATE;
    else if (child->loud)
        *end = TC_CHILD_LOUD;
    else if (sound && said_done(list) && WIFEXITED(child->status) &&
             WEXITSTATUS(child->status) == EXIT_SUCCESS)
        *end = TC_CHILD_DONE;
    else
        *end = TC_CHILD_CRASHED;
    return list;
}

struct tc_text tc_child_why(struct tc_arena *arena, const struct tc_child *child,
                            enum tc_child_end end)
{
    if (end == TC_CHILD_LATE)
        return tc_say(arena, "ca kiểm thử không kết thúc trong %.0f giây",
                      "the case did not end within %.0f seconds",
                      (deadline_of(child) - child->started_ms) / 1e3);
    if (end == TC_CHILD_LOUD)
        return TC_TEXT("ca kiểm thử ghi ra quá nhiều dữ liệu",
                       "the case reported more data than is allowed");
    if (end == TC_CHILD_MUTE)
        return TC_TEXT("không ghi được bằng chứng", "the evidence could not be written");
    if (WIFSIGNALED(child->status))
        return tc_say(arena, "tiến trình kiểm thử bị dừng bất thường (tín hiệu %d: %s)",
                      "the process of the case died (signal %d: %s)", WTERMSIG(child->status),
                      strsignal(WTERMSIG(child->status)));
    return tc_say(arena, "tiến trình kiểm thử kết thúc bất thường (mã %d)",
                  "the process of the case ended abnormally (status %d)",
                  WIFEXITED(child->status) ? WEXITSTATUS(child->status) : -1);
}

void tc_child_stop(struct tc_child *child)
{
    if (child->pid > 0) {
        kill_group(child);
        while (waitpid(child->pid, &child->status, 0) < 0 && errno == EINTR)
            ;
    }
    child->pid = 0;
    close_pipe(&child->words);
    close_pipe(&child->output);
    if (child->more_ms)
        munmap((void *)child->more_ms, sizeof(*child->more_ms));
    child->more_ms = NULL;
    free(child->words.bytes);
    free(child->output.bytes);
    child->words.bytes = child->output.bytes = NULL;
}
