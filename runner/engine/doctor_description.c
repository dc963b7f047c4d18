/* What can be said of a description without asking the system. */
#include <string.h>

#include "engine/doctor_lines.h"
#include "engine/registry.h"
#include "tracecert/code.h"
#include "validate/code/key.h"

/* --- roles and interfaces ---------------------------------------------------- */

/* An interface that a claimed role cannot do without. */
static void need_interface(struct tc_doctor_lines *lines, const struct tc_system *system,
                           enum tc_role role, bool configured, const char *interface,
                           unsigned needs)
{
    if (!system->roles[role] || configured)
        return;
    tc_doctor_setup(lines, "roles", needs,
                    tc_say(lines->arena, "đã nhận vai trò %s nhưng thiếu interfaces.%s",
                           "the role %s is claimed, but interfaces.%s is missing",
                           tc_role_name(role), interface),
                    tc_say(lines->arena, "Khai báo interfaces.%s, hoặc bỏ %s khỏi \"roles\".",
                           "Add interfaces.%s, or take %s out of \"roles\".", interface,
                           tc_role_name(role)));
}

/* An interface that no claimed role uses is not tested: perhaps a role was
 * forgotten. */
static void need_role(struct tc_doctor_lines *lines, bool configured, bool used,
                      const char *where, const char *roles)
{
    if (!configured || used)
        return;
    tc_doctor_note(lines, where,
                   TC_TEXT("không vai trò nào dùng giao diện này nên nó không được kiểm thử",
                           "no claimed role uses this interface; it is not tested"),
                   tc_say(lines->arena, "Nếu cần kiểm thử, thêm vào \"roles\": %s.",
                          "If it shall be tested, add to \"roles\": %s.", roles));
}

static void check_roles(struct tc_doctor_lines *lines, const struct tc_system *s)
{
    const bool *roles = s->roles;

    need_interface(lines, s, TC_ROLE_EPCIS_CAPTURE, s->epcis.configured, "epcis",
                   TC_NEEDS_CAPTURE);
    need_interface(lines, s, TC_ROLE_EPCIS_QUERY, s->epcis.configured, "epcis", TC_NEEDS_QUERY);
    need_interface(lines, s, TC_ROLE_RESOLVER, s->resolver.configured, "resolver",
                   TC_NEEDS_RESOLVER);
    need_interface(lines, s, TC_ROLE_LABEL, s->label.configured, "label", TC_NEEDS_LABEL);
    need_interface(lines, s, TC_ROLE_PUBLIC_PAGE, s->resolver.configured || s->page.configured,
                   "publicPage", TC_NEEDS_RESOLVER);
    need_interface(lines, s, TC_ROLE_PORTAL_CLIENT, s->portal_count > 0, "portal",
                   TC_NEEDS_PORTAL);
    need_interface(lines, s, TC_ROLE_PORTAL_CLIENT, tc_system_takes_events(s), "epcis",
                   TC_NEEDS_PORTAL);
    need_role(lines, s->epcis.configured,
              roles[TC_ROLE_EPCIS_DOCUMENT] || roles[TC_ROLE_EPCIS_CAPTURE] ||
                  roles[TC_ROLE_EPCIS_QUERY] || roles[TC_ROLE_PORTAL_CLIENT],
              "interfaces.epcis", "epcis-capture, epcis-query");
    need_role(lines, s->resolver.configured,
              roles[TC_ROLE_RESOLVER] || roles[TC_ROLE_PUBLIC_PAGE], "interfaces.resolver",
              "resolver");
    need_role(lines, s->label.configured, roles[TC_ROLE_LABEL], "interfaces.label", "label");
    need_role(lines, s->page.configured, roles[TC_ROLE_PUBLIC_PAGE], "interfaces.publicPage",
              "public-page");
    need_role(lines, s->portal_count > 0, roles[TC_ROLE_PORTAL_CLIENT], "interfaces.portal",
              "portal-client");
}

/* --- the implementation statement -------------------------------------------- */

static bool role_uses_line(const struct tc_system *system, const char *line,
                           const struct tc_registry_entry *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct tc_case *c = cases[i].tc_case;

        if (c->statement && strcmp(c->statement, line) == 0 && system->roles[c->role])
            return true;
    }
    return false;
}

static void check_statement(struct tc_doctor_lines *lines, const struct tc_system *system)
{
    size_t count, cases_count;
    const char *const *known = tc_registry_statement_lines(lines->arena, &count);
    const struct tc_registry_entry *cases = tc_registry(lines->arena, &cases_count);
    const char *missing = "";

    for (size_t i = 0; i < count; i++) {
        if (tc_system_stated(system, known[i]) == TC_STATEMENT_LEFT_OUT &&
            role_uses_line(system, known[i], cases, cases_count))
            missing = tc_arena_printf(lines->arena, "%s%s%s", missing, *missing ? ", " : "",
                                      known[i]);
    }
    if (!*missing) {
        tc_doctor_ok(
            lines, "statement",
            TC_TEXT("mọi dòng của bản khai đã có", "every line of the statement is there"));
        return;
    }
    tc_doctor_note(
        lines, "statement",
        tc_say(lines->arena, "bản khai thiếu dòng: %s", "lines left out: %s", missing),
        TC_TEXT(
            "Ghi \"yes\" hoặc \"no\" cho từng dòng; còn thiếu thì không cấp được chứng nhận.",
            "Say \"yes\" or \"no\" to each; with a gap no certificate can be given."));
}

/* --- test data ---------------------------------------------------------------- */

static void check_key(struct tc_doctor_lines *lines, const struct tc_system *system,
                      const char *member, size_t digits)
{
    const char *value = json_string_value(json_object_get(system->test_data, member));
    const char *where = tc_arena_printf(lines->arena, "testData.%s", member);

    if (!value) {
        tc_doctor_setup(
            lines, where, TC_DOCTOR_ALL,
            TC_TEXT("thiếu dữ liệu kiểm thử này", "this test datum is missing"),
            tc_say(lines->arena,
                   "Ghi một mã %zu chữ số, trong ngoặc kép, của sản phẩm hoặc địa "
                   "điểm dùng để kiểm thử.",
                   "Give a key of %zu digits, in quotes, of a product or place that "
                   "is set aside for tests.",
                   digits));
    } else if (strlen(value) != digits || strspn(value, "0123456789") != digits) {
        tc_doctor_setup(lines, where, TC_DOCTOR_ALL,
                        tc_say(lines->arena, "không phải %zu chữ số", "not %zu digits", digits),
                        TC_TEXT("Viết đủ chữ số, thêm số 0 ở đầu cho GTIN ngắn hơn.",
                                "Write all digits, with leading zeros for a shorter GTIN."));
    } else if (!tc_check_digit_holds(value, digits)) {
        tc_doctor_setup(
            lines, where, TC_DOCTOR_ALL,
            tc_say(lines->arena, "chữ số kiểm tra sai: %s", "wrong check digit: %s", value),
            tc_say(lines->arena, "Chữ số cuối phải là %c; xem lại mã đã gõ đúng chưa.",
                   "The last digit must be %c; see whether the key was mistyped.",
                   tc_check_digit(value, digits - 1)));
    }
}

static void check_test_data(struct tc_doctor_lines *lines, const struct tc_system *system)
{
    size_t before = lines->count;

    check_key(lines, system, "gtin", 14);
    if (system->epcis.configured)
        check_key(lines, system, "gln", 13);
    if (lines->count == before)
        tc_doctor_ok(lines, "testData",
                     TC_TEXT("mã GTIN và GLN kiểm thử đúng", "test GTIN and GLN are right"));
}

void tc_doctor_description(struct tc_doctor_lines *lines, const struct tc_system *system)
{
    size_t before = lines->count;

    check_roles(lines, system);
    if (lines->count == before)
        tc_doctor_ok(lines, "roles",
                     TC_TEXT("mỗi vai trò có giao diện của nó", "each role has its interface"));
    check_statement(lines, system);
    check_test_data(lines, system);
}
