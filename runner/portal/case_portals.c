/* The portals that a case may speak of; see tracecert/portal.h. */
#include <stdlib.h>
#include <string.h>

#include "engine/test.h"
#include "portal/control.h"
#include "portal/case_parts.h"
#include "portal/xml_body.h"
#include "tracecert/code.h"

unsigned tc_portal_count(struct tc_test *t)
{
    return t->context->system->portal_count;
}

void tc_portal_use(struct tc_test *t, unsigned portal)
{
    t->portal = portal > 0 && portal < tc_portal_count(t) ? portal : t->connection;
}

const char *tc_portal_name(struct tc_test *t)
{
    return t->context->system->portals[t->portal].name;
}

/* Asked for once: a case has its process for itself. */
static const json_t *facts_of(struct tc_test *t)
{
    static const json_t *known[TC_LISTENERS_MAX];
    struct tc_arena *arena = tc_test_arena(t);
    struct tc_err err = { 0 };
    json_t *json;

    if (known[t->portal])
        return known[t->portal];
    json = tc_portal_control_dialect(arena, tc_test_portal_control(t), &err);
    if (!json)
        tc_portal_stop_error(t, &err);
    return known[t->portal] = tc_test_own(t, json);
}

struct tc_portal_dialect_facts tc_portal_facts(struct tc_test *t)
{
    const json_t *json = facts_of(t);

    return (struct tc_portal_dialect_facts){ json_is_true(json_object_get(json, "records")),
                                             json_is_true(json_object_get(json, "xml")),
                                             json_is_true(json_object_get(json, "wsSecurity")),
                                             json_object_get(json, "members"),
                                             json_object_get(json, "answers"),
                                             json_object_get(json, "lists") };
}

const char *tc_portal_attempt_body(struct tc_test *t, const struct tc_portal_attempt *attempt,
                                   size_t *len)
{
    return tc_portal_control_body(tc_test_arena(t), tc_test_portal_control(t), attempt->number,
                                  len);
}

const char *tc_portal_attempt_document(struct tc_test *t,
                                       const struct tc_portal_attempt *attempt, size_t *len)
{
    const char *body = tc_portal_attempt_body(t, attempt, len);

    return body ? tc_portal_xml_content(tc_test_arena(t), body, *len, len) : NULL;
}

const char *tc_portal_mark_here(struct tc_test *t, const char *mark)
{
    const char *prefix = tc_test_datum(t, "companyPrefixLength"), *urn;
    struct tc_code_result read;
    struct tc_err err = { 0 };

    if (strncmp(mark, "http", 4) != 0 || !tc_portal_facts(t).xml)
        return mark;
    tc_code_check(tc_test_arena(t), mark, strlen(mark), TC_CODE_DIGITAL_LINK, &read);
    urn = tc_code_convert(tc_test_arena(t), &read, TC_FORM_EPC_URI,
                          prefix ? strtoul(prefix, NULL, 10) : 0, &err);
    if (!urn)
        tc_stop_setup(t,
                      TC_TEXT("cần testData.companyPrefixLength để biết mã này được viết thế "
                              "nào trong EPCIS 1.2",
                              "testData.companyPrefixLength is needed to know how the code is "
                              "written in EPCIS 1.2"));
    return urn;
}
