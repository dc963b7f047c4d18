#include "validate/label/symbol_sizes.h"

#include <string.h>

/* Heights that grow with the module stand in modules: EAN-13 is 22.85 mm high at
 * X = 0.330 mm. Least heights of DataBar: ISO/IEC 24724 (a stacked one is told
 * from no other, so the least of all stands for each). */
static const struct tc_symbol_size rows[] = {
    { TC_USE_RETAIL, "ean-13", 0.264, 0.660, 0, 69.24, true },
    { TC_USE_RETAIL, "ean-8", 0.264, 0.660, 0, 55.23, true },
    { TC_USE_RETAIL, "qr", 0.396, 0.990, 0, 0, true },
    { TC_USE_RETAIL, "datamatrix", 0.396, 0.990, 0, 0, false },
    { TC_USE_RETAIL, "gs1-datamatrix", 0.396, 0.990, 0, 0, false },
    { TC_USE_RETAIL, "databar", 0.264, 0.660, 0, 33, false },
    { TC_USE_RETAIL, "databar-expanded", 0.264, 0.660, 0, 34, false },
    { TC_USE_DISTRIBUTION, "ean-13", 0.495, 0.660, 0, 69.24, true },
    { TC_USE_DISTRIBUTION, "itf-14", 0.495, 1.016, 31.75, 0, true },
    { TC_USE_DISTRIBUTION, "gs1-128", 0.495, 1.016, 31.75, 0, true },
    { TC_USE_DISTRIBUTION, "databar", 0.495, 0.660, 0, 13, true },
    { TC_USE_DISTRIBUTION, "databar-limited", 0.495, 0.660, 0, 10, true },
    { TC_USE_DISTRIBUTION, "databar-expanded", 0.495, 0.660, 0, 34, true },
    { TC_USE_DISTRIBUTION, "qr", 0.743, 1.500, 0, 0, false },
    { TC_USE_DISTRIBUTION, "gs1-qr", 0.743, 1.500, 0, 0, false },
    { TC_USE_DISTRIBUTION, "datamatrix", 0.743, 1.500, 0, 0, false },
    { TC_USE_DISTRIBUTION, "gs1-datamatrix", 0.743, 1.500, 0, 0, false },
    { TC_USE_LOGISTICS, "gs1-128", 0.495, 0.940, 31.75, 0, false },
    { TC_USE_LOGISTICS, "gs1-qr", 0.743, 1.500, 0, 0, false },
    { TC_USE_LOGISTICS, "gs1-datamatrix", 0.743, 1.500, 0, 0, false },
    { TC_USE_HEALTHCARE, "gs1-128", 0.170, 0.495, 12.70, 0, true },
    /* Later releases are said to allow 0.990. */
    { TC_USE_HEALTHCARE, "gs1-datamatrix", 0.254, 0.990, 0, 0, true },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

int tc_label_use_of(const char *name)
{
    static const char *const names[] = { [TC_USE_RETAIL] = "retail",
                                         [TC_USE_DISTRIBUTION] = "distribution",
                                         [TC_USE_LOGISTICS] = "logistics",
                                         [TC_USE_HEALTHCARE] = "healthcare" };

    for (int i = TC_USE_RETAIL; i <= TC_USE_HEALTHCARE; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

const struct tc_symbol_size *tc_symbol_size_of(const struct tc_symbol *symbol,
                                               enum tc_label_use use)
{
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].use == use && strcmp(rows[i].symbology, symbol->symbology) == 0)
            return &rows[i];
    return NULL;
}

bool tc_symbol_size_range(const struct tc_symbol *symbol, double *least, double *most)
{
    bool known = false;

    for (size_t i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].symbology, symbol->symbology) != 0)
            continue;
        *least = !known || rows[i].least < *least ? rows[i].least : *least;
        *most = !known || rows[i].most > *most ? rows[i].most : *most;
        known = true;
    }
    return known;
}
