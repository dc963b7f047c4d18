/* Pre-hash strings by CBV 2.0, 8.9.2: the order of fields, user data, the readings, documents.
 */
#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "base/digest.h"
#include "base/file.h"
#include "tracecert/hash.h"

#define HEAD                                                                                   \
    "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","       \
    "{\"ex\":\"https://ns.example.com/\",\"own\":\"ex:mine\"}],"                               \
    "\"type\":\"ObjectEvent\",\"eventTime\":\"2026-11-25T08:30:00+07:00\","
#define START "eventType=ObjectEventeventTime=2026-11-25T01:30:00.000Z"

static struct tc_arena *arena;

/* The last event that was handed over; texts are copied. */
static struct tc_hash_event met;
static size_t count;

static void setup(void)
{
    tc_arena_free(arena);
    arena = tc_arena_new();
    count = 0;
}

static void take(void *cookie, const struct tc_hash_event *event)
{
    (void)cookie;
    count++;
    met = *event;
    for (size_t r = 0; r < TC_HASH_READINGS; r++)
        if (met.hashes[r].prehash)
            met.hashes[r].prehash = tc_arena_strdup(arena, met.hashes[r].prehash);
}

static void hash_all(const char *text)
{
    struct tc_hash_request request = { TC_HASH_ALL, 0, take, NULL };
    struct tc_err err = { 0 };

    setup();
    ck_assert_msg(tc_hash_bytes(text, strlen(text), &request, &err) == 0, "%s: %s", text,
                  err.en);
}

/* What a reading makes of an event of these members, behind its time. */
static const char *tail(enum tc_hash_reading reading, const char *members)
{
    char text[4096];

    snprintf(text, sizeof(text), "%s%s}", HEAD, members);
    hash_all(text);
    ck_assert_uint_eq(count, 1);
    if (!met.hashes[reading].prehash)
        return NULL;
    ck_assert_msg(strncmp(met.hashes[reading].prehash, START, strlen(START)) == 0, "%s",
                  met.hashes[reading].prehash);
    return met.hashes[reading].prehash + strlen(START);
}

static void check_text(const char *members, const char *expected)
{
    ck_assert_str_eq(tail(TC_HASH_TEXT, members), expected);
}

/* The doubts of such an event, and whether the readings differ as they say. */
static unsigned doubts(const char *members)
{
    const char *first = tail(TC_HASH_TEXT, members);

    for (size_t r = 0; r < TC_HASH_READINGS && !met.doubts; r++)
        ck_assert_str_eq(met.hashes[r].prehash + strlen(START), first);
    return met.doubts;
}

START_TEST(an_id_is_the_digest_of_the_prehash)
{
    char hex[TC_SHA256_HEX + 1], id[TC_HASH_ID];

    tail(TC_HASH_TEXT, "\"action\":\"ADD\"");
    tc_sha256_hex(met.hashes[0].prehash, met.hashes[0].len, hex);
    snprintf(id, sizeof(id), "ni:///sha-256;%s?ver=CBV2.0", hex);
    ck_assert_str_eq(met.hashes[TC_HASH_TEXT].id, id);
    ck_assert_str_eq(met.hashes[TC_HASH_REFERENCE].id, id);
    snprintf(id, sizeof(id), "ni:///sha-256;%s?ver=CBV2.1", hex);
    ck_assert_str_eq(met.hashes[TC_HASH_OPENEPCIS_2_1].id, id);
}
END_TEST

START_TEST(fields_come_in_the_canonical_order)
{
    check_text("\"bizStep\":\"shipping\",\"action\":\"OBSERVE\",\"eventID\":\"urn:uuid:1\","
               "\"recordTime\":\"2026-11-25T08:30:00Z\",\"eventTimeZoneOffset\":\"+07:00\","
               "\"epcList\":[\"urn:b\",\"urn:B\",\"urn:a\"],\"errorDeclaration\":{\"a\":1}",
               "eventTimeZoneOffset=+07:00epcListepc=urn:Bepc=urn:aepc=urn:baction=OBSERVE"
               "bizStep=https://ref.gs1.org/cbv/BizStep-shipping");
    check_text("\"quantityList\":[{\"uom\":\"KGM\",\"quantity\":2.0,\"epcClass\":\"urn:b\"},"
               "{\"epcClass\":\"urn:a\"}],\"parentID\":\" urn:p \"",
               "parentID=urn:pquantityListquantityElementepcClass=urn:aquantityElement"
               "epcClass=urn:bquantity=2uom=KGM");
    check_text("\"persistentDisposition\":{\"unset\":[\"damaged\"],\"set\":[\"expired\","
               "\"active\"]}",
               "persistentDispositionset=https://ref.gs1.org/cbv/Disp-activeset=https://"
               "ref.gs1.org/cbv/Disp-expiredunset=https://ref.gs1.org/cbv/Disp-damaged");
}
END_TEST

START_TEST(types_follow_what_they_qualify)
{
    static const char list[] = "\"sourceList\":[{\"type\":\"location\",\"source\":\"urn:s\"}],"
                               "\"bizTransactionList\":[{\"bizTransaction\":\"urn:t\"}],"
                               "\"destinationList\":[{\"type\":\"ex:d\",\"destination\":"
                               "\"urn:d\"}],\"ilmd\":{\"ex:a\":\"b\"}";
#define LOCATION "type=https://ref.gs1.org/cbv/SDT-location"
#define ILMD "ilmd{https://ns.example.com/}a=b"

    check_text(list, "bizTransactionListbizTransaction=urn:tsourceListsource=urn:s" LOCATION
                     "destinationListdestination=urn:dtype=https://ns.example.com/d" ILMD);
    ck_assert_str_eq(tail(TC_HASH_REFERENCE, list),
                     "bizTransactionListbizTransaction=urn:tdestinationList"
                     "type=https://ns.example.com/ddestination=urn:d" ILMD "sourceList" LOCATION
                     "source=urn:s");
    ck_assert_str_eq(tail(TC_HASH_OPENEPCIS_2_0, list),
                     "bizTransactionListbizTransaction=urn:tsourceList" LOCATION
                     "source=urn:sdestinationListtype=https://ns.example.com/d"
                     "destination=urn:d" ILMD);
}
END_TEST

START_TEST(user_data_has_its_namespace)
{
#define N "{https://ns.example.com/}"
    check_text("\"ex:b\":[\"y\",\"x\"],\"ex:a\":{\"ex:d\":\"1\",\"ex:c\":true},"
               "\"rdfs:comment\":\"c\"",
               N "a" N "c=true" N "d=1" N "b=x" N "b=y");
    check_text("\"own\":\"1\",\"https://o.example/ns#f\":\"2\",\"gs1:g\":\"3\"",
               "{https://gs1.org/voc/}g=3" N "mine=1{https://o.example/ns#}f=2");
    check_text("\"readPoint\":{\"ex:f\":\"v\",\"id\":\"urn:p\"},\"ex:a\":\"b\"",
               "readPointid=urn:p" N "f=v" N "a=b");
    ck_assert_str_eq(tail(TC_HASH_OPENEPCIS_2_0,
                          "\"readPoint\":{\"ex:f\":\"v\",\"id\":\"urn:p\"},\"ex:a\":\"b\""),
                     "readPointid=urn:p" N "a=breadPoint" N "f=v");
}
END_TEST

#define BIT(doubt) (1U << TC_DOUBT_##doubt)

START_TEST(doubts_say_what_is_read_in_different_ways)
{
    static const struct {
        const char *members;
        unsigned doubts;
    } events[] = {
        { "\"epcList\":[\"https://id.gs1.org/01/09521234000013/21/A1\"],\"action\":\"ADD\"",
          0 },
        { "\"ex:a\":\"2\",\"quantityList\":[{\"quantity\":1.50}]", 0 },
        { "\"ex:a\":{\"ex:b\":\"c\"},\"ilmd\":{\"ex:c\":\"1.5\"}", 0 },
        { "\"sourceList\":[{\"source\":\"urn:s\"}]", BIT(LISTS) },
        { "\"parentID\":\"urn:p\",\"epcList\":[\"urn:e\"]", BIT(PARENT) },
        { "\"bizLocation\":{\"id\":\"urn:p\",\"ex:a\":\"b\"}", BIT(NESTED) },
        { "\"sensorElementList\":[{\"sensorMetadata\":{\"time\":\"2026-11-25T01:30:00.0005Z\"}}"
          "]",
          BIT(ROUNDING) },
        { "\"ex:a\":\"2.0\"", BIT(NUMBER) },
        { "\"quantityList\":[{\"quantity\":0.00001}]", BIT(NUMBER) },
        { "\"certificationInfo\":\"urn:c\"", BIT(CERTIFICATION) },
        { "\"bizStep\":\"cbv:BizStep-shipping\"", BIT(CURIE) },
        { "\"ex:a\":\"urn:epc:id:sgln:9521234.00000.0\"", BIT(USER_VALUE) },
        { "\"ex:a\":\"2026-11-25T01:30:00+07:00\"", BIT(USER_VALUE) },
        { "\"ex:a\":\"\"", BIT(EMPTY) },
        { "\"epcList\":[]", BIT(EMPTY) },
        { "\"ex:a\":{\"b\":\"c\"}", BIT(NAME) },
        { "\"nobody:a\":\"c\"", BIT(NAME) },
        { "\"parentID\":\"https://id.gs1.org/01/09521234000013/21/A!\"", BIT(IDENTIFIER) },
        { "\"parentID\":\"urn:epc:id:gdti:893850712345..G1\"", BIT(IDENTIFIER) },
        { "\"parentID\":\"urn:epc:id:sgtin:1.2.3\"", BIT(IDENTIFIER) },
        { "\"bizStep\":\"shiping\"", BIT(VALUE) },
        { "\"parentID\":{\"id\":\"urn:p\"}", BIT(VALUE) },
        { "\"epcClass\":\"urn:c\"", BIT(EXTRA) },
    };

    for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
        ck_assert_msg(doubts(events[i].members) == events[i].doubts, "%s: %x",
                      events[i].members, met.doubts);
}
END_TEST

/* --- documents -----------------------------------------------------------------------------
 */

/* The hashes of all events of a document, a line each. */
static void collect(void *cookie, const struct tc_hash_event *event)
{
    char **lines = cookie;

    for (size_t r = 0; r < TC_HASH_READINGS; r++)
        *lines =
            tc_arena_printf(arena, "%s%zu %s\n", *lines, event->number, event->hashes[r].id);
}

static char *hashes_of(const char *name)
{
    char *lines = "", *bytes;
    struct tc_hash_request request = { TC_HASH_ALL, 0, collect, &lines };
    struct tc_err err = { 0 };
    size_t len;

    bytes = tc_file_read(
        arena,
        tc_arena_printf(arena, "%s/fixtures/documents/good/%s", tc_file_home(arena), name),
        (size_t)1 << 20, &len, &err);
    ck_assert_msg(bytes != NULL, "%s: %s", name, err.en);
    ck_assert_msg(tc_hash_bytes(bytes, len, &request, &err) == 0, "%s: %s", name, err.en);
    return lines;
}

START_TEST(twins_in_json_and_xml_have_one_hash)
{
    setup();
    ck_assert_str_eq(hashes_of("twins.jsonld"), hashes_of("twins.xml"));
    ck_assert_ptr_nonnull(strstr(hashes_of("twins.xml"), "\n7 ni:///sha-256;"));
}
END_TEST

START_TEST(a_context_may_come_last)
{
    setup();
    hash_all("{\"type\":\"EPCISDocument\",\"epcisBody\":{\"eventList\":[{\"type\":\"X\"},"
             "{\"type\":\"X\",\"ex:a\":\"b\"},{\"type\":\"X\",\"ex:a\":\"c\"}]},"
             "\"@context\":{\"ex\":\"https://ns.example.com/\"}}");
    ck_assert_uint_eq(count, 3);
    ck_assert_uint_eq(met.number, 3);
    ck_assert_str_eq(met.hashes[0].prehash, "eventType=X{https://ns.example.com/}a=c");
    ck_assert_uint_eq(met.doubts, 0);
}
END_TEST

START_TEST(an_event_may_have_a_context_of_its_own)
{
    setup();
    hash_all("{\"@context\":{\"ex\":\"https://a.example/\",\"b\":\"https://b.example/\"},"
             "\"type\":\"EPCISDocument\",\"epcisBody\":{\"eventList\":[{\"type\":\"X\","
             "\"@context\":[{\"ex\":{\"@id\":\"urn:x:\"}}],\"ex:a\":\"1\",\"b:c\":\"2\"}]}}");
    ck_assert_str_eq(met.hashes[0].prehash, "eventType=X{https://b.example/}c=2{urn:x:}a=1");
}
END_TEST

START_TEST(master_data_of_cbv_has_one_namespace)
{
    setup();
    hash_all("<e:EPCISDocument xmlns:e=\"urn:epcglobal:epcis:xsd:2\" "
             "xmlns:m=\"urn:epcglobal:cbv:mda\"><EPCISBody><EventList><X><ilmd>"
             "<m:netWeight unit=\"KGM\">3.5</m:netWeight><m:lotNumber>L</m:lotNumber></ilmd>"
             "</X></EventList></EPCISBody></e:EPCISDocument>");
    ck_assert_str_eq(met.hashes[0].prehash, "eventType=Xilmd{urn:epcglobal:cbv:mda}lotNumber=L"
                                            "{urn:epcglobal:cbv:mda}netWeight=3.5unit=KGM");
    ck_assert_uint_eq(met.doubts, BIT(MASTER_DATA) | BIT(NAME));
    check_text("\"ilmd\":{\"cbvmda:lotNumber\":\"L\"}",
               "ilmd{urn:epcglobal:cbv:mda}lotNumber=L");
    ck_assert_uint_eq(met.doubts, BIT(MASTER_DATA));
}
END_TEST

START_TEST(what_cannot_be_read_is_told)
{
    static const char *const broken[] = {
        "", "{\"a\":", "<a>", "<a><b></a>", "[", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"
    };
    struct tc_hash_request request = { TC_HASH_ALL, 0, take, NULL };

    setup();
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        struct tc_err err = { 0 };

        ck_assert_msg(tc_hash_bytes(broken[i], strlen(broken[i]), &request, &err) == -1, "%s",
                      broken[i]);
        ck_assert_str_ne(err.en, "");
    }
    ck_assert_uint_eq(count, 0);
}
END_TEST

TC_CHECK_MAIN("event hash", an_id_is_the_digest_of_the_prehash,
              fields_come_in_the_canonical_order, types_follow_what_they_qualify,

              user_data_has_its_namespace, doubts_say_what_is_read_in_different_ways,
              twins_in_json_and_xml_have_one_hash, master_data_of_cbv_has_one_namespace,
              a_context_may_come_last, an_event_may_have_a_context_of_its_own,
              what_cannot_be_read_is_told)
