/* Decoding in a process of its own: image and decoder libraries are fed with
 * bytes from outside, and may crash, hang or eat memory. */
#ifndef TC_VALIDATE_LABEL_WORKER_H
#define TC_VALIDATE_LABEL_WORKER_H

#include "tracecert/label.h"

/* Read the image and its symbols; no findings. The density is what the caller
 * says (0: what the file says; below 0: unknown). 0, or -1 and `err` when the
 * process died or took too long before any symbol was read. `result->width` is 0 if the bytes
 * are no readable image. */
int tc_label_decode(struct tc_arena *arena, const void *bytes, size_t len, double dpi,
                    struct tc_label_result *result, struct tc_err *err);

#endif
