/* Code lists of ISO that values of AIs draw on. */
#ifndef TC_VALIDATE_CODE_LIST_H
#define TC_VALIDATE_CODE_LIST_H

#include <stdbool.h>

/* True if three digits are the numeric code of a country (ISO 3166-1) or of a
 * currency (ISO 4217). */
bool tc_country_numeric(const char *digits);
bool tc_currency_numeric(const char *digits);

/* True if two capital letters are the code of a country (ISO 3166-1). */
bool tc_country_alpha(const char *letters);

#endif
