/* How much room symbols need around them: GS1 General Specifications, symbol
 * specification tables; ISO/IEC 16022 and 18004. */
#ifndef TC_VALIDATE_QUIET_ZONE_H
#define TC_VALIDATE_QUIET_ZONE_H

#include "tracecert/label.h"

/* Quiet zones in modules: left, top, right and bottom of the symbol as it is
 * read; 0 where none is asked for. */
void tc_symbol_quiet_zone(const struct tc_symbol *symbol, double zone[4]);

#endif
