/* The values of a pre-hash string by CBV 2.0, 8.9.2: times, numbers, identifiers
 * and vocabularies. */
#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "tracecert/code.h"
#include "tracecert/hash.h"
#include "validate/code/epc_scheme.h"
#include "validate/hash/event_hash.h"

#define HEAD                                                                                   \
    "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","       \
    "{\"ex\":\"https://ns.example.com/\"}],\"type\":\"X\",\"eventTime\":\"%s\"%s%s}"
#define NOON "2026-11-25T12:00:00Z"

static char prehash[TC_HASH_READINGS][1024];

static void take(void *cookie, const struct tc_hash_event *event)
{
    (void)cookie;
    for (size_t r = 0; r < TC_HASH_READINGS; r++)
        snprintf(prehash[r], sizeof(prehash[r]), "%s",
                 event->hashes[r].prehash ? event->hashes[r].prehash : "none");
}

/* What a reading makes of an event of that time, behind "eventTime="; or "none". */
static const char *with_time(enum tc_hash_reading reading, const char *time,
                             const char *members)
{
    static const char start[] = "eventType=XeventTime=";
    struct tc_hash_request request = { TC_HASH_ALL, 0, take, NULL };
    struct tc_err err = { 0 };
    char text[1024];

    snprintf(text, sizeof(text), HEAD, time, *members ? "," : "", members);
    ck_assert_int_eq(tc_hash_bytes(text, strlen(text), &request, &err), 0);
    return strncmp(prehash[reading], start, strlen(start)) == 0
               ? prehash[reading] + strlen(start)
               : prehash[reading];
}

/* The same, behind the time. */
static const char *tail(enum tc_hash_reading reading, const char *members)
{
    const char *text = with_time(reading, NOON, members);

    return strcmp(text, "none") == 0 ? text : text + strlen("2026-11-25T12:00:00.000Z");
}

static void check_text(const char *members, const char *expected)
{
    ck_assert_str_eq(tail(TC_HASH_TEXT, members), expected);
}

START_TEST(times_are_utc_with_three_decimals)
{
    static const struct {
        const char *time, *text, *reference;
    } times[] = {
        { "2026-11-25T08:30:00+07:00", "2026-11-25T01:30:00.000Z", NULL },
        { "2026-01-01T00:30:00.5-05:30", "2026-01-01T06:00:00.500Z", NULL },
        { "2024-03-01T01:00:00+02:00", "2024-02-29T23:00:00.000Z", NULL },
        { "2100-03-01T01:00:00+02:00", "2100-02-28T23:00:00.000Z", NULL },
        { "2026-11-25T24:00:00Z", "2026-11-26T00:00:00.000Z", NULL },
        { "2026-11-25T01:30:00.0004999Z", "2026-11-25T01:30:00.000Z", NULL },
        { "2026-11-25T01:30:00.1415Z", "2026-11-25T01:30:00.142Z", NULL },
        { "2026-11-25T01:30:00.1405Z", "2026-11-25T01:30:00.141Z", "2026-11-25T01:30:00.140Z" },
        { "2026-12-31T23:59:59.9995Z", "2027-01-01T00:00:00.000Z", "none" },
        { "0000-02-01T00:00:00Z", "0000-02-01T00:00:00Z", NULL },
        { "2026-11-25T01:30:00", "2026-11-25T01:30:00", NULL },
        { "yesterday", "yesterday", NULL },
    };

    for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
        const char *reference = times[i].reference ? times[i].reference : times[i].text;

        ck_assert_str_eq(with_time(TC_HASH_TEXT, times[i].time, ""), times[i].text);
        ck_assert_str_eq(with_time(TC_HASH_REFERENCE, times[i].time, ""), reference);
    }
}
END_TEST

START_TEST(numbers_end_in_no_zeros)
{
    static const struct {
        const char *written, *text;
    } numbers[] = {
        { "26", "26" },
        { "26.0", "26" },
        { "0.3434000", "0.3434" },
        { "100", "100" },
        { "-0.50", "-0.5" },
        { "-0", "0" },
        { "0.0", "0" },
        { "0", "0" },
        { "1.5e3", "1500" },
        { "12E-3", "0.012" },
        { "100e-2", "1" },
        { "\"007.10\"", "7.1" },
        { "\".5\"", "0.5" },
        { "1e999", "1e999" },
        { "\"INF\"", "INF" },
        { "\"00\"", "0" },
        { "\"+3.\"", "3" },
        { "1e0000000001", "10" },
        { "0e5", "0" },
        { "\"1,5\"", "1,5" },
        { "123456789012345678901.10", "123456789012345678901.1" },
    };

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        char members[128], expected[128];

        snprintf(members, sizeof(members), "\"quantityList\":[{\"quantity\":%s}]",
                 numbers[i].written);
        snprintf(expected, sizeof(expected), "quantityListquantityElementquantity=%s",
                 numbers[i].text);
        check_text(members, expected);
    }
}
END_TEST

START_TEST(the_reference_rewrites_what_looks_like_a_number)
{
    static const struct {
        const char *text, *loose; /* NULL: none; "": impossible */
    } numbers[] = {
        { "0012", "12" },
        { "12", NULL },
        { "1_000", "1000" },
        { "1__0", NULL },
        { "0.00001", "1e-05" },
        { "0.0001", "0.0001" },
        { "2.50", "2.5" },
        { "1e3", "1000" },
        { "inf", "" },
        { "-Infinity", "" },
        { "nan", "" },
        { "1e999", "" },
        { "abc", NULL },
        { "2026-11-24", NULL },
        { "0.1", "0.1" },
        { "-0", "0" },
        { "1.", "1" },
        { "_1", NULL },
        { "0x10", NULL },
        { "12345678901234567890", "12345678901234567168" },
        { "123456.789", "123456.789" },
    };

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        char loose[TC_LOOSE_SIZE];
        enum tc_hash_loose got =
            tc_hash_loose_number(numbers[i].text, strlen(numbers[i].text), loose);

        if (!numbers[i].loose)
            ck_assert_msg(got == TC_LOOSE_NONE, "%s", numbers[i].text);
        else if (!*numbers[i].loose)
            ck_assert_msg(got == TC_LOOSE_IMPOSSIBLE, "%s", numbers[i].text);
        else
            ck_assert_str_eq(loose, numbers[i].loose);
    }
    ck_assert_str_eq(tail(TC_HASH_REFERENCE, "\"ex:a\":\"0012\""),
                     "{https://ns.example.com/}a=12");
    ck_assert_str_eq(tail(TC_HASH_TEXT, "\"ex:a\":\"0012\""),
                     "{https://ns.example.com/}a=0012");
    ck_assert_str_eq(tail(TC_HASH_REFERENCE, "\"ex:a\":\"inf\""), "none");
}
END_TEST

START_TEST(identifiers_become_canonical_links)
{
    static const struct {
        const char *written, *text;
    } ids[] = {
        { "urn:epc:id:sgtin:9521234.000001.A%2F1",
          "https://id.gs1.org/01/09521234000013/21/A%2F1" },
        { "https://shop.example.com/x/01/09521234000013/21/A%2f1?17=261231#a",
          "https://id.gs1.org/01/09521234000013/21/A%2F1" },
        { "http://example.com/01/9521234000013", "https://id.gs1.org/01/09521234000013" },
        { "https://id.gs1.org/01/09521234000013/10/L1/21/S1",
          "https://id.gs1.org/01/09521234000013/21/S1" },
        { "https://id.gs1.org/01/09521234000013/22/V/10/L1",
          "https://id.gs1.org/01/09521234000013/10/L1" },
        { "urn:epc:class:lgtin:9521234.000001.L1",
          "https://id.gs1.org/01/09521234000013/10/L1" },
        { "urn:epc:idpat:sgtin:9521234.000001.*", "https://id.gs1.org/01/09521234000013" },
        { "urn:epc:id:sgln:9521234.00000.0", "https://id.gs1.org/414/9521234000006" },
        { "urn:epc:id:gid:95100000.12345.400", "urn:epc:id:gid:95100000.12345.400" },
        { "urn:epc:id:sgtin:1.2.3", "urn:epc:id:sgtin:1.2.3" },
        { "urn:epcglobal:cbv:bt:9521234000006:PO-1",
          "urn:epcglobal:cbv:bt:9521234000006:PO-1" },
        { "https://example.com/items/7", "https://example.com/items/7" },
        { "geo:21.03,105.85", "geo:21.03,105.85" },
    };

    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        char members[256], expected[256];

        snprintf(members, sizeof(members), "\"parentID\":\"%s\"", ids[i].written);
        snprintf(expected, sizeof(expected), "parentID=%s", ids[i].text);
        check_text(members, expected);
    }
}
END_TEST

/* Every scheme at a glance, as the judge of codes converts it. */
START_TEST(epc_uris_become_what_the_judge_makes_of_them)
{
    struct tc_arena *arena = tc_arena_new();
    const struct tc_epc_scheme *s;

    for (size_t i = 0; (s = tc_epc_scheme_at(i)) != NULL; i++) {
        const char *kind = s->kinds & TC_EPC_URN_ID ? "id" : "class";
        int digits = s->digits ? (int)s->digits - 7 : 3;
        const char *uri = tc_arena_printf(
            arena, "urn:epc:%s:%s:9521234.%0*d%s%s", kind, s->name, digits, 12 % (digits * 50),
            s->pieces ? ".01.02" : "", s->serial_max ? ".17" : "");
        struct tc_code_result code;
        struct tc_err err;
        const char *link;

        tc_code_check(arena, uri, strlen(uri), TC_CODE_EPC_URI, &code);
        ck_assert_msg(code.findings.count == 0, "%s", uri);
        link = tc_code_convert(arena, &code, TC_FORM_EPCIS_LINK, 0, &err);
        check_text(tc_arena_printf(arena, "\"parentID\":\"%s\"", uri),
                   tc_arena_printf(arena, "parentID=%s", link));
    }
    tc_arena_free(arena);
}
END_TEST

START_TEST(vocabularies_become_web_uris)
{
    static const char *const written[] = { "shipping", "cbv:BizStep-shipping",
                                           "urn:epcglobal:cbv:bizstep:shipping",
                                           "https://ref.gs1.org/cbv/BizStep-shipping" };

    for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
        char members[256];

        snprintf(members, sizeof(members), "\"bizStep\":\"%s\"", written[i]);
        check_text(members, "bizStep=https://ref.gs1.org/cbv/BizStep-shipping");
    }
    check_text("\"bizStep\":\"https://example.com/s\"", "bizStep=https://example.com/s");
    check_text("\"bizStep\":\"ex:grading\"", "bizStep=https://ns.example.com/grading");
}
END_TEST

TC_CHECK_MAIN("event hash values", times_are_utc_with_three_decimals, numbers_end_in_no_zeros,
              the_reference_rewrites_what_looks_like_a_number,
              identifiers_become_canonical_links, epc_uris_become_what_the_judge_makes_of_them,
              vocabularies_become_web_uris)
