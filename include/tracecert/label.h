/* Reading a label image and judging its symbols. */
#ifndef TRACECERT_LABEL_H
#define TRACECERT_LABEL_H

#include <stdbool.h>

#include "tracecert/err.h"
#include "tracecert/finding.h"

struct tc_symbol {
    const char *symbology;  /* "gs1-datamatrix", "datamatrix", "gs1-128", "code128",
                               "gs1-qr", "qr", "ean-13", "ean-8", "upc-a", "itf-14", ... */
    const char *identifier; /* AIM symbology identifier: "]d2", "]Q1", ... or NULL */
    const char *data;       /* message; FNC1 separators as GS (0x1D) */
    size_t len;
    bool gs1;             /* FNC1 in first position */
    const char *decoders; /* "zbar", "libdmtx", "zbar+libdmtx" */
    int box[4];           /* pixels: left, top, width, height */
};

struct tc_label_result {
    int width, height; /* pixels */
    struct tc_symbol *symbols;
    size_t count;
    struct tc_findings findings;
};

/* Decode a PNG in a resource-limited process of its own and judge what a
 * label must be (symbol present, symbology, FNC1, content by the code rules,
 * symbols of one label consistent). 0, or -1 and `err` when the bytes are not
 * a readable image or the decoder died. */
int tc_label_check(struct tc_arena *arena, const void *png, size_t len,
                   struct tc_label_result *result, struct tc_err *err);

#endif
