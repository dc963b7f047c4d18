/* Times as EPCIS writes them: xsd:dateTimeStamp, the date-time of JSON Schema
 * (RFC 3339 5.6), and the xsd:dateTime of EPCIS 1.2. */
#ifndef TC_VALIDATE_TIMESTAMP_H
#define TC_VALIDATE_TIMESTAMP_H

#include <stdbool.h>
#include <stddef.h>

enum tc_timestamp {
    TC_TIMESTAMP_RIGHT,
    TC_TIMESTAMP_NO_ZONE, /* right but for the time zone, which is not there */
    TC_TIMESTAMP_WRONG
};

/* An instant of any precision. */
struct tc_instant {
    long long seconds;    /* since a fixed day; UTC */
    const char *fraction; /* its digits, in the text that was read */
    size_t fraction_len;  /* trailing zeros left out */
};

/* Read `len` bytes; `instant` may be NULL, and is set when the time is right. */
enum tc_timestamp tc_timestamp_read(const char *text, size_t len, struct tc_instant *instant);

/* Below 0, 0, above 0 as `a` is before, at, after `b`. */
int tc_instant_order(const struct tc_instant *a, const struct tc_instant *b);

/* "+07:00": hours to 13 with minutes, or 14:00; either sign. EPCIS 2.0, JSON
 * Schema: eventTimeZoneOffset. */
bool tc_zone_offset_holds(const char *text, size_t len);

#endif
