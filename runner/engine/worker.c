#include "engine/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

#define MAX_JOBS 64
#define MAX_OUTPUT ((size_t)64 << 20) /* of one case */

struct job {
    const struct tc_registry_entry *entry; /* NULL: free */
    pid_t pid;
    int fd;
    char *bytes;
    size_t len, capacity;
    double started, deadline;
    const char *killed; /* "deadline" or "output" */
};

struct pool {
    const struct tc_context *context;
    const struct tc_registry_entry *const *cases;
    size_t count;
    bool *taken;
    struct job jobs[MAX_JOBS];
    unsigned limit;
};

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
    interrupted = number;
}

/* --- the record of a case ------------------------------------------------- */

static json_t *text_json(struct tc_text text)
{
    return json_pack("{s:s, s:s}", "vi", text.vi, "en", text.en);
}

static json_t *line_json(const char *requirement, enum tc_verdict verdict, json_t *reason)
{
    json_t *line = json_pack("{s:s, s:s}", "requirement", requirement, "verdict",
                             tc_verdict_name(verdict));

    if (reason)
        json_object_set(line, "reason", reason);
    return line;
}

static json_t *empty_record(const struct tc_registry_entry *entry, double started_ms,
                            double took_ms)
{
    return json_pack("{s:s, s:s, s:f, s:f, s:[], s:[], s:[], s:[]}", "case", entry->tc_case->id,
                     "suite", entry->suite, "startedMs", started_ms, "tookMs", took_ms, "lines",
                     "findings", "exchanges", "kept");
}

json_t *tc_worker_record_unrun(const struct tc_registry_entry *entry, enum tc_verdict verdict,
                               struct tc_text reason)
{
    json_t *record = empty_record(entry, 0, 0), *text = text_json(reason);

    for (const char *const *r = entry->tc_case->requirements; *r; r++)
        json_array_append_new(json_object_get(record, "lines"), line_json(*r, verdict, text));
    json_decref(text);
    return record;
}

static bool is_kind(const json_t *message, const char *kind)
{
    const char *k = json_string_value(json_object_get(message, "k"));

    return k && strcmp(k, kind) == 0;
}

static bool names(const json_t *message, const char *requirement)
{
    const char *named = json_string_value(json_object_get(message, "requirement"));

    return named && strcmp(named, requirement) == 0;
}

static enum tc_verdict verdict_in(const json_t *message)
{
    const char *name = json_string_value(json_object_get(message, "verdict"));
    int verdict = name ? tc_verdict_from_name(name) : -1;

    return verdict < 0 ? TC_ERROR : (enum tc_verdict)verdict;
}

static struct tc_text unfinished_text(const struct job *job, int status)
{
    if (job->killed && strcmp(job->killed, "deadline") == 0)
        return TC_TEXT("ca kiểm thử vượt quá thời hạn và bị dừng",
                       "the case went beyond its deadline and was stopped");
    if (job->killed)
        return TC_TEXT("ca kiểm thử viết ra quá nhiều", "the case wrote too much");
    if (WIFSIGNALED(status))
        return TC_TEXT("tiến trình của ca kiểm thử bị sập hoặc bị giết",
                       "the process of the case crashed or was killed");
    return TC_TEXT("ca kiểm thử kết thúc mà không báo xong",
                   "the case ended without saying that it was done");
}

/* What the messages say of one requirement. Silence is never PASS. */
static json_t *decide(const json_t *messages, const char *requirement, bool done,
                      struct tc_text unfinished)
{
    enum tc_verdict heaviest = TC_NOT_RUN;
    const json_t *reason = NULL, *general = NULL;
    json_t *text, *line;
    bool checked = false;

    for (size_t i = 0; i < json_array_size(messages); i++) {
        const json_t *m = json_array_get(messages, i);

        if (is_kind(m, "reason") && !json_is_string(json_object_get(m, "requirement")))
            general = m; /* of all that is undecided */
        if (!names(m, requirement))
            continue;
        checked = checked || is_kind(m, "checked");
        if ((is_kind(m, "finding") || is_kind(m, "reason")) && verdict_in(m) > heaviest) {
            heaviest = verdict_in(m);
            reason = is_kind(m, "reason") ? m : NULL;
        }
    }
    if (heaviest != TC_NOT_RUN)
        return line_json(requirement, heaviest, json_object_get(reason, "reason"));
    if (done && checked && !general)
        return line_json(requirement, TC_PASS, NULL);
    if (done && general)
        return line_json(requirement, verdict_in(general), json_object_get(general, "reason"));
    text = text_json(done ? TC_TEXT("ca kiểm thử kết thúc trước khi xét đến yêu cầu này",
                                    "the case ended before it looked at this requirement")
                          : unfinished);
    line = line_json(requirement, done ? TC_INCONCLUSIVE : TC_ERROR, text);
    json_decref(text);
    return line;
}

static json_t *parse_messages(const struct job *job, bool *done)
{
    json_t *messages = json_array();
    const char *at = job->bytes, *end;

    *done = false;
    while (at && (end = memchr(at, '\n', job->len - (size_t)(at - job->bytes))) != NULL) {
        json_t *message = json_loadb(at, (size_t)(end - at), 0, NULL);

        if (message)
            json_array_append_new(messages, message);
        *done = is_kind(message, "done");
        at = end + 1;
    }
    return messages;
}

static json_t *record_of(const struct pool *pool, const struct job *job, int status)
{
    bool done;
    json_t *messages = parse_messages(job, &done);
    json_t *record = empty_record(job->entry, job->started - pool->context->started_ms,
                                  tc_clock_ms() - job->started);

    for (const char *const *r = job->entry->tc_case->requirements; *r; r++)
        json_array_append_new(json_object_get(record, "lines"),
                              decide(messages, *r, done, unfinished_text(job, status)));
    for (size_t i = 0; i < json_array_size(messages); i++) {
        json_t *m = json_array_get(messages, i);

        if (is_kind(m, "finding"))
            json_array_append(json_object_get(record, "findings"), m);
        else if (is_kind(m, "exchange"))
            json_array_append(json_object_get(record, "exchanges"), m);
        else if (is_kind(m, "kept"))
            json_array_append(json_object_get(record, "kept"), json_object_get(m, "sha"));
    }
    json_decref(messages);
    return record;
}

/* --- processes ------------------------------------------------------------ */

static _Noreturn void be_child(const struct pool *pool, const struct tc_case *c, int fd,
                               double deadline)
{
    struct rlimit no_core = { 0, 0 };

    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a killed runner leaves nothing behind */
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    setrlimit(RLIMIT_CORE, &no_core);
    tc_test_run(pool->context, c, fd, deadline);
    _exit(0);
}

static int start(struct pool *pool, struct job *job, const struct tc_registry_entry *entry)
{
    unsigned seconds = entry->tc_case->deadline_s ? entry->tc_case->deadline_s : TC_DEADLINE_S;
    int ends[2];

    *job = (struct job){ .entry = entry, .started = tc_clock_ms() };
    job->deadline = job->started + seconds * 1e3;
    if (pipe(ends) < 0)
        return -1;
    job->pid = fork();
    if (job->pid == 0) {
        close(ends[0]);
        be_child(pool, entry->tc_case, ends[1], job->deadline);
    }
    close(ends[1]);
    job->fd = ends[0];
    return job->pid < 0 ? -1 : 0;
}

static void kill_job(struct job *job, const char *why)
{
    job->killed = why;
    kill(-job->pid, SIGKILL);
    kill(job->pid, SIGKILL);
}

/* Take what the case has written; false at its end. */
static bool take_output(struct job *job)
{
    ssize_t got;

    if (job->len == job->capacity) {
        job->capacity = job->capacity ? 2 * job->capacity : 65536;
        job->bytes = realloc(job->bytes, job->capacity);
        if (!job->bytes)
            abort();
    }
    got = read(job->fd, job->bytes + job->len, job->capacity - job->len);
    if (got < 0 && errno == EINTR)
        return true;
    if (got <= 0)
        return false;
    job->len += (size_t)got;
    if (job->len > MAX_OUTPUT)
        kill_job(job, "output");
    return true;
}

static bool portal_is_held(const struct pool *pool)
{
    for (unsigned i = 0; i < pool->limit; i++)
        if (pool->jobs[i].entry && (pool->jobs[i].entry->tc_case->needs & TC_NEEDS_PORTAL))
            return true;
    return false;
}

/* The next case that may start now, or NULL. */
static const struct tc_registry_entry *next_case(struct pool *pool)
{
    bool held = portal_is_held(pool);

    for (size_t i = 0; i < pool->count; i++) {
        if (pool->taken[i] || (held && (pool->cases[i]->tc_case->needs & TC_NEEDS_PORTAL)))
            continue;
        pool->taken[i] = true;
        return pool->cases[i];
    }
    return NULL;
}

static int fill(struct pool *pool)
{
    for (unsigned i = 0; i < pool->limit; i++) {
        const struct tc_registry_entry *entry;

        if (pool->jobs[i].entry)
            continue;
        entry = next_case(pool);
        if (!entry)
            return 0;
        if (start(pool, &pool->jobs[i], entry) < 0)
            return -1;
    }
    return 0;
}

static int finish(struct pool *pool, struct job *job, tc_worker_done *done, void *cookie)
{
    int status = 0;
    json_t *record;

    close(job->fd);
    while (waitpid(job->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    kill(-job->pid, SIGKILL); /* whatever the case has started */
    record = record_of(pool, job, status);
    free(job->bytes);
    job->entry = NULL;
    return done(record, cookie);
}

static unsigned running(const struct pool *pool)
{
    unsigned n = 0;

    for (unsigned i = 0; i < pool->limit; i++)
        n += pool->jobs[i].entry != NULL;
    return n;
}

/* Wait a little for output and serve what came. */
static int serve(struct pool *pool, tc_worker_done *done, void *cookie)
{
    struct pollfd polls[MAX_JOBS];
    double now;

    for (unsigned i = 0; i < pool->limit; i++)
        polls[i] = (struct pollfd){ pool->jobs[i].entry ? pool->jobs[i].fd : -1, POLLIN, 0 };
    poll(polls, pool->limit, 100);
    now = tc_clock_ms();
    for (unsigned i = 0; i < pool->limit; i++) {
        struct job *job = &pool->jobs[i];

        if (!job->entry)
            continue;
        if (now > job->deadline && !job->killed)
            kill_job(job, "deadline");
        if (polls[i].revents && !take_output(job) && finish(pool, job, done, cookie) < 0)
            return -1;
    }
    return 0;
}

static void kill_all(struct pool *pool)
{
    for (unsigned i = 0; i < pool->limit; i++) {
        struct job *job = &pool->jobs[i];

        if (!job->entry)
            continue;
        kill_job(job, "stopped");
        close(job->fd);
        waitpid(job->pid, NULL, 0);
        free(job->bytes);
    }
}

int tc_worker_run(const struct tc_context *context,
                  const struct tc_registry_entry *const *cases, size_t count, unsigned jobs,
                  tc_worker_done *done, void *cookie)
{
    struct pool pool = { .context = context, .cases = cases, .count = count };
    struct sigaction action = { .sa_handler = on_signal }, old_int, old_term;
    int rc = 0;

    pool.limit = jobs < 1 ? 1 : jobs > MAX_JOBS ? MAX_JOBS : jobs;
    pool.taken = calloc(count + 1, sizeof(*pool.taken));
    if (!pool.taken)
        abort();
    interrupted = 0;
    sigaction(SIGINT, &action, &old_int);
    sigaction(SIGTERM, &action, &old_term);
    while (rc == 0 && !interrupted) {
        rc = fill(&pool);
        if (rc < 0 || running(&pool) == 0)
            break;
        rc = serve(&pool, done, cookie);
    }
    if (rc < 0 || interrupted) {
        kill_all(&pool);
        rc = -1;
    }
    sigaction(SIGINT, &old_int, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    free(pool.taken);
    return rc;
}
