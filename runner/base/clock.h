/* Time: monotonic for durations, the calendar for records. */
#ifndef TC_BASE_CLOCK_H
#define TC_BASE_CLOCK_H

#include "tracecert/arena.h"

/* Milliseconds on the monotonic clock; comparable between processes of this
 * machine. */
double tc_clock_ms(void);

/* Now in UTC, "2026-11-25T08:30:00.123Z". */
char *tc_clock_utc(struct tc_arena *arena);

#endif
