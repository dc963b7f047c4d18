#include "reference_keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "net/server.h"

#define READY_MS 10000
#define END_MS 10000
#define LINE_MAX_ 512
#define WORDS_MAX 32 /* of portals and defect */

enum word { WORD_RESTART = 'r', WORD_STOP = 's', WORD_DONE = 'd', WORD_FAILED = 'f' };

/* What the keeper's process knows. */
static struct {
    const char *program, *mutant;
    struct tc_keeper_proofs pem;
    const char *const *portals;
    char dir[64], db[96], ca[96], client_key[96], certificate[96], port[8];
    bool made; /* the folder */
    pid_t pid;
    bool died;           /* the system, and nobody had asked it to */
    int ask[2], told[2]; /* requests, and what became of them */
    pthread_mutex_t lock;
} keeper = { .dir = "/tmp/tracecert-reference-XXXXXX",
             .port = "0",
             .lock = PTHREAD_MUTEX_INITIALIZER };

/* --- the system -------------------------------------------------------------------- */

/* Another thread may hold a lock of the library: only calls of the system. */
static _Noreturn void be_system(const char *const *argv, pid_t parent)
{
    int nothing = open("/dev/null", O_WRONLY);
    sigset_t none;

    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(127);
    setpgid(0, 0); /* who interrupts the run at its terminal means the runner alone */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    dup2(nothing, STDOUT_FILENO);
    execv(argv[0], (char *const *)argv);
    _exit(127);
}

/* The words, and behind them the portals and the defect. */
static void add_words(const char **words, const char *const *argv)
{
    size_t n = 0, most;

    while (argv[n]) {
        words[n] = argv[n];
        n++;
    }
    most = n + WORDS_MAX - 3; /* a defect and the end come behind */
    for (size_t i = 0; keeper.portals[i] && n < most; i++)
        words[n++] = keeper.portals[i];
    if (keeper.mutant) {
        words[n++] = "--mutant";
        words[n++] = keeper.mutant;
    }
    words[n] = NULL;
}

/* Start the system and wait until it serves; `line` gets its URL. */
static bool start_system(char line[LINE_MAX_])
{
    char fd[16];
    const char *argv[] = { keeper.program,
                           "--port",
                           keeper.port,
                           "--db",
                           keeper.db,
                           "--token",
                           "env:REFERENCE_TOKEN",
                           "--ready-fd",
                           fd,
                           "--portal-client",
                           TC_REFERENCE_CLIENT,
                           "--portal-secret",
                           "env:" TC_REFERENCE_SECRET,
                           "--notice-secret",
                           "env:" TC_REFERENCE_NOTICES,
                           "--portal-ca",
                           keeper.ca,
                           "--client-key",
                           keeper.client_key,
                           "--client-certificate",
                           keeper.certificate,
                           "--portal-timeout",
                           TC_REFERENCE_TIMEOUT,
                           NULL };
    const char *words[sizeof(argv) / sizeof(argv[0]) + WORDS_MAX];
    pid_t parent = getpid();
    int ends[2];
    bool ready;

    if (pipe(ends) < 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    snprintf(fd, sizeof(fd), "%d", ends[1]);
    add_words(words, argv);
    keeper.pid = fork();
    if (keeper.pid == 0)
        be_system(words, parent);
    close(ends[1]);
    ready = keeper.pid > 0 && tc_read_line(ends[0], line, LINE_MAX_, READY_MS);
    close(ends[0]);
    return ready;
}

/* Ask a process to end; one that does not within so long is killed. Whether it ended with
 * success. */
static bool end_process(pid_t pid, int signal_number, unsigned ms)
{
    const struct timespec pause = { 0, 5000000 };
    double until = tc_clock_ms() + ms;
    int status = 0;
    pid_t ended;

    kill(pid, signal_number);
    while ((ended = waitpid(pid, &status, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
        if (tc_clock_ms() > until)
            kill(pid, SIGKILL);
        nanosleep(&pause, NULL);
    }
    return ended == pid && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

/* A system that is gone before its end is asked for. */
static void look_for_death(void)
{
    if (keeper.pid <= 0 || waitpid(keeper.pid, NULL, WNOHANG) != keeper.pid)
        return;
    keeper.died = true;
    keeper.pid = -1;
}

static void end_system(int signal_number)
{
    look_for_death();
    if (keeper.pid > 0)
        end_process(keeper.pid, signal_number, END_MS);
    keeper.pid = -1;
}

static void delete_data(void)
{
    static const char *const endings[] = { "", "-wal", "-shm" };
    char path[128];

    if (!keeper.made)
        return; /* nor is there anything of ours by the name of nothing */
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof(path), "%s%s", keeper.db, endings[i]);
        unlink(path);
    }
    unlink(keeper.ca);
    unlink(keeper.client_key);
    unlink(keeper.certificate);
    rmdir(keeper.dir);
}

/* --- requests ------------------------------------------------------------------------- */

/* One at a time; the first thread does the work, whose death the system hears of. */
static void on_restart(struct tc_arena *arena, const struct tc_server_request *request,
                       struct tc_server_answer *answer, void *cookie)
{
    char word = WORD_RESTART;

    (void)arena;
    (void)cookie;
    *answer = (struct tc_server_answer){ .status = 405 };
    if (strcmp(request->method, "POST") != 0)
        return;
    pthread_mutex_lock(&keeper.lock);
    if (write(keeper.ask[1], &word, 1) != 1 || read(keeper.told[0], &word, 1) != 1)
        word = WORD_FAILED;
    pthread_mutex_unlock(&keeper.lock);
    answer->status = word == WORD_DONE ? 204 : 500;
}

static void on_term(int number)
{
    char word = WORD_STOP;

    (void)number;
    if (write(keeper.ask[1], &word, 1) != 1)
        _exit(EXIT_FAILURE);
}

static void serve(void)
{
    char line[LINE_MAX_], word;

    for (;;) {
        ssize_t len = read(keeper.ask[0], &word, 1);

        if (len < 0 && errno == EINTR)
            continue; /* a signal came; it has left its word */
        if (len < 1)
            return;
        if (word == WORD_STOP)
            return;
        end_system(SIGKILL);
        word = !keeper.died && start_system(line) ? WORD_DONE : WORD_FAILED;
        if (write(keeper.told[1], &word, 1) != 1)
            return;
    }
}

/* What the runner may write is no limit of the system's. */
static void lift_file_size(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_FSIZE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
}

/* The pipes, the folder and the signals; descriptors are not for the system. */
static bool prepare(pid_t runner)
{
    struct sigaction term = { .sa_handler = on_term };
    struct tc_err err = { 0 };

    if (pipe(keeper.ask) < 0 || pipe(keeper.told) < 0 || !mkdtemp(keeper.dir))
        return false;
    keeper.made = true;
    snprintf(keeper.ca, sizeof(keeper.ca), "%s/ca.pem", keeper.dir);
    snprintf(keeper.client_key, sizeof(keeper.client_key), "%s/client-key.pem", keeper.dir);
    snprintf(keeper.certificate, sizeof(keeper.certificate), "%s/client.pem", keeper.dir);
    snprintf(keeper.db, sizeof(keeper.db), "%s/events.db", keeper.dir);
    for (int i = 0; i < 2; i++) {
        fcntl(keeper.ask[i], F_SETFD, FD_CLOEXEC);
        fcntl(keeper.told[i], F_SETFD, FD_CLOEXEC);
    }
    lift_file_size();
    if (tc_file_write(keeper.ca, keeper.pem.ca, strlen(keeper.pem.ca), &err) < 0 ||
        tc_file_write_secret(keeper.client_key, keeper.pem.client_key,
                             strlen(keeper.pem.client_key), &err) < 0 ||
        tc_file_write_secret(keeper.certificate, keeper.pem.certificate,
                             strlen(keeper.pem.certificate), &err) < 0)
        return false;
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    sigaction(SIGTERM, &term, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    return getppid() == runner;
}

/* Says "URL RESTART-URL" to `fd` when the system serves. */
static _Noreturn void be_keeper(pid_t runner, int fd)
{
    struct tc_server_options options = { .handler = on_restart };
    struct tc_server *server = NULL;
    struct tc_err err = { 0 };
    char line[LINE_MAX_];
    const char *colon;

    fcntl(fd, F_SETFD, FD_CLOEXEC);
    if (prepare(runner) && start_system(line) && (colon = strrchr(line, ':')) != NULL) {
        snprintf(keeper.port, sizeof(keeper.port), "%.7s", colon + 1);
        server = tc_server_start(&options, &err);
    }
    if (server) {
        dprintf(fd, "%s %s\n", line, tc_server_url(server));
        serve();
        close(keeper.told[1]); /* who still waits for a restart hears that none comes */
        tc_server_stop(server);
    }
    end_system(SIGTERM);
    delete_data();
    _exit(server && !keeper.died ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* --- the runner's end ------------------------------------------------------------------- */

int tc_keeper_start(struct tc_arena *arena, const char *program, const char *mutant,
                    const char *const *portals, const struct tc_keeper_proofs *proofs,
                    struct tc_keeper *k, struct tc_err *err)
{
    char line[LINE_MAX_];
    pid_t runner = getpid();
    int ends[2] = { -1, -1 };
    char *space;

    *k = (struct tc_keeper){ .pid = -1 };
    keeper.program = program;
    keeper.mutant = mutant;
    keeper.portals = portals;
    keeper.pem = *proofs;
    fflush(NULL);
    if (pipe(ends) == 0 && (k->pid = fork()) == 0) {
        close(ends[0]);
        be_keeper(runner, ends[1]);
    }
    if (ends[1] >= 0)
        close(ends[1]);
    if (k->pid > 0 && tc_read_line(ends[0], line, LINE_MAX_, READY_MS) &&
        (space = strchr(line, ' ')) != NULL) {
        *space = '\0';
        k->url = tc_arena_strdup(arena, line);
        k->restart_url = tc_arena_strdup(arena, space + 1);
    }
    if (ends[0] >= 0)
        close(ends[0]);
    if (k->url)
        return 0;
    tc_err_set(err, "hệ thống mẫu không khởi động được; xem thông báo ở trên",
               "the reference system did not start; see what it said above");
    return -1;
}

bool tc_keeper_stop(struct tc_keeper *k)
{
    bool well = k->pid <= 0 || end_process(k->pid, SIGTERM, 2 * END_MS); /* the system first */

    k->pid = -1;
    return well;
}
