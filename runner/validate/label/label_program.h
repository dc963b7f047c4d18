/* Programs that do a part of the work in a process of their own, with limits on
 * time, memory and output: their licences and their faults stay apart. */
#ifndef TC_VALIDATE_LABEL_PROGRAM_H
#define TC_VALIDATE_LABEL_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"

#define TC_PROGRAM_SECONDS 15 /* of the processor; three times that by the clock */
#define TC_PROGRAM_OUTPUT_MAX ((size_t)32 << 20)

enum tc_program_end {
    TC_PROGRAM_DONE,    /* it ended with status 0 */
    TC_PROGRAM_FAILED,  /* it ended otherwise */
    TC_PROGRAM_STOPPED, /* it took too long or gave too much */
    TC_PROGRAM_MISSING  /* it is not installed */
};

/* Run argv[0], an absolute path, with the bytes as its standard input and nothing of
 * this process but its standard output, which becomes `*out`, NUL-terminated. */
enum tc_program_end tc_program_run(struct tc_arena *arena, char *const *argv, const void *in,
                                   size_t in_len, const char **out, size_t *out_len);

#endif
