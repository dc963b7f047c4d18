#include "base/check_main.h"
#include "portal/simulator.h"

#include <string.h>

#include "net/client.h"

/* The dialects that bring records, errors in 200 and XML. */

static struct tc_arena *arena;
static struct tc_portal_simulator *sim;
static struct tc_portal_dialect *dialect;
static const char *authorization;

static json_t *send(const char *path, const char *body)
{
    struct tc_header headers[] = { { "Authorization", authorization }, { NULL, NULL } };
    struct tc_client_request request = { .method = body ? "POST" : "GET",
                                         .headers = authorization ? headers : NULL,
                                         .body = body,
                                         .body_len = body ? strlen(body) : 0 };
    struct tc_client_answer answer;

    request.url = tc_arena_printf(arena, "%s%s", tc_portal_simulator_url(sim), path);
    tc_client_send(arena, &request, &answer);
    ck_assert_int_eq(answer.status, 200);
    return json_loadb(answer.body, answer.body_len, 0, NULL);
}

static void start(const char *name, const char *token_path)
{
    struct tc_portal_options options = { .client_id = "v", .client_secret = "s" };
    struct tc_err err = { 0 };
    json_t *token;

    arena = tc_arena_new();
    dialect = tc_portal_dialect_load(arena, name, &err);
    ck_assert_msg(dialect != NULL, "%s", err.en);
    options.dialect = dialect;
    sim = tc_portal_simulator_start(&options, &err);
    ck_assert_msg(sim != NULL, "%s", err.en);
    authorization = NULL;
    token = send(token_path, "grant_type=client_credentials&client_id=v&client_secret=s");
    authorization = tc_arena_printf(arena, "Bearer %s",
                                    json_string_value(json_object_get(token, "access_token")));
    json_decref(token);
}

static void stop(void)
{
    tc_portal_simulator_stop(sim);
    tc_portal_dialect_free(dialect);
    tc_arena_free(arena);
}

/* The id in the answer's "data"; its "error" where there is none. */
static const char *told(const char *path, const char *member, const char *body)
{
    json_t *json = send(path, body);
    const char *error = json_string_value(json_object_get(json, "error"));
    const char *id = json_string_value(json_object_get(json_object_get(json, "data"), member));

    ck_assert(!error != !id);
    error = tc_arena_strdup(arena, error ? error : id);
    json_decref(json);
    return error;
}

#define ORGANISATION "{\"maSoThue\":\"1\",\"ten\":\"HTX\",\"diaChi\":\"Chũ\"}"

static const char *product(const char *organisation, const char *picture, const char *weight)
{
    return told(
        "/tochuc/v5/ToChuc_SanPham", "idSanPham",
        tc_arena_printf(arena,
                        "{\"idToChuc\":\"%s\",\"gtin\":\"09521234000013\",\"ten\":\"V\","
                        "\"hinhAnh\":[%s],\"khoiLuong\":%s,\"donViTinh\":\"kg\"}",
                        organisation, picture, weight));
}

/* The only request so far in whose record the text stands, or the last. */
static json_t *attempt(const char *on)
{
    char *text = tc_portal_ledger_attempts(tc_portal_simulator_ledger(sim), on);
    json_t *json = json_loads(text, 0, NULL), *list = json_object_get(json, "attempts");
    json_t *last = json_incref(json_array_get(list, json_array_size(list) - 1));

    json_decref(json);
    free(text);
    ck_assert_ptr_nonnull(last);
    return last;
}

static void has(const char *on, const char *member, const char *value)
{
    json_t *json = attempt(on);

    ck_assert_str_eq(json_string_value(json_object_get(json, member)), value);
    ck_assert_int_eq(json_is_true(json_object_get(json, "accepted")), !*value);
    json_decref(json);
}

START_TEST(records_get_ids_that_others_need)
{
    const char *organisation, *given;

    start("txng", "/sso/token");
    organisation = told("/tochuc/v5/ToChuc", "idToChuc", ORGANISATION);
    ck_assert_str_eq(told("/tochuc/v5/ToChuc", "idToChuc", ORGANISATION), organisation);
    ck_assert_str_eq(product("made-up", "\"http://h/a.png\"", "1"), "ERR_KHONG_TON_TAI");
    has("09521234000013", "unmet", "organisation");
    has("09521234000013", "unmetId", "made-up");
    ck_assert_str_eq(product(organisation, "", "1"), "ERR_THIEU_DU_LIEU");
    has("09521234000013", "missing", "/hinhAnh/0");
    ck_assert_str_eq(product(organisation, "\"http://h/a.png\"", "\"0\""), "ERR_THIEU_DU_LIEU");
    has("09521234000013", "missing", "/khoiLuong");
    given = product(organisation, "\"http://h/a.png\"", "\"0.5\"");
    ck_assert_uint_eq(strlen(given), 32);
    has("09521234000013", "missing", "");
    ck_assert_str_eq(
        told("/tochuc/v5/ToChuc", "idToChuc", "{\"ten\":\"HTX\",\"diaChi\":\"x\"}"),
        "ERR_DU_LIEU");
    stop();
}
END_TEST

/* Organisation, product, place, lot and step; gives the id of the step. */
static const char *chain_step(void)
{
    const char *o = told("/tochuc/v5/ToChuc", "idToChuc", ORGANISATION);
    const char *p = product(o, "\"http://h/a.png\"", "1");
    const char *place =
        told("/tochuc/v5/ToChuc_VungTrong", "idVungTrong",
             tc_arena_printf(arena,
                             "{\"idToChuc\":\"%s\",\"gln\":\"1\",\"ten\":\"V\",\"tinh\":\"B\","
                             "\"phuongXa\":\"C\",\"diaChi\":\"D\"}",
                             o));
    const char *lot = told("/tochuc/v5/ChuoiCungUng", "idChuoiCungUng",
                           tc_arena_printf(arena,
                                           "{\"idToChuc\":\"%s\",\"idSanPham\":\"%s\","
                                           "\"maTruyVet\":\"urn:x:lot\"}",
                                           o, p));

    return told("/tochuc/v5/ChuoiCungUng_CongDoan", "idCongDoan",
                tc_arena_printf(arena,
                                "{\"maCongDoan\":\"1\",\"idChuoiCungUng\":\"%s\","
                                "\"idVungTrong\":\"%s\",\"idCongViec\":\"cv-01\"}",
                                lot, place));
}

static void script(const char *text)
{
    struct tc_portal_script steps;
    struct tc_err err = { 0 };

    ck_assert_msg(tc_portal_script_parse(arena, "script", text, strlen(text), &steps, &err) ==
                      0,
                  "%s", err.en);
    tc_portal_ledger_play(tc_portal_simulator_ledger(sim), &steps);
}

START_TEST(an_error_may_come_inside_of_200)
{
    const char *event;
    json_t *last;

    start("txng", "/sso/token");
    event = tc_arena_printf(arena,
                            "{\"maSuKien\":\"urn:x:1\",\"idCongDoan\":\"%s\","
                            "\"thoiGian\":\"T\",\"maTruyVet\":\"urn:x:lot\"}",
                            chain_step());
    script("{\"steps\":[{\"on\":\"urn:x:1\",\"answer\":\"systemError\"},"
           "{\"on\":\"record:organisation:urn:x:other\",\"answer\":\"systemError\"},"
           "{\"on\":\"record:organisation:1\",\"answer\":\"systemError\"},"
           "{\"on\":\"record:organisation\",\"answer\":\"dataError\"}]}");
    ck_assert_str_eq(told("/tochuc/v5/ToChuc", "idToChuc", ORGANISATION), "ERR_SYS_DEV");
    ck_assert_str_eq(told("/tochuc/v5/ToChuc", "idToChuc", ORGANISATION), "ERR_DU_LIEU");
    ck_assert_str_eq(told("/tochuc/v5/CongDoan_SuKien", "idSuKien", event), "ERR_SYS_DEV");
    last = attempt("urn:x:1");
    ck_assert(json_is_false(json_object_get(last, "accepted")));
    json_decref(last);
    told("/tochuc/v5/CongDoan_SuKien", "idSuKien", event);
    last = attempt("urn:x:1");
    ck_assert(json_is_true(json_object_get(last, "accepted")));
    ck_assert_str_eq(
        json_string_value(json_object_get(json_object_get(last, "event"), "eventID")),
        "urn:x:1");
    ck_assert(json_is_array(json_object_get(json_object_get(last, "event"), "epcList")));
    json_decref(last);
    stop();
}
END_TEST

/* The address of the next page; "" if there is none. */
static const char *read_page(const char *path, size_t items)
{
    json_t *json = send(path, NULL);
    const char *next = json_string_value(json_object_get(json, "tiepTheo"));

    ck_assert_uint_eq(json_array_size(json_object_get(json, "data")), items);
    next = next ? tc_arena_strdup(arena, next) : "";
    json_decref(json);
    return next;
}

static void lay_out(const char *text)
{
    json_t *layout = json_loads(text, 0, NULL);

    ck_assert(tc_portal_simulator_lay_out(sim, layout));
    json_decref(layout);
}

/* What stands behind an event is known, also its task. */
START_TEST(a_list_may_come_in_pages)
{
    const char *first = "/tochuc/v5/CongViec", *next;
    struct tc_err err = { 0 };
    json_t *last;

    start("txng", "/sso/token");
    ck_assert_str_eq(read_page(first, 10), "");
    lay_out("{\"record\":\"task\",\"pages\":[{\"items\":[\"cv-01\"],\"next\":2},"
            "{\"items\":[\"cv-02\",\"cv-01\"],\"next\":\"elsewhere\"}]}");
    next = read_page(first, 1);
    ck_assert_str_eq(
        next, tc_arena_printf(arena, "%s%s?trang=1-2", tc_portal_simulator_url(sim), first));
    next = read_page(next + strlen(tc_portal_simulator_url(sim)), 2);
    ck_assert_ptr_nonnull(strstr(next, "/moved/"));
    last = attempt("record:page");
    ck_assert_int_eq(
        json_integer_value(json_object_get(json_object_get(last, "event"), "page")), 2);
    json_decref(last);
    ck_assert_str_eq(chain_step(), "ERR_KHONG_TON_TAI"); /* cv-01 has a new id */
    has("urn:x:lot", "unmet", "");
    ck_assert_int_eq(tc_portal_simulator_settle(sim, &err), 0); /* it is whole again */
    json_decref(send("/tochuc/v5/CongDoan_SuKien",
                     tc_arena_printf(arena, "{\"maSuKien\":\"urn:x:1\",\"idCongDoan\":\"%s\"}",
                                     chain_step())));
    last = attempt("urn:x:1");
    ck_assert_str_eq(json_string_value(json_object_get(json_object_get(last, "named"), "task")),
                     "cv-01");
    json_decref(last);
    stop();
}
END_TEST

START_TEST(events_may_come_in_xml)
{
    json_t *last;

    start("epcis12", "/oauth/token");
    json_decref(send("/capture",
                     "<e:EPCISDocument xmlns:e='urn:epcglobal:epcis:xsd:1'><EPCISBody>"
                     "<EventList><ObjectEvent><epcList><epc>urn:x:7</epc></epcList>"
                     "</ObjectEvent></EventList></EPCISBody></e:EPCISDocument>"));
    last = attempt("urn:x:7");
    ck_assert_str_eq(json_string_value(json_object_get(last, "record")), "event");
    ck_assert(json_is_true(json_object_get(last, "accepted")));
    json_decref(last);
    stop();
}
END_TEST

TC_CHECK_MAIN("portal visits", records_get_ids_that_others_need,
              an_error_may_come_inside_of_200, a_list_may_come_in_pages, events_may_come_in_xml)
