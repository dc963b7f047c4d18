/* What an event is about: objects, classes and quantities. EPCIS 2.0, 7.3.3;
 * CBV 2.0, 8. */
#include <string.h>

#include "validate/document/event.h"

static void must_be_instance(struct tc_doc *doc, const struct tc_node *value)
{
    enum tc_epc_names names;

    if (tc_value_is_id(doc, value, &names) && names == TC_EPC_CLASS)
        tc_value_wrong(doc, value, "EPCIS-DOC-23", "định danh của một vật (có số sê-ri)",
                       "the identifier of one object (with a serial number)");
}

static void must_be_class(struct tc_doc *doc, const struct tc_node *value)
{
    enum tc_epc_names names;

    if (tc_value_is_id(doc, value, &names) && names == TC_EPC_INSTANCE)
        tc_value_wrong(doc, value, "EPCIS-DOC-23", "định danh của một loại hoặc một lô",
                       "the identifier of a class or a lot");
}

void tc_rule_parent(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    must_be_instance(doc, value);
}

/* JSON Schema 2.0.1: the lists that it declares as `epcList`. */
static bool has_unique_items(const struct tc_doc *doc, const struct tc_event_facts *e,
                             const struct tc_node *list)
{
    if (doc->xml)
        return false;
    return list->name == TC_NAME_epcList ? e->type == TC_EVENT_OBJECT
                                         : e->type == TC_EVENT_TRANSFORMATION;
}

void tc_rule_epcs(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    if (!tc_value_is_list(doc, value))
        return;
    for (const struct tc_node *i = tc_node_first_item(value); i; i = tc_node_next_item(i))
        must_be_instance(doc, i);
    tc_find_repeated(doc, value, has_unique_items(doc, e, value));
}

void tc_rule_quantity(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    tc_value_is_number(doc, value);
}

bool tc_unit_has_form(const struct tc_node *value)
{
    bool right = value->kind == TC_NODE_STRING && (value->len == 2 || value->len == 3);

    for (size_t i = 0; right && i < value->len; i++)
        right = (value->text[i] >= 'A' && value->text[i] <= 'Z') ||
                (value->text[i] >= '0' && value->text[i] <= '9');
    return right;
}

void tc_rule_uom(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    if (!tc_unit_has_form(value))
        tc_value_wrong(doc, value, "EPCIS-DOC-22",
                       "mã đơn vị UN/ECE Rec 20: 2 hoặc 3 ký tự A-Z, 0-9, ví dụ KGM",
                       "a unit code of UN/ECE Rec 20: 2 or 3 of A-Z, 0-9, such as KGM");
}

void tc_rule_epc_class(struct tc_doc *doc, struct tc_event_facts *e,
                       const struct tc_node *value)
{
    (void)e;
    must_be_class(doc, value);
}

static const struct tc_field quantity_fields[TC_NAMES] = {
    [TC_NAME_epcClass] = { .rule = tc_rule_epc_class },
    [TC_NAME_quantity] = { .rule = tc_rule_quantity },
    [TC_NAME_uom] = { .rule = tc_rule_uom },
};
static const unsigned char quantity_order[] = { TC_NAME_epcClass, TC_NAME_quantity, TC_NAME_uom,
                                                0 };
static const struct tc_shape quantity_shape = { "mục của một phần tử số lượng",
                                                "a member of a quantity element",
                                                quantity_fields, quantity_order };

/* Without a unit the quantity counts instances, and half of one is none. */
static void must_be_whole(struct tc_doc *doc, const struct tc_node *quantity)
{
    const char *point =
        quantity && quantity->text ? memchr(quantity->text, '.', quantity->len) : NULL;
    size_t behind = point ? quantity->len - (size_t)(point + 1 - quantity->text) : 0;

    if (!point || memchr(quantity->text, 'e', quantity->len) ||
        memchr(quantity->text, 'E', quantity->len))
        return;
    while (behind > 0 && point[behind] == '0')
        behind--;
    if (behind > 0)
        tc_value_wrong(doc, quantity, "EPCIS-DOC-54", "số nguyên, hoặc có uom",
                       "a whole number, or a uom");
}

void tc_rule_quantities(struct tc_doc *doc, struct tc_event_facts *e,
                        const struct tc_node *value)
{
    if (!tc_value_is_list(doc, value))
        return;
    for (const struct tc_node *i = tc_node_first_item(value); i; i = tc_node_next_item(i)) {
        struct tc_members members;

        if (!tc_value_is_object(doc, i))
            continue;
        tc_shape_walk(doc, e, i, &quantity_shape, &members);
        if (!tc_member(&members, TC_NAME_epcClass))
            tc_value_missing(doc, i, "EPCIS-DOC-12", "epcClass", "epcClass");
        if (!tc_member(&members, TC_NAME_uom))
            must_be_whole(doc, tc_member(&members, TC_NAME_quantity));
        else if (doc->xml && !tc_member(&members, TC_NAME_quantity))
            tc_value_missing(doc, i, "EPCIS-DOC-12", "quantity đi cùng uom",
                             "a quantity with the uom");
    }
}
