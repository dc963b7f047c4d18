/* The work of the decoding process. */
#ifndef TC_VALIDATE_LABEL_CHILD_H
#define TC_VALIDATE_LABEL_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Read the image and write what is known of it to `out`, again after each
 * library: if a later one breaks off, what the earlier ones read still stands.
 * `dpi` as for tc_label_decode. Without `all`, zxing-cpp is left out, which may abort. */
void tc_label_child(const void *bytes, size_t len, double dpi, bool all, FILE *out);

#endif
