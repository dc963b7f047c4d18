/* The members of an object: which belong to it, which are somebody's own. */
#include <string.h>

#include "validate/document/event.h"

/* A name of the object that is not one of EPCIS's. */
static void check_other(struct tc_doc *doc, const struct tc_node *member)
{
    const struct tc_span word = { member->label, member->label_len };
    const char *near;

    if (member->foreign)
        return;
    if (!doc->xml && memchr(member->label, ':', member->label_len))
        return; /* prefixed, or a URI: see tc_prefixes_check */
    if (!tc_context_objects(doc, member, word))
        return;
    near = tc_name_near(tc_arena_strndup(doc->inner, member->label, member->label_len));
    tc_context_report(
        doc, member, true, word,
        (struct tc_finding){
            .requirement = "EPCIS-DOC-11",
            .expected =
                near ? tc_doc_say(doc, "một mục của EPCIS; có phải ý bạn là \"%s\"?",
                                  "a member of EPCIS; did you mean \"%s\"?", near)
                     : TC_TEXT("mục của EPCIS, hoặc tên riêng có tiền tố",
                               "a member of EPCIS, or a name of one's own with a prefix"),
            .actual = tc_doc_quote(doc, member->label, member->label_len) });
}

static void report_misplaced(struct tc_doc *doc, const struct tc_node *member,
                             const struct tc_shape *shape)
{
    tc_doc_report_name(doc, member, "EPCIS-DOC-11", TC_TEXT(shape->member_vi, shape->member_en),
                       tc_doc_quote(doc, member->label, member->label_len));
}

/* A name that stands twice has no defined meaning. RFC 8259 4. */
static void report_twice(struct tc_doc *doc, const struct tc_node *member)
{
    tc_doc_report_name(doc, member, doc->xml ? "EPCIS-DOC-11" : "EPCIS-DOC-31",
                       TC_TEXT("mỗi mục một lần", "each member once"),
                       tc_doc_say(doc, "%.*s lần nữa", "%.*s once more", (int)member->label_len,
                                  member->label));
}

static void put(struct tc_members *members, const struct tc_node *member)
{
    members->present[member->name / 64] |= (uint64_t)1 << member->name % 64;
    members->at[member->name] = member;
}

void tc_shape_walk(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *object,
                   const struct tc_shape *shape, struct tc_members *members)
{
    memset(members->present, 0, sizeof(members->present));
    for (const struct tc_node *m = object->first; m; m = m->next) {
        const struct tc_field *field = &shape->fields[m->name];
        bool again;

        if (m->name == TC_NAME_OTHER || m->foreign) {
            check_other(doc, m);
            continue;
        }
        again = tc_member(members, m->name) != NULL;
        if (again && !(doc->xml && field->many)) {
            report_twice(doc, m);
            continue;
        }
        if (!again)
            put(members, m);
        if (!field->rule || (field->types && !(field->types & e->type)))
            report_misplaced(doc, m, shape);
        else
            field->rule(doc, e, m);
    }
    if (shape->order)
        tc_xml_sequence_check(doc, object, shape->order);
}
