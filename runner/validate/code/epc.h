/* What an identifier in an event names. */
#ifndef TC_VALIDATE_EPC_H
#define TC_VALIDATE_EPC_H

#include <stdbool.h>
#include <stddef.h>

enum tc_epc_names {
    TC_EPC_OTHER,    /* no EPC URI and no Digital Link, or of no object */
    TC_EPC_INSTANCE, /* one object, document, service relation ... */
    TC_EPC_CLASS,    /* a lot, a product, a kind of asset ...; patterns too */
    TC_EPC_LOCATION, /* GLN with or without extension */
    TC_EPC_PARTY     /* party GLN */
};

/* Told from scheme or AIs alone, whether or not the values are right. */
enum tc_epc_names tc_epc_names(const char *uri, size_t len);

static inline bool tc_epc_is_instance(const char *uri, size_t len)
{
    return tc_epc_names(uri, len) == TC_EPC_INSTANCE;
}

static inline bool tc_epc_is_class(const char *uri, size_t len)
{
    return tc_epc_names(uri, len) == TC_EPC_CLASS;
}

#endif
