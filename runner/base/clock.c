#include "base/clock.h"

#include <time.h>

double tc_clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

char *tc_clock_utc(struct tc_arena *arena)
{
    struct timespec now;
    struct tm utc;
    char seconds[32];

    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    strftime(seconds, sizeof(seconds), "%Y-%m-%dT%H:%M:%S", &utc);
    return tc_arena_printf(arena, "%s.%03ldZ", seconds, now.tv_nsec / 1000000);
}
