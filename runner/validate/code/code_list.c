#include "validate/code/code_list.h"

#include <stdlib.h>
#include <string.h>

struct code {
    char numeric[4], alpha[4];
};

/* Both lists are in the order of their numbers. */
static const struct code countries[] = {
#define COUNTRY(numeric_, alpha_) { numeric_, alpha_ },
#include "validate/code/country.def"
};

static const struct code currencies[] = {
#define CURRENCY(numeric_, alpha_) { numeric_, alpha_ },
#include "validate/code/currency.def"
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static int by_number(const void *digits, const void *code)
{
    return memcmp(digits, ((const struct code *)code)->numeric, 3);
}

bool tc_country_numeric(const char *digits)
{
    return bsearch(digits, countries, COUNT(countries), sizeof(countries[0]), by_number);
}

bool tc_currency_numeric(const char *digits)
{
    return bsearch(digits, currencies, COUNT(currencies), sizeof(currencies[0]), by_number);
}

bool tc_country_alpha(const char *letters)
{
    for (size_t i = 0; i < COUNT(countries); i++)
        if (memcmp(countries[i].alpha, letters, 2) == 0)
            return true;
    return false;
}
