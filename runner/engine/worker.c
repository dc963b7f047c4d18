#include "engine/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "engine/blob.h"
#include "engine/child.h"
#include "engine/hold.h"
#include "engine/outcome.h"
#include "engine/secrets.h"

#define MAX_JOBS 64
#define PATIENCE_MS 50 /* between two looks at deadlines and ended processes */

struct job {
    const struct tc_plan_case *planned; /* NULL: free */
    struct tc_child child;
};

struct pool {
    const struct tc_context *context;
    const struct tc_plan_case *const *cases;
    size_t count;
    bool *taken;
    struct job jobs[MAX_JOBS];
    unsigned limit;
    tc_worker_done *done;
    void *cookie;
    struct tc_err *err;
};

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
    interrupted = number;
}

/* --- one case has ended ------------------------------------------------------ */

/* Keep what the process printed; it is not a part of the case's words. */
static int keep_output(const struct pool *pool, const struct tc_child *child, json_t *record)
{
    char sha[TC_SHA256_HEX + 1];
    struct tc_arena *arena;
    const char *clean;
    size_t len;
    int rc;

    if (child->output.len == 0)
        return 0;
    arena = tc_arena_new();
    clean = tc_secrets_redact(arena, child->output.bytes, child->output.len, &len);
    rc = tc_blob_write(pool->context->run_dir, clean, len, sha, pool->err);
    if (rc == 0)
        json_array_append_new(json_object_get(record, "kept"), json_string(sha));
    tc_arena_free(arena);
    return rc;
}

static json_t *record_of(const struct pool *pool, const struct job *job, json_t *words,
                         enum tc_child_end end)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_outcome outcome = { .planned = job->planned,
                                  .words = words,
                                  .broken = end != TC_CHILD_DONE,
                                  .why = tc_child_why(arena, &job->child, end),
                                  .started_ms =
                                      job->child.started_ms - pool->context->started_ms,
                                  .took_ms = tc_clock_ms() - job->child.started_ms };
    json_t *record = tc_outcome_record(&outcome);

    tc_arena_free(arena);
    return record;
}

/* Without evidence there is no verdict, and no use in going on. */
static int say_mute(const struct pool *pool)
{
    tc_err_at(pool->err, pool->context->run_dir, 0, 0);
    tc_err_set(pool->err, "không ghi được bằng chứng; hãy kiểm tra quyền ghi và dung lượng đĩa",
               "the evidence cannot be written; look at the permissions and the space on the "
               "disk");
    return -1;
}

static int finish(const struct pool *pool, struct job *job)
{
    enum tc_child_end end;
    json_t *words = tc_child_words(&job->child, &end);
    json_t *record = NULL;
    int rc;

    if (end == TC_CHILD_MUTE) {
        rc = say_mute(pool);
    } else {
        record = record_of(pool, job, words, end);
        rc = keep_output(pool, &job->child, record);
    }
    json_decref(words);
    tc_child_stop(&job->child);
    job->planned = NULL;
    if (rc == 0)
        return pool->done(record, pool->cookie);
    json_decref(record);
    return -1;
}

/* --- all of them ------------------------------------------------------------- */

static enum tc_hold hold_of(const struct pool *pool, const struct tc_case *c)
{
    return tc_hold_of(c->needs, pool->context->system->portals[0].side_by_side);
}

static bool is_free(const struct pool *pool, enum tc_hold hold, unsigned connection)
{
    for (unsigned i = 0; i < pool->limit; i++) {
        const struct job *job = &pool->jobs[i];

        if (job->planned &&
            !tc_hold_get_along(hold, connection, hold_of(pool, job->planned->tc_case),
                               job->child.connection))
            return false;
    }
    return true;
}

/* The connection over which the case can run now, or -1. Further ones come first: only
 * the first serves those that share it. */
static int connection_for(const struct pool *pool, const struct tc_case *c)
{
    const struct tc_system *system = pool->context->system;
    enum tc_hold hold = hold_of(pool, c);

    for (unsigned i = system->further_count; hold == TC_HOLD_CONNECTION && i > 0; i--)
        if (is_free(pool, hold, system->portal_count + i - 1))
            return (int)(system->portal_count + i - 1);
    return is_free(pool, hold, 0) ? 0 : -1;
}

static bool is_alone(const struct pool *pool, size_t i)
{
    return pool->cases[i]->tc_case->needs & TC_NEEDS_ALONE;
}

/* All are done but those that suffer nothing beside them. */
static bool only_lone_ones_left(const struct pool *pool)
{
    for (unsigned i = 0; i < pool->limit; i++)
        if (pool->jobs[i].planned)
            return false;
    for (size_t i = 0; i < pool->count; i++)
        if (!pool->taken[i] && !is_alone(pool, i))
            return false;
    return true;
}

/* The next case that may start now, or NULL; over which connection. */
static const struct tc_plan_case *next_case(struct pool *pool, unsigned *connection)
{
    bool lonely = only_lone_ones_left(pool);

    for (size_t i = 0; i < pool->count; i++) {
        int found = pool->taken[i] || (is_alone(pool, i) && !lonely)
                        ? -1
                        : connection_for(pool, pool->cases[i]->tc_case);

        if (found < 0)
            continue;
        pool->taken[i] = true;
        *connection = (unsigned)found;
        return pool->cases[i];
    }
    return NULL;
}

static int fill(struct pool *pool)
{
    for (unsigned i = 0; i < pool->limit; i++) {
        struct job *job = &pool->jobs[i];
        unsigned connection;
        const struct tc_plan_case *next = job->planned ? NULL : next_case(pool, &connection);

        if (!next)
            continue;
        if (tc_child_start(&job->child, pool->context, next->tc_case, connection, pool->err) <
            0)
            return -1;
        job->planned = next;
    }
    return 0;
}

static bool all_idle(const struct pool *pool)
{
    for (unsigned i = 0; i < pool->limit; i++)
        if (pool->jobs[i].planned)
            return false;
    return true;
}

/* Wait until a case says something, ends, or it is time to look. */
static void wait_a_little(const struct pool *pool)
{
    struct pollfd polls[2 * MAX_JOBS];
    int patience = PATIENCE_MS;

    for (unsigned i = 0; i < pool->limit; i++) {
        const struct job *job = &pool->jobs[i];

        polls[2 * i] = (struct pollfd){ job->planned ? job->child.words.fd : -1, POLLIN, 0 };
        polls[2 * i + 1] =
            (struct pollfd){ job->planned ? job->child.output.fd : -1, POLLIN, 0 };
        if (job->planned && job->child.words.fd < 0)
            patience = 1; /* it is just ending */
    }
    poll(polls, 2 * pool->limit, patience);
}

static int serve(struct pool *pool)
{
    wait_a_little(pool);
    for (unsigned i = 0; i < pool->limit; i++) {
        struct job *job = &pool->jobs[i];

        if (job->planned && tc_child_tick(&job->child) && finish(pool, job) < 0)
            return -1;
    }
    return 0;
}

static void stop_all(struct pool *pool)
{
    for (unsigned i = 0; i < pool->limit; i++)
        if (pool->jobs[i].planned)
            tc_child_stop(&pool->jobs[i].child);
}

static enum tc_worker_end run_pool(struct pool *pool)
{
    while (!interrupted) {
        if (fill(pool) < 0)
            return TC_WORKER_FAILED;
        if (all_idle(pool))
            return TC_WORKER_FINISHED;
        if (serve(pool) < 0)
            return TC_WORKER_FAILED;
    }
    return TC_WORKER_INTERRUPTED;
}

enum tc_worker_end tc_worker_run(const struct tc_context *context,
                                 const struct tc_plan_case *const *cases, size_t count,
                                 unsigned jobs, tc_worker_done *done, void *cookie,
                                 struct tc_err *err)
{
    struct pool pool = { .context = context,
                         .cases = cases,
                         .count = count,
                         .taken = calloc(count + 1, sizeof(*pool.taken)),
                         .limit = jobs < 1          ? 1
                                  : jobs > MAX_JOBS ? MAX_JOBS
                                                    : jobs,
                         .done = done,
                         .cookie = cookie,
                         .err = err };
    struct sigaction action = { .sa_handler = on_signal }, old_int, old_term;
    enum tc_worker_end end;

    if (!pool.taken)
        abort();
    interrupted = 0;
    sigaction(SIGINT, &action, &old_int);
    sigaction(SIGTERM, &action, &old_term);
    end = run_pool(&pool);
    stop_all(&pool);
    sigaction(SIGINT, &old_int, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    free(pool.taken);
    return end;
}
