/* What the decoders give inside the worker: one file a library, since their
 * headers do not go together. */
#ifndef TC_VALIDATE_LABEL_READ_H
#define TC_VALIDATE_LABEL_READ_H

#include "tracecert/label.h"
#include "validate/decode/grid.h"
#include "validate/decode/label_image.h"

struct tc_readings {
    struct tc_arena *arena;
    struct tc_symbol items[TC_SYMBOLS_MAX];
    /* For each symbol its modules, where the project's own decoder read it too;
     * NULL otherwise. */
    const struct tc_grid *grids[TC_SYMBOLS_MAX];
    bool disputed[TC_SYMBOLS_MAX]; /* another reading of the same symbol says otherwise */
    size_t count;
};

#define TC_GS '\x1d'

/* Add what a library read. A symbol that is known already (same kind and
 * message, boxes that meet) only gets the decoder's name. Readings of a symbol that
 * differ are disputed. */
void tc_readings_add(struct tc_readings *readings, const struct tc_symbol *symbol);

/* The same with the grid that it was read from, which the arena owns. */
void tc_readings_add_grid(struct tc_readings *readings, const struct tc_symbol *symbol,
                          const struct tc_grid *grid);

/* Settle what is disputed or not to be relied upon: the message is encoded again, and
 * the reading whose modules the image shows stands; the others are taken out, and
 * their decoders named in it. Where the image decides nothing, a reading of a decoder
 * that is known to err gives way; of others none is believed. */
void tc_readings_arbitrate(const struct tc_image *image, struct tc_readings *readings);

/* True if the middle of each symbol lies in the box of the other: it is one symbol. */
bool tc_symbols_coincide(const struct tc_symbol *a, const struct tc_symbol *b);

/* Read all symbols of the image that the library knows. libdmtx stops at
 * its first one, or when its time is up. */
void tc_label_zbar(const struct tc_image *image, struct tc_readings *readings);
void tc_label_dmtx(const struct tc_image *image, unsigned search_ms,
                   struct tc_readings *readings);

/* The same around one box. */
void tc_label_dmtx_in(const struct tc_image *image, const int box[4], unsigned search_ms,
                      struct tc_readings *readings);

/* The project's own reading of linear symbols that stand upright or, `sideways`,
 * on their side. */
void tc_label_scan(const struct tc_image *image, bool sideways, struct tc_readings *readings);

/* The same of linear symbols that lie slanted, if their direction prevails in the image. */
void tc_label_scan_slanted(const struct tc_image *image, struct tc_readings *readings);

/* The project's own reading of Data Matrix and QR Code, at any angle. */
void tc_label_grid(const struct tc_image *image, struct tc_readings *readings);

/* The same by zxing-cpp; spoils the image. */
void tc_label_zxing(struct tc_image *image, struct tc_readings *readings);

/* Aztec Code, by zxing-cpp, too: no carrier of GS1, but a label with it alone is not one
 * without a symbol. */
void tc_label_aztec(struct tc_image *image, struct tc_readings *readings);

/* Make the box of a linear symbol that stands upright or on its side as large as
 * its bars. */
void tc_label_find_bars(const struct tc_image *image, int box[4]);

/* An "itf" of 14 digits with a right check digit is what GS1 calls ITF-14. */
void tc_symbol_name_itf_14(struct tc_symbol *symbol);

/* The 8 digits of a UPC-E as the 13 that they stand for. */
void tc_symbol_expand_upc_e(struct tc_arena *arena, struct tc_symbol *symbol);

/* What of the readings is meant. */
enum tc_readings_of {
    TC_READINGS_ALL,
    TC_READINGS_BELIEVED,  /* by checks of the symbology or by two decoders */
    TC_READINGS_CONFIRMED, /* by two decoders */
};

bool tc_reading_is(const struct tc_readings *readings, size_t i, enum tc_readings_of which);

/* Paint over what has been read, with the ink that touches it: it would keep the next decoder
 * busy. */
void tc_readings_hide(const struct tc_readings *readings, enum tc_readings_of which,
                      struct tc_image *image);

/* Half way between the darkest and the lightest of an image. */
int tc_image_middle(const struct tc_image *image);

/* True if all of an image has about one shade: there is nothing to read in it. */
bool tc_image_is_even(const struct tc_image *image);

/* True if its shades lie so close together that hardly an edge is seen. */
bool tc_image_is_faint(const struct tc_image *image);

/* True if nothing is left in the rest of an image with that middle, from which
 * readings are hidden. */
bool tc_rest_is_blank(const struct tc_image *rest, int middle);

/* Left, top, width and height of what is left in it and visibly darker than white; width 0
 * where it is blank. */
void tc_rest_box(const struct tc_image *rest, int middle, int box[4]);

/* True if something in it looks like the two solid sides of a Data Matrix that
 * stands upright. */
bool tc_rest_may_hold_matrix(const struct tc_image *rest);

/* True if a place in it is crossed by as many edges in both directions as a symbol of
 * modules is: one of those that no decoder reads, or dense print. */
bool tc_rest_may_hold_symbol(const struct tc_image *rest, int middle);

/* Measure the module and the surroundings of a symbol that stands upright in
 * the image; leaves others as they are. Also makes its box exact. */
void tc_label_measure(const struct tc_image *image, struct tc_symbol *symbol);

#endif
