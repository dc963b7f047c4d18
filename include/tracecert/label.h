/* Reading a label image and judging its symbols. */
#ifndef TRACECERT_LABEL_H
#define TRACECERT_LABEL_H

#include <stdbool.h>

#include "tracecert/err.h"
#include "tracecert/finding.h"

#define TC_SYMBOLS_MAX 64 /* of one image; further ones are left out */

struct tc_symbol {
    const char *symbology;  /* "gs1-datamatrix", "datamatrix", "gs1-128", "code128",
                               "gs1-qr", "qr", "ean-13", "ean-8", "itf-14",
                               "databar", "databar-limited", "databar-expanded",
                               "ean-2" (an add-on), ... */
    const char *identifier; /* AIM symbology identifier: "]d2", "]Q1", ... or NULL */
    const char *data;       /* message; FNC1 separators as GS (0x1D) */
    size_t len;
    bool gs1;             /* FNC1 in first position */
    bool unsure;          /* a decoder that is known to err read it alone, or decoders
                             disagree and the image does not decide: never judged */
    const char *decoders; /* "zbar", "libdmtx", "zxing-cpp", "tracecert" (its
                               own), or several: "zbar+tracecert" */
    const char *against;  /* decoders that read it otherwise and are not believed,
                             mostly since the modules show it; NULL: none */
    int box[4];           /* pixels: left, top, width, height */
    double module;        /* X in pixels; 0: not measured */
    double clear[4];      /* left, top, right, bottom: how far the surroundings are
                             clear, in X, at most 16; where the image ends, it
                             counts as clear. Only if the module is measured */
};

struct tc_label_result {
    int width, height; /* pixels; 0 when the bytes are no readable image */
    double dpi;        /* as the file says; 0: it does not */
    struct tc_symbol *symbols;
    size_t count;
    bool unread_bars; /* bars that no decoder read, of whatever symbology */
    struct tc_findings findings;
};

/* Decode an image (PNG or JPEG; PDF and SVG by their first page) in a
 * resource-limited process of its own and judge what a label must be (a readable image, symbol
 * present, symbology, FNC1, content by the code rules, symbols of one label consistent, quiet
 * zone, length). 0, or -1 and `err` when the decoder died or took too long, or all that is seen
 * are bars that no decoder reads: then nothing is known of the label. */
int tc_label_check(struct tc_arena *arena, const void *image, size_t len,
                   struct tc_label_result *result, struct tc_err *err);

/* The same for one page (from 1) of a PDF. 1 when there is no such page behind
 * the first; images of other kinds have one page. */
int tc_label_check_page(struct tc_arena *arena, const void *image, size_t len, unsigned page,
                        struct tc_label_result *result, struct tc_err *err);

/* The AIs that a symbol names, whatever way it carries them: element strings,
 * Digital Link, bare GTIN. `code->count` is 0 when it names none. */
struct tc_code_result;
void tc_symbol_read(struct tc_arena *arena, const struct tc_symbol *symbol,
                    struct tc_code_result *code);

#endif
