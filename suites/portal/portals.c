#include "portals.h"

#include <stdlib.h>
#include <string.h>

#include "tracecert/code.h"

#define ONE_ONLY                                                                               \
    TC_TEXT("tệp mô tả chỉ nêu một cổng (interfaces.portal)",                                  \
            "the description names one portal only (interfaces.portal)")

void portals_need_two(struct tc_test *t)
{
    if (tc_portal_count(t) < 2)
        tc_stop_not_applicable(t, ONE_ONLY);
}

void portals_say_one(struct tc_test *t, const char *requirement)
{
    tc_not_applicable(t, requirement, ONE_ONLY);
}

void portals_need_whole(struct tc_test *t)
{
    struct tc_portal_dialect_facts facts = tc_portal_facts(t);

    if (facts.xml || facts.members)
        tc_stop_not_applicable(t, TC_TEXT("giao diện của cổng không nhận toàn bộ sự kiện EPCIS "
                                          "2.0 (interfaces.portal, dialect)",
                                          "the portal's dialect does not take whole events of "
                                          "EPCIS 2.0 (interfaces.portal, dialect)"));
}

/* Speak of the first portal of which that holds; false if there is none. */
static bool use_first(struct tc_test *t, bool (*holds)(const struct tc_portal_dialect_facts *))
{
    for (unsigned i = 0; i < tc_portal_count(t); i++) {
        struct tc_portal_dialect_facts facts;

        tc_portal_use(t, i);
        facts = tc_portal_facts(t);
        if (holds(&facts))
            return true;
    }
    return false;
}

static bool has_records(const struct tc_portal_dialect_facts *facts)
{
    return facts->records;
}

void portals_use_records(struct tc_test *t)
{
    if (!use_first(t, has_records))
        tc_stop_not_applicable(
            t, TC_TEXT("không cổng nào trong tệp mô tả nhận dữ liệu gốc theo mã "
                       "của cổng (interfaces.portal, dialect)",
                       "no portal of the description takes master data by ids of "
                       "its own (interfaces.portal, dialect)"));
}

static bool has_xml(const struct tc_portal_dialect_facts *facts)
{
    return facts->xml;
}

void portals_use_xml(struct tc_test *t)
{
    if (!use_first(t, has_xml))
        tc_stop_not_applicable(t,
                               TC_TEXT("không cổng nào trong tệp mô tả nhận EPCIS 1.2 dạng XML "
                                       "(interfaces.portal, dialect)",
                                       "no portal of the description takes EPCIS 1.2 in XML "
                                       "(interfaces.portal, dialect)"));
}

static bool has_ws_security(const struct tc_portal_dialect_facts *facts)
{
    return facts->ws_security;
}

void portals_use_signed(struct tc_test *t)
{
    if (!use_first(t, has_ws_security))
        tc_stop_not_applicable(t, TC_TEXT("không cổng nào trong tệp mô tả đăng nhập bằng "
                                          "WS-Security (interfaces.portal, dialect)",
                                          "no portal of the description is signed in to by "
                                          "WS-Security (interfaces.portal, dialect)"));
}

bool portals_use_next(struct tc_test *t, unsigned *portal, bool (*has)(struct tc_test *t))
{
    for (; *portal < tc_portal_count(t); ++*portal) {
        tc_portal_use(t, *portal);
        if (has(t))
            return true;
    }
    return false;
}

void portals_need(struct tc_test *t, bool (*has)(struct tc_test *t), struct tc_text why)
{
    unsigned portal = 0;

    if (!portals_use_next(t, &portal, has))
        tc_stop_not_applicable(t, why);
}

const char *portals_code(struct tc_test *t, const char *code)
{
    const char *prefix = tc_test_datum(t, "companyPrefixLength");
    struct tc_code_result read;
    struct tc_err err = { 0 };

    if (!tc_portal_facts(t).xml)
        return code;
    tc_code_check(tc_test_arena(t), code, strlen(code), TC_CODE_DIGITAL_LINK, &read);
    return tc_code_convert(tc_test_arena(t), &read, TC_FORM_EPC_URI,
                           prefix ? strtoul(prefix, NULL, 10) : 0, &err);
}

/* Codes have another form in XML, and at a portal with records only the first of
 * them stands in an event, under a key that may be the portal's own. */
bool portals_takes(struct tc_test *t, const char *member)
{
    static const char *const in_xml[] = { "eventID", "eventTime", "eventTimeZoneOffset",
                                          "action",  "bizStep",   "disposition" };
    struct tc_portal_dialect_facts facts = tc_portal_facts(t);

    if (facts.records || facts.members)
        return strcmp(member, "eventTime") == 0 && json_object_get(facts.members, member);
    if (!facts.xml)
        return true;
    for (size_t i = 0; i < sizeof(in_xml) / sizeof(in_xml[0]); i++)
        if (strcmp(in_xml[i], member) == 0)
            return true;
    return false;
}

struct tc_portal_attempts portals_delivered(struct tc_test *t, const char *mark,
                                            const char *biz_step)
{
    struct tc_portal_attempts attempts;

    delivery_capture(t, mark, biz_step);
    attempts = tc_portal_wait(t, mark, 0);
    if (delivery_accepted(&attempts) == 0)
        tc_stop(t, TC_SAY(t, "sự kiện không tới được %s", "the event does not reach %s",
                          tc_portal_name(t)));
    return attempts;
}
