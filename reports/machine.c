/* How busy the machine was that ran the test, and whether that may have made a
 * system at its portal look late. */
#include <string.h>

#include "writers.h"

#define LATE_MS 20.0 /* half of the smallest tolerance in suites/portal/limits.json */
#define LOAD_MAX 3.0 /* for each processor */

static bool is_loaded(const struct tc_run *run)
{
    return run->processors > 0 && run->load > LOAD_MAX * (double)run->processors;
}

double machine_late_ms(const struct tc_run *run)
{
    double late = 0;

    for (size_t i = 0; i < run->case_count; i++)
        if (run->cases[i].late_ms > late)
            late = run->cases[i].late_ms;
    return late;
}

bool machine_starved(const struct tc_run *run)
{
    return is_loaded(run) || machine_late_ms(run) >= LATE_MS;
}

struct tc_text machine_text(struct tc_arena *arena, const struct tc_run *run)
{
    return tc_say(
        arena, "%ld bộ xử lý, tải trung bình %.0f khi kết thúc, hẹn giờ trễ nhất %.0f ms",
        "%ld processors, load average %.0f at the end, timers late by %.0f ms at most",
        run->processors, run->load, machine_late_ms(run));
}

struct tc_text machine_remark(struct tc_arena *arena, const struct tc_run *run,
                              const struct tc_result_case *c, enum tc_verdict verdict)
{
    if (strcmp(c->suite, "portal") != 0 || (verdict != TC_FAIL && verdict != TC_WARN) ||
        (!is_loaded(run) && c->late_ms < LATE_MS))
        return (struct tc_text){ NULL, NULL };
    return tc_say(
        arena,
        "máy kiểm thử bận (tải %.0f trên %ld bộ xử lý, hẹn giờ của ca này trễ tới %.0f "
        "ms); nếu điểm này do thời gian, hãy chạy lại khi máy rảnh",
        "the testing machine was busy (load %.0f on %ld processors, timers of this "
        "case late by up to %.0f ms); if this is about time, run it again on a quiet "
        "machine",
        run->load, run->processors, c->late_ms);
}
