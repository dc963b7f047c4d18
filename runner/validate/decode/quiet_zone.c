#include "validate/decode/quiet_zone.h"

#include <string.h>

#define UPC_E_MODULES 51 /* those of UPC-A are 95 */

/* A leading 0 is what UPC-A and UPC-E are read with; the width tells them apart. */
static bool is_upc_a(const struct tc_symbol *symbol)
{
    int width = symbol->turn % 2 ? symbol->box[3] : symbol->box[2];

    return symbol->module > 0 && width / symbol->module > UPC_E_MODULES + 4;
}

static void zone_of_ean(const struct tc_symbol *symbol, double zone[4])
{
    bool upc = symbol->len == 13 && symbol->data[0] == '0';

    zone[0] = symbol->len == 8 ? 7 : upc ? 9 : 11;
    zone[2] = upc && is_upc_a(symbol) ? 9 : 7;
}

void tc_symbol_quiet_zone(const struct tc_symbol *symbol, double zone[4])
{
    bool matrix = strstr(symbol->symbology, "datamatrix") != NULL;

    memset(zone, 0, 4 * sizeof(*zone));
    if (matrix || strstr(symbol->symbology, "qr"))
        for (int i = 0; i < 4; i++)
            zone[i] = matrix ? 1 : 4;
    else if (strcmp(symbol->symbology, "ean-13") == 0 ||
             strcmp(symbol->symbology, "ean-8") == 0)
        zone_of_ean(symbol, zone);
    else if (strstr(symbol->symbology, "128") || strcmp(symbol->symbology, "itf-14") == 0)
        zone[0] = zone[2] = 10;
}
