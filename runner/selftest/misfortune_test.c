/* The program when all goes wrong around it: each misfortune has an exit code
 * of the contract and a sentence, none is 0, and none lasts. */
#include "base/check_main.h"

#include <dirent.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/file.h"
#include "net/fake_server.h"
#include "tracecert/verdict.h"

#define MAX_SAID ((size_t)1 << 20)
#define WORDS 16

static struct tc_arena *arena;
static const char *dir; /* of this test */
static const char *program;

static void set_up(void)
{
    char exe[PATH_MAX], made[] = "/tmp/tc-misfortune-XXXXXX";
    ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

    ck_assert_int_gt(len, 0);
    exe[len] = '\0'; /* BUILD/test/runner/selftest/misfortune_test */
    arena = tc_arena_new();
    program = tc_arena_printf(arena, "%s/../../../tracecert", dirname(exe));
    ck_assert_ptr_nonnull(mkdtemp(made));
    dir = tc_arena_strdup(arena, made);
    setenv("REFERENCE_TOKEN", "a-token-of-this-test", 1);
    setenv("REFERENCE_PORTAL_SECRET", "a-secret-of-this-test", 1);
    setenv("REFERENCE_NOTICE_SECRET", "whsec_MDEyMzQ1Njc4OWFiY2RlZg==", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
}

static void tear_down(void)
{
    pid_t pid = fork();

    if (pid == 0)
        execlp("rm", "rm", "-rf", dir, (char *)NULL);
    ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
    tc_arena_free(arena);
}

static const char *in_dir(const char *name)
{
    return tc_arena_printf(arena, "%s/%s", dir, name);
}

struct outcome {
    int status; /* exit status; 128 + signal when killed */
    const char *said;
};

/* Start the program with its words; all that it says goes to a file. */
static pid_t start(const char *const *words, rlim_t file_size)
{
    const char *argv[WORDS + 2] = { program };
    pid_t pid;

    for (size_t i = 0; words[i]; i++) {
        ck_assert_uint_lt(i, WORDS);
        argv[i + 1] = words[i];
    }
    /* opened here: a child killed at once would not have come to it */
    int said = open(in_dir("said"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

    ck_assert_int_ge(said, 0);
    pid = fork();
    if (pid == 0) {
        dup2(said, STDOUT_FILENO);
        dup2(said, STDERR_FILENO);
        if (file_size) {
            signal(SIGXFSZ, SIG_IGN);
            /* soft: the reference system, whose disk is not full, lifts it */
            setrlimit(RLIMIT_FSIZE, &(struct rlimit){ file_size, RLIM_INFINITY });
        }
        execv(program, (char *const *)argv);
        _exit(127);
    }
    close(said);
    return pid;
}

static struct outcome finish(pid_t pid)
{
    struct outcome outcome = { 0 };
    struct tc_err err = { 0 };
    size_t len;
    int status;

    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.said = tc_file_read(arena, in_dir("said"), MAX_SAID, &len, &err);
    ck_assert_msg(outcome.said != NULL, "%s", err.en);
    return outcome;
}

static struct outcome tell(const char *const *words, rlim_t file_size)
{
    return finish(start(words, file_size));
}

#define TELL(...) tell((const char *const[]){ __VA_ARGS__, NULL }, 0)

static void ends(struct outcome outcome, int status, const char *words)
{
    ck_assert_msg(outcome.status == status, "%d: %s", outcome.status, outcome.said);
    ck_assert_msg(strstr(outcome.said, words) != NULL, "%s", outcome.said);
}

/* A description of a system with all interfaces on this port. */
static const char *description(unsigned port)
{
    const char *path = in_dir("system.json");
    struct tc_err err = { 0 };
    const char *text = tc_arena_printf(
        arena,
        "{\"name\":\"n\",\"vendor\":\"v\",\"version\":\"1\",\"contact\":\"c\","
        "\"roles\":[\"epcis-capture\",\"epcis-query\",\"resolver\",\"public-page\"],"
        "\"interfaces\":{\"epcis\":{\"url\":\"http://127.0.0.1:%u/epcis\"},"
        "\"resolver\":{\"url\":\"http://127.0.0.1:%u\"}},"
        "\"limits\":{\"requestTimeoutMs\":1000},"
        "\"testData\":{\"gtin\":\"09521234000013\",\"gln\":\"9521234000006\"}}",
        port, port);

    ck_assert_int_eq(tc_file_write(path, text, strlen(text), &err), 0);
    return path;
}

/* Run on a system that answers every request so. */
static struct outcome run_on(const char *reply, enum fake_then then)
{
    struct fake_server server = fake_start(reply, then);
    struct outcome outcome =
        TELL("run", description(server.port), "--out", in_dir("run"), "--suite", "query");

    fake_stop(server);
    return outcome;
}

START_TEST(a_dead_system_is_set_up)
{
    set_up();
    ends(TELL("run", description(fake_dead_port()), "--out", in_dir("run")), TC_EXIT_SETUP,
         "nothing listens there");
    tear_down();
}
END_TEST

START_TEST(a_system_that_speaks_garbage_is_set_up)
{
    set_up();
    ends(run_on("\x01\x02 garbage \xff\xfe\r\n", FAKE_CLOSE), TC_EXIT_SETUP, "not in HTTP");
    tear_down();
}
END_TEST

START_TEST(a_silent_system_does_not_hold_the_run)
{
    double before;

    set_up();
    before = tc_clock_ms();
    ends(run_on("", FAKE_SILENT), TC_EXIT_SETUP, "no whole answer");
    ck_assert_double_lt(tc_clock_ms() - before, 60e3);
    tear_down();
}
END_TEST

START_TEST(an_endless_answer_is_cut)
{
    set_up();
    ends(run_on("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                "Content-Length: 10000000000\r\n\r\n",
                FAKE_ENDLESS),
         TC_EXIT_INCONCLUSIVE, "larger than the limit");
    tear_down();
}
END_TEST

START_TEST(a_full_disk_is_an_error)
{
    set_up();
    ends(
        tell((const char *const[]){ "run", "--reference", "--out", in_dir("run"), NULL }, 8192),
        TC_EXIT_INTERNAL, "space on the disk");
    tear_down();
}
END_TEST

START_TEST(a_folder_that_cannot_be_made_is_refused)
{
    set_up();
    ends(TELL("run", "--reference", "--out", "/proc/no/such"), TC_EXIT_USAGE, "/proc/no");
    tear_down();
}
END_TEST

/* The parent of a process by /proc, or 0. */
static pid_t parent_of(const char *pid)
{
    FILE *file = fopen(tc_arena_printf(arena, "/proc/%s/stat", pid), "r");
    int parent = 0;

    if (!file)
        return 0;
    if (fscanf(file, "%*d (%*[^)]) %*c %d", &parent) != 1)
        parent = 0;
    fclose(file);
    return parent;
}

/* One process that `parent` has started and of which that holds, 0 while there is none. */
static pid_t child_of(pid_t parent, bool (*holds)(const char *pid))
{
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    pid_t found = 0;

    ck_assert_ptr_nonnull(processes);
    while (!found && (entry = readdir(processes)) != NULL)
        if (parent_of(entry->d_name) == parent && (!holds || holds(entry->d_name)))
            found = (pid_t)strtol(entry->d_name, NULL, 10);
    closedir(processes);
    return found;
}

/* Kill one process that `parent` has started; false while there is none. */
static bool kill_a_worker(pid_t parent)
{
    pid_t worker = child_of(parent, NULL);

    return worker && kill(worker, SIGKILL) == 0;
}

START_TEST(a_killed_worker_costs_its_case_alone)
{
    struct fake_server server;
    struct outcome outcome;
    pid_t pid;

    set_up();
    server = fake_start("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        "Content-Length: 2\r\nConnection: close\r\n\r\n{}",
                        FAKE_SLOW);
    pid = start((const char *const[]){ "run", description(server.port), "--out", in_dir("run"),
                                       "--jobs", "1", NULL },
                0);
    while (!kill_a_worker(pid))
        ck_assert_int_eq(waitpid(pid, NULL, WNOHANG), 0);
    outcome = finish(pid);
    fake_stop(server);
    ends(outcome, TC_EXIT_INTERNAL, "died (signal 9");
    ck_assert_msg(strstr(outcome.said, "FAIL") != NULL, "%s", outcome.said);
    tear_down();
}
END_TEST

static bool is_reference(const char *pid)
{
    char exe[PATH_MAX] = "";

    return readlink(tc_arena_printf(arena, "/proc/%s/exe", pid), exe, sizeof(exe) - 1) > 0 &&
           strstr(exe, "/tracecert-reference") != NULL;
}

static bool keeps_reference(const char *pid)
{
    return child_of((pid_t)strtol(pid, NULL, 10), is_reference) != 0;
}

/* A crash of the reference is none of the verdicts. */
START_TEST(a_dead_reference_system_is_no_verdict)
{
    pid_t pid, reference;

    set_up();
    pid = start((const char *const[]){ "run", "--reference", "--out", in_dir("run"), "--suite",
                                       "capture", "--jobs", "1", NULL },
                0);
    while (access(in_dir("run/manifest.json"), R_OK) < 0)
        ck_assert_int_eq(waitpid(pid, NULL, WNOHANG), 0);
    reference = child_of(child_of(pid, keeps_reference), is_reference);
    ck_assert_int_gt(reference, 0);
    kill(reference, SIGKILL);
    ends(finish(pid), TC_EXIT_INTERNAL, "ended by itself");
    tear_down();
}
END_TEST

START_TEST(an_unreadable_description_is_set_up)
{
    struct tc_err err = { 0 };

    set_up();
    ends(TELL("run", in_dir("none.json")), TC_EXIT_SETUP, "none.json");
    ck_assert_int_eq(tc_file_write(in_dir("bad.json"), "{\"name\":\n  nope}", 16, &err), 0);
    ends(TELL("run", in_dir("bad.json")), TC_EXIT_SETUP, "bad.json:2:");
    tear_down();
}
END_TEST

START_TEST(an_empty_selection_is_no_success)
{
    set_up();
    ends(TELL("run", "--reference", "--suite", "query", "--only", "capture/", "--out",
              in_dir("run")),
         TC_EXIT_NOTHING_TESTED, "no case in common");
    ends(TELL("run", "--reference", "--suite", "quary", "--out", in_dir("run")), TC_EXIT_USAGE,
         "did you mean \"query\"");
    tear_down();
}
END_TEST

START_TEST(what_is_not_understood_is_refused)
{
    set_up();
    ends(TELL("rum"), TC_EXIT_USAGE, "did you mean \"run\"");
    ends(TELL("run", "--reference", "--suit", "query"), TC_EXIT_USAGE, "--suite");
    ends(TELL("run", "--reference", "--profile", "../x"), TC_EXIT_USAGE, "profile");
    ends(TELL("run", "--reference", "--as-of", "soon"), TC_EXIT_USAGE, "--as-of");
    ends(TELL("run", "--reference", "--mutant", "NO-SUCH.1", "--out", in_dir("run")),
         TC_EXIT_SETUP, "NO-SUCH.1");
    tear_down();
}
END_TEST

START_TEST(another_runs_folder_is_refused)
{
    struct outcome whole;

    set_up();
    whole = TELL("run", "--reference", "--only", "query/", "--out", in_dir("run"));
    ends(whole, TC_EXIT_PASSED, "PASSED");
    ck_assert_msg(!strstr(whole.said, "SETUP"), "of what no case needs: %s", whole.said);
    ends(TELL("run", "--reference", "--out", in_dir("run")), TC_EXIT_USAGE, "already holds");
    ends(TELL("run", description(1), "--resume", "--out", in_dir("run")), TC_EXIT_USAGE,
         "another system");
    tear_down();
}
END_TEST

/* Number of lines of the file; 0 when there is none. */
static size_t lines_in(const char *path)
{
    struct tc_err err = { 0 };
    size_t len, lines = 0;
    const char *text = tc_file_read(arena, path, (size_t)64 << 20, &len, &err);

    for (size_t i = 0; text && i < len; i++)
        lines += text[i] == '\n';
    return lines;
}

START_TEST(a_run_killed_at_any_moment_goes_on)
{
    set_up();
    for (int moment = 0; moment < 12; moment++) {
        const char *run = tc_arena_printf(arena, "%s/run%d", dir, moment);
        const char *results = tc_arena_printf(arena, "%s/results.jsonl", run);
        const char *manifest = tc_arena_printf(arena, "%s/manifest.json", run);
        pid_t pid = start((const char *const[]){ "run", "--reference", "--suite", "query",
                                                 "--suite", "capture", "--out", run, NULL },
                          0);
        size_t before;

        poll(NULL, 0, 20 + 15 * moment);
        kill(pid, SIGKILL);
        finish(pid);
        before = lines_in(results);
        if (access(manifest, F_OK) < 0)
            continue; /* it had not begun */
        ends(TELL("run", "--reference", "--suite", "query", "--suite", "capture", "--resume",
                  "--out", run),
             TC_EXIT_PASSED, "PASSED");
        ck_assert_uint_ge(lines_in(results), before);
    }
    tear_down();
}
END_TEST

TC_CHECK_MAIN("misfortune", a_dead_system_is_set_up, a_system_that_speaks_garbage_is_set_up,
              a_silent_system_does_not_hold_the_run, an_endless_answer_is_cut,
              a_full_disk_is_an_error, a_folder_that_cannot_be_made_is_refused,
              a_killed_worker_costs_its_case_alone, a_dead_reference_system_is_no_verdict,
              an_unreadable_description_is_set_up, an_empty_selection_is_no_success,
              what_is_not_understood_is_refused, another_runs_folder_is_refused,
              a_run_killed_at_any_moment_goes_on)
