/* The one call of zxing-cpp 1.4 that is needed, without C++ in its interface. */
#ifndef TC_VALIDATE_LABEL_ZXING_SHIM_H
#define TC_VALIDATE_LABEL_ZXING_SHIM_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum tc_zxing_kind { TC_ZXING_LINEAR, TC_ZXING_MATRIX, TC_ZXING_AZTEC };

struct tc_zxing_symbol {
    char format[16];     /* "EAN-13", "DataMatrix", ... as zxing-cpp names it */
    char identifier[4];  /* "]d2" */
    int gs1;             /* begins with FNC1 */
    int x[4], y[4];      /* corners */
    size_t len;          /* of the message */
    unsigned char *data; /* for free() */
};

/* Read one symbol. 1: found, 0: none, -1: the library failed. Only formats that
 * do not run into an assert() of Debian's 1.4.0, and one symbol a call, for the
 * same reason. */
int tc_zxing_read(const unsigned char *gray, int width, int height, enum tc_zxing_kind kind,
                  struct tc_zxing_symbol *symbol);

#ifdef __cplusplus
}
#endif

#endif
