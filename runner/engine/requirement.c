#include "tracecert/requirement.h"

#include <string.h>

#include "tracecert/case.h"

const char *tc_role_name(enum tc_role role)
{
    static const char *const names[TC_ROLES] = {
        [TC_ROLE_EPCIS_DOCUMENT] = "epcis-document",
        [TC_ROLE_EPCIS_CAPTURE] = "epcis-capture",
        [TC_ROLE_EPCIS_QUERY] = "epcis-query",
        [TC_ROLE_RESOLVER] = "resolver",
        [TC_ROLE_LABEL] = "label",
        [TC_ROLE_PUBLIC_PAGE] = "public-page",
        [TC_ROLE_PORTAL_CLIENT] = "portal-client",
    };

    return names[role];
}

bool tc_requirement_in_force(const struct tc_requirement *requirement, const char *date)
{
    return (!requirement->valid_from || strcmp(date, requirement->valid_from) >= 0) &&
           (!requirement->valid_to || strcmp(date, requirement->valid_to) <= 0);
}

enum tc_verdict tc_requirement_broken(const struct tc_requirement *requirement)
{
    if (requirement->disputed.en)
        return TC_DISPUTED;
    if (requirement->confidence == TC_MEMORY || requirement->confidence == TC_UNKNOWN)
        return TC_WARN;
    return requirement->level == TC_MUST ? TC_FAIL : TC_WARN;
}

const char *tc_level_name(enum tc_level level)
{
    static const char *const names[] = {
        [TC_MUST] = "MUST", [TC_SHOULD] = "SHOULD", [TC_MAY] = "MAY"
    };

    return names[level];
}

const char *tc_confidence_name(enum tc_confidence confidence)
{
    static const char *const names[] = {
        [TC_PRIMARY] = "P",     [TC_SECONDARY] = "S", [TC_CODE] = "C",
        [TC_ENGINEERING] = "E", [TC_MEMORY] = "M",    [TC_UNKNOWN] = "?"
    };

    return names[confidence];
}
