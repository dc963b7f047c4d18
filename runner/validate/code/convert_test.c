#include "validate/code/convert.h"

#include <stdio.h>
#include <string.h>

#include "base/check_main.h"

static struct tc_arena *arena;
static struct tc_err err;

static const char *convert(const char *code, enum tc_code_form form, size_t prefix_len)
{
    struct tc_code_result result;

    memset(&err, 0, sizeof(err));
    tc_code_check(arena, code, strlen(code), TC_CODE_UNKNOWN, &result);
    ck_assert_msg(result.findings.count == 0, "%s: %s", code,
                  result.findings.count ? result.findings.items[0].requirement : "");
    return tc_code_convert(arena, &result, form, prefix_len, &err);
}

static void expect(const char *code, enum tc_code_form form, size_t prefix_len,
                   const char *wanted)
{
    const char *made = convert(code, form, prefix_len);

    ck_assert_msg(made != NULL, "%s: %s", code, err.en);
    ck_assert_str_eq(made, wanted);
}

static void expect_none(const char *code, enum tc_code_form form, size_t prefix_len,
                        const char *why)
{
    const char *made = convert(code, form, prefix_len);

    ck_assert_msg(made == NULL, "%s: %s", code, made ? made : "");
    ck_assert_msg(strstr(err.en, why) != NULL, "%s: %s", code, err.en);
    ck_assert(err.vi[0] != '\0');
}

START_TEST(to_element_string)
{
    arena = tc_arena_new();
    expect("https://id.gs1.org/01/09521234000013/10/A%2FB?17=261231", TC_FORM_ELEMENT_STRING, 0,
           "(01)09521234000013(10)A/B(17)261231");
    expect("urn:epc:id:sgtin:9521234.000001.A%2FB+C", TC_FORM_ELEMENT_STRING, 0,
           "(01)09521234000013(21)A/B+C");
    expect("(01)09521234000013(10)L1(17)261231(21)5", TC_FORM_RAW, 0,
           "010952123400001310L1\x1d"
           "17261231215");
    expect("8939636000813", TC_FORM_ELEMENT_STRING, 0, "(01)08939636000813");
    expect_none("010952123400001310A(21)B", TC_FORM_ELEMENT_STRING, 0, "reads as an AI");
    tc_arena_free(arena);
}
END_TEST

START_TEST(to_digital_link)
{
    arena = tc_arena_new();
    expect("(17)261231(21)5(10)A/B+C(01)09521234000013(11)261101", TC_FORM_DIGITAL_LINK, 0,
           "https://id.gs1.org/01/09521234000013/10/A%2FB%2BC/21/5?11=261101&17=261231");
    expect("http://example.com/san-pham/01/09521234000013/10/a%2db%2510?x=1#y",
           TC_FORM_DIGITAL_LINK, 0, "https://id.gs1.org/01/09521234000013/10/a-b%2510");
    expect("(00)952123400000000017(02)09521234000013(37)12", TC_FORM_DIGITAL_LINK, 0,
           "https://id.gs1.org/00/952123400000000017?02=09521234000013&37=12");
    expect("(01)09521234000013(235)T1", TC_FORM_DIGITAL_LINK, 0,
           "https://id.gs1.org/01/09521234000013/235/T1");
    expect("urn:epc:id:cpi:9521234.A%23B%2F1.12", TC_FORM_DIGITAL_LINK, 0,
           "https://id.gs1.org/8010/9521234A%23B%2F1/8011/12");
    expect("(01)09521234000013(10)A(01)09521234000013", TC_FORM_DIGITAL_LINK, 0,
           "https://id.gs1.org/01/09521234000013/10/A");
    expect_none("(410)9521234000006", TC_FORM_DIGITAL_LINK, 0, "no primary key");
    expect_none("(01)09521234000013(235)T1(10)L1", TC_FORM_DIGITAL_LINK, 0,
                "do not stand together");
    expect_none("(01)09521234000013(8200)x", TC_FORM_DIGITAL_LINK, 0, "no place");
    tc_arena_free(arena);
}
END_TEST

START_TEST(to_link_for_events)
{
    arena = tc_arena_new();
    expect("(01)09521234000013(10)L1(21)5(17)261231", TC_FORM_EPCIS_LINK, 0,
           "https://id.gs1.org/01/09521234000013/21/5");
    expect("(01)09521234000013(10)L1(17)261231", TC_FORM_EPCIS_LINK, 0,
           "https://id.gs1.org/01/09521234000013/10/L1");
    expect("9521234000013", TC_FORM_EPCIS_LINK, 0, "https://id.gs1.org/01/09521234000013");
    expect("(414)9521234000006(254)K1", TC_FORM_EPCIS_LINK, 0,
           "https://id.gs1.org/414/9521234000006/254/K1");
    expect("urn:epc:id:sgln:9521234.00000.0", TC_FORM_EPCIS_LINK, 0,
           "https://id.gs1.org/414/9521234000006");
    expect_none("(01)09521234000013(22)V", TC_FORM_EPCIS_LINK, 0, "variant");
    tc_arena_free(arena);
}
END_TEST

START_TEST(to_epc_uri)
{
    arena = tc_arena_new();
    expect("(01)19521234000010(21)A/1+", TC_FORM_EPC_URI, 7,
           "urn:epc:id:sgtin:9521234.100001.A%2F1+");
    expect("(01)09521234000013(10)L1", TC_FORM_EPC_URI, 7,
           "urn:epc:class:lgtin:9521234.000001.L1");
    expect("9521234000013", TC_FORM_EPC_URI, 12, "urn:epc:idpat:sgtin:952123400001.0.*");
    expect("(414)9521234000006", TC_FORM_EPC_URI, 7, "urn:epc:id:sgln:9521234.00000.0");
    expect("(8003)09521234000006", TC_FORM_EPC_URI, 7, "urn:epc:idpat:grai:9521234.00000.*");
    expect_none("(01)09521234000013(21)5", TC_FORM_EPC_URI, 0, "not known");
    expect_none("(01)09521234000013(21)5", TC_FORM_EPC_URI, 5, "6 to 12");
    expect_none("urn:epc:id:sgtin:9521234.000001.5", TC_FORM_EPC_URI, 8, "has 7 digits");
    expect_none("(01)09521234000013(22)V", TC_FORM_EPC_URI, 7, "variant");
    expect_none("(414)9521234000006(254)0", TC_FORM_EPC_URI, 7, "extension");
    expect_none("(8004)9521234A1", TC_FORM_EPC_URI, 8, "company prefix");
    expect_none("(410)9521234000006", TC_FORM_EPC_URI, 7, "no EPC URI");
    tc_arena_free(arena);
}
END_TEST

/* URN to Digital Link and back, for every scheme and length of the prefix. */
START_TEST(round_trip)
{
    static const char *const uris[] = {
        "urn:epc:id:sgtin:952123.4000001.A%2F1",
        "urn:epc:id:sgtin:9521234.000001.0",
        "urn:epc:id:sgtin:893850712345.0.1",
        "urn:epc:id:sscc:9521234.0000000001",
        "urn:epc:id:sscc:95212345678.100001",
        "urn:epc:id:sgln:952123400.000.K%2F1",
        "urn:epc:id:sgln:9521234.00000.0",
        "urn:epc:id:pgln:9521234.00000",
        "urn:epc:id:pgln:893850712345.",
        "urn:epc:id:grai:9521234.00001.A.1",
        "urn:epc:id:giai:9521234.A%2F1",
        "urn:epc:id:gsrn:9521234.0000000001",
        "urn:epc:id:gsrnp:9521234.0000000001",
        "urn:epc:id:gdti:9521234.00001.G1",
        "urn:epc:id:cpi:9521234.A%23B%2F1.12",
        "urn:epc:id:sgcn:9521234.00001.12",
        "urn:epc:id:ginc:9521234.X1",
        "urn:epc:id:gsin:9521234.000000001",
        "urn:epc:id:itip:9521234.000001.01.02.5",
        "urn:epc:id:upui:9521234.000001.T1",
        "urn:epc:class:lgtin:9521234.000001.L1",
        "urn:epc:idpat:sgtin:9521234.000001.*",
    };

    arena = tc_arena_new();
    for (size_t i = 0; i < sizeof(uris) / sizeof(uris[0]); i++) {
        size_t prefix_len = strcspn(strrchr(uris[i], ':') + 1, ".");
        const char *link = convert(uris[i], TC_FORM_EPCIS_LINK, 0);

        ck_assert_msg(link != NULL, "%s: %s", uris[i], err.en);
        expect(link, TC_FORM_EPC_URI, prefix_len, uris[i]);
        expect(convert(link, TC_FORM_ELEMENT_STRING, 0), TC_FORM_EPC_URI, prefix_len, uris[i]);
        expect(uris[i], TC_FORM_EPC_URI, 0, uris[i]);
    }
    tc_arena_free(arena);
}
END_TEST

START_TEST(faulty_codes_are_not_converted)
{
    struct tc_code_result result;

    arena = tc_arena_new();
    tc_code_check(arena, "(01)09521234000014", 18, TC_CODE_UNKNOWN, &result);
    ck_assert_ptr_null(tc_code_convert(arena, &result, TC_FORM_DIGITAL_LINK, 0, &err));
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("convert", to_element_string, to_digital_link, to_link_for_events, to_epc_uri,
              round_trip, faulty_codes_are_not_converted)
