/* What the decoders give inside the worker: one file a library, since their
 * headers do not go together. */
#ifndef TC_VALIDATE_LABEL_READ_H
#define TC_VALIDATE_LABEL_READ_H

#include "tracecert/label.h"
#include "validate/label_image.h"

struct tc_readings {
    struct tc_arena *arena;
    struct tc_symbol items[TC_SYMBOLS_MAX];
    size_t count;
};

#define TC_GS '\x1d'

/* Add what a library read. A symbol that is known already (same kind and
 * message, boxes that meet) only gets the decoder's name. If libraries disagree
 * on a symbol, neither is believed. */
void tc_readings_add(struct tc_readings *readings, const struct tc_symbol *symbol);

/* Read all symbols of the image that the library knows. libdmtx searches until
 * it is told to stop; large images get more time. */
void tc_label_zbar(const struct tc_image *image, struct tc_readings *readings);
void tc_label_dmtx(const struct tc_image *image, unsigned search_ms,
                   struct tc_readings *readings);

/* The project's own reading of linear symbols. */
void tc_label_scan(const struct tc_image *image, struct tc_readings *readings);

/* The same by zxing-cpp; spoils the image. */
void tc_label_zxing(struct tc_image *image, struct tc_readings *readings);

/* Make the box of a linear symbol that stands upright or on its side as large as
 * its bars. */
void tc_label_find_bars(const struct tc_image *image, int box[4]);

/* An "itf" of 14 digits with a right check digit is what GS1 calls ITF-14. */
void tc_symbol_name_itf_14(struct tc_symbol *symbol);

/* The 8 digits of a UPC-E as the 13 that they stand for. */
void tc_symbol_expand_upc_e(struct tc_arena *arena, struct tc_symbol *symbol);

/* Paint over what has been read, all of it or only what cannot be chance by its
 * symbology: the bars of linear symbols would keep libdmtx busy for seconds. */
void tc_readings_hide(const struct tc_readings *readings, bool all, struct tc_image *image);

/* Measure the module and the surroundings of a symbol that stands upright in
 * the image; leaves others as they are. Also makes its box exact. */
void tc_label_measure(const struct tc_image *image, struct tc_symbol *symbol);

#endif
