/* The schemes of EPC URIs. */
#ifndef TC_VALIDATE_EPC_SCHEME_H
#define TC_VALIDATE_EPC_SCHEME_H

#include "validate/code/link.h"

enum tc_epc_urn_kind {
    TC_EPC_URN_ID = 1 << 0,
    TC_EPC_URN_CLASS = 1 << 1,
    TC_EPC_URN_IDPAT = 1 << 2,
    TC_EPC_URN_OTHER = 1 << 3 /* tag, raw, pat: legal, and no identity to judge */
};

enum tc_epc_lead { TC_EPC_NONE, TC_EPC_FRONT, TC_EPC_ZERO };

/* A row of epc_scheme.def. */
struct tc_epc_scheme {
    const char *name;
    unsigned kinds;
    const char *key;
    size_t digits;
    enum tc_epc_lead lead;
    bool pieces;
    const char *serial_ai;
    enum tc_ai_type serial_type;
    size_t serial_max;
};

/* An EPC URI cut at its colons. */
struct tc_epc_urn {
    unsigned kind; /* 0: unknown */
    struct tc_span kind_at, scheme_at, body;
    const struct tc_epc_scheme *scheme; /* NULL: none of GS1's keys */
    bool foreign;                       /* gid, usdod, adi, bic, imovn */
};

/* Cut "urn:epc:KIND:SCHEME:BODY"; false if it does not begin with "urn:epc:"
 * (letter case apart, as in every URN). */
bool tc_epc_urn_split(const char *uri, size_t len, struct tc_epc_urn *urn);

/* The schemes of GS1's keys one after the other; NULL behind the last. */
const struct tc_epc_scheme *tc_epc_scheme_at(size_t i);

#endif
