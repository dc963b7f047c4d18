/* Jobs: what a client is told when it asks what became of a delivery. */
#include "portal/ledger_parts.h"

#include <string.h>

size_t tc_portal_ledger_job(struct tc_portal_ledger *l)
{
    size_t number = 0;

    pthread_mutex_lock(&l->lock);
    if (l->job_count < TC_PORTAL_ARRIVALS_MAX) {
        l->jobs =
            tc_portal_ledger_grow(l->jobs, l->job_count, &l->job_capacity, sizeof(*l->jobs));
        l->jobs[l->job_count++] = (struct tc_portal_job){ .reads = json_array() };
        number = l->job_count;
    }
    pthread_mutex_unlock(&l->lock);
    return number;
}

void tc_portal_ledger_job_says(struct tc_portal_ledger *l, size_t job, const char *answer,
                               unsigned times)
{
    pthread_mutex_lock(&l->lock);
    if (job >= 1 && job <= l->job_count) {
        l->jobs[job - 1].answer = answer; /* of a turn: lives as long as the ledger */
        l->jobs[job - 1].times = times;
    }
    pthread_mutex_unlock(&l->lock);
}

bool tc_portal_ledger_job_read(struct tc_portal_ledger *l, size_t job, double at_ms,
                               const char **answer)
{
    bool known;

    *answer = NULL;
    pthread_mutex_lock(&l->lock);
    known = job >= 1 && job <= l->job_count;
    if (known) {
        struct tc_portal_job *j = &l->jobs[job - 1];

        if (j->times == 0 || j->read < j->times)
            *answer = j->answer;
        if (j->read++ < TC_PORTAL_READS_MAX)
            json_array_append_new(j->reads, json_real(at_ms));
    }
    pthread_mutex_unlock(&l->lock);
    return known;
}
