/* The work of the decoding process. */
#ifndef TC_VALIDATE_LABEL_CHILD_H
#define TC_VALIDATE_LABEL_CHILD_H

#include <stddef.h>
#include <stdio.h>

/* Read the image and write what is known of it to `out`, again after each
 * library: if a later one breaks off, what the earlier ones read still stands. */
void tc_label_child(const void *bytes, size_t len, FILE *out);

#endif
