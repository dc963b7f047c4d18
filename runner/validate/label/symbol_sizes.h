/* Tables of symbol sizes: GS1 General Specifications, symbol specification
 * tables, one row a symbology and a use. */
#ifndef TC_VALIDATE_SYMBOL_SIZES_H
#define TC_VALIDATE_SYMBOL_SIZES_H

#include <stdbool.h>

#include "tracecert/label.h"

struct tc_symbol_size {
    enum tc_label_use use;
    const char *symbology; /* as in struct tc_symbol */
    double least, most;    /* module, mm */
    double height;         /* of the bars at least, mm; 0: see `modules_high` */
    double modules_high;   /* of the bars at least, in modules; 0: no height is asked for */
    bool verified;         /* seen in a source; else it only advises, and not on heights */
};

/* The row of a symbol for a use, or NULL. */
const struct tc_symbol_size *tc_symbol_size_of(const struct tc_symbol *symbol,
                                               enum tc_label_use use);

/* The widest range of modules over all uses; false if no row is known. */
bool tc_symbol_size_range(const struct tc_symbol *symbol, double *least, double *most);

#endif
