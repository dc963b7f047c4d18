/* What the decoding process says, as text lines through a pipe:
 *
 *     image WIDTH HEIGHT DPI UNREAD_BARS TOO_LARGE BESIDE*4
 *     symbol SYMBOLOGY IDENTIFIER DECODERS GS1 UNSURE BOX*4 MODULE CLEAR*4 TURN BARS HEX|-
 *     against DECODERS                  (of the symbol before, if any)
 *     quality SCANS GRADE APERTURE PIXELS          (the same)
 *     graded PARAMETER VALUE GRADE                 (as many as were measured)
 *     end
 *
 * The reader trusts nothing of it: the process may have been taken over. */
#ifndef TC_VALIDATE_LABEL_WIRE_H
#define TC_VALIDATE_LABEL_WIRE_H

#include <stdio.h>

#include "tracecert/label.h"

#define TC_WIRE_MAX ((size_t)2 << 20) /* bytes of one answer */

void tc_wire_write(FILE *out, const struct tc_label_result *result);

/* Read a NUL-terminated answer, which is changed on the way. It may come several
 * times, with more in it each time: the last complete one stands. 0, or -1 if
 * none is complete or it is no such text. */
int tc_wire_read(struct tc_arena *arena, char *text, struct tc_label_result *result);

#endif
