/* The anchors of a linkset are Digital Links: they name the thing that was asked
 * for. GS1-Conformant resolver standard, 2.3; GS1 Digital Link: URI Syntax 4. */
#include <string.h>

#include "tracecert/code.h"
#include "tracecert/http.h"

static json_t *linkset_at(struct tc_test *t, const char *path)
{
    static const struct tc_header wanted[] = { { "Accept", "application/linkset+json" },
                                               { NULL, NULL } };
    const struct tc_response *r =
        tc_send(t, &(struct tc_request){
                       .to = TC_IF_RESOLVER,
                       .path = tc_arena_printf(tc_test_arena(t), "%s?linkType=linkset", path),
                       .headers = wanted });
    json_t *list = r->status == 200 ? json_object_get(tc_response_json(t, r), "linkset") : NULL;

    return json_is_array(list) ? list : NULL;
}

/* An anchor may be relative to the resolver. */
static const char *absolute(struct tc_test *t, const char *anchor)
{
    return *anchor == '/' ? tc_arena_printf(tc_test_arena(t), "%s%s",
                                            tc_base_url(t, TC_IF_RESOLVER), anchor)
                          : anchor;
}

/* Judge an anchor; false if it is no Digital Link at all. */
static bool judge(struct tc_test *t, size_t i, const char *anchor, struct tc_findings *findings)
{
    struct tc_arena *arena = tc_test_arena(t);
    struct tc_code_result result;

    anchor = absolute(t, anchor);
    tc_code_check(arena, anchor, strlen(anchor), TC_CODE_DIGITAL_LINK, &result);
    for (size_t k = 0; result.count > 0 && k < result.findings.count; k++) {
        struct tc_finding finding = result.findings.items[k];

        finding.where.part = anchor;
        finding.where.pointer = tc_arena_printf(arena, "/linkset/%zu/anchor", i);
        tc_findings_add(findings, arena, finding);
    }
    return result.count > 0;
}

/* Of the item where the resolver answers for it, else of the product. */
static void anchors(struct tc_test *t)
{
    const char *product = tc_arena_printf(tc_test_arena(t), "/01/%s", tc_test_need(t, "gtin"));
    const char *item = tc_arena_printf(tc_test_arena(t), "%s/10/%s/21/%s", product,
                                       tc_test_lot(t), tc_test_serial(t));
    struct tc_findings findings = { 0 };
    json_t *list = linkset_at(t, item);
    size_t links = 0;

    if (!list)
        list = linkset_at(t, product);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *anchor =
            json_string_value(json_object_get(json_array_get(list, i), "anchor"));

        if (anchor && judge(t, i, anchor, &findings))
            links++;
    }
    if (links == 0)
        tc_stop(t, TC_TEXT("không có linkset với anchor là Digital Link",
                           "there is no linkset with a Digital Link as its anchor"));
    tc_judge(t, &findings);
}

static const struct tc_case cases[] = {
    { .id = "identifier/linkset-anchors",
      .requirements = TC_REQS("GS1-DL-02", "GS1-DL-03"),
      .role = TC_ROLE_RESOLVER,
      .needs = TC_NEEDS_RESOLVER,
      .run = anchors },
};
TC_SUITE(identifier, cases);
