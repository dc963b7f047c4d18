/* The order of the elements of an event, and what EPCIS 1.2 puts into
 * <extension> and <baseExtension>. XSD 1.2 and 2.0. */
#include "validate/document/event.h"

#define N(name) TC_NAME_##name

/* One order serves both editions: what 1.2 holds in an extension comes last. */
static const unsigned char beginning[] = { N(eventTime),
                                           N(recordTime),
                                           N(eventTimeZoneOffset),
                                           N(eventID),
                                           N(errorDeclaration),
                                           N(certificationInfo),
                                           0 };
static const unsigned char object_order[] = { N(epcList),
                                              N(action),
                                              N(bizStep),
                                              N(disposition),
                                              N(readPoint),
                                              N(bizLocation),
                                              N(bizTransactionList),
                                              N(quantityList),
                                              N(sourceList),
                                              N(destinationList),
                                              N(sensorElementList),
                                              N(persistentDisposition),
                                              N(ilmd),
                                              0 };
static const unsigned char aggregation_order[] = { N(parentID),
                                                   N(childEPCs),
                                                   N(action),
                                                   N(bizStep),
                                                   N(disposition),
                                                   N(readPoint),
                                                   N(bizLocation),
                                                   N(bizTransactionList),
                                                   N(childQuantityList),
                                                   N(sourceList),
                                                   N(destinationList),
                                                   N(sensorElementList),
                                                   N(persistentDisposition),
                                                   0 };
static const unsigned char transaction_order[] = { N(bizTransactionList),
                                                   N(parentID),
                                                   N(epcList),
                                                   N(action),
                                                   N(bizStep),
                                                   N(disposition),
                                                   N(readPoint),
                                                   N(bizLocation),
                                                   N(quantityList),
                                                   N(sourceList),
                                                   N(destinationList),
                                                   N(sensorElementList),
                                                   N(persistentDisposition),
                                                   0 };
static const unsigned char transformation_order[] = { N(inputEPCList),
                                                      N(inputQuantityList),
                                                      N(outputEPCList),
                                                      N(outputQuantityList),
                                                      N(transformationID),
                                                      N(bizStep),
                                                      N(disposition),
                                                      N(readPoint),
                                                      N(bizLocation),
                                                      N(bizTransactionList),
                                                      N(sourceList),
                                                      N(destinationList),
                                                      N(sensorElementList),
                                                      N(persistentDisposition),
                                                      N(ilmd),
                                                      0 };
static const unsigned char association_order[] = { N(parentID),
                                                   N(childEPCs),
                                                   N(childQuantityList),
                                                   N(action),
                                                   N(bizStep),
                                                   N(disposition),
                                                   N(readPoint),
                                                   N(bizLocation),
                                                   N(bizTransactionList),
                                                   N(sourceList),
                                                   N(destinationList),
                                                   N(sensorElementList),
                                                   N(persistentDisposition),
                                                   0 };
static const unsigned char quantity_order[] = {
    N(epcClass),    N(quantity),           N(bizStep), N(disposition), N(readPoint),
    N(bizLocation), N(bizTransactionList), 0
};

static const unsigned char *order_of(enum tc_event_type type)
{
    switch (type) {
    case TC_EVENT_OBJECT:
        return object_order;
    case TC_EVENT_AGGREGATION:
        return aggregation_order;
    case TC_EVENT_TRANSACTION:
        return transaction_order;
    case TC_EVENT_TRANSFORMATION:
        return transformation_order;
    case TC_EVENT_ASSOCIATION:
        return association_order;
    case TC_EVENT_QUANTITY:
        return quantity_order;
    case TC_EVENT_EXTENSION:
        break;
    }
    return NULL;
}

#define LAST 1000 /* place of what is somebody's own: behind everything else */

/* Place of the name in a list, from 1; 0 if it does not stand in it. */
static int place_in(const unsigned char *order, unsigned char name)
{
    for (int place = 1; *order; order++, place++)
        if (*order == name)
            return place;
    return 0;
}

/* The same over what all events begin with and `order`. */
static int place_of(const unsigned char *first, const unsigned char *order,
                    const struct tc_node *element)
{
    int place, count = 0;

    if (element->attribute)
        return 0;
    if (element->foreign)
        return LAST;
    for (const unsigned char *n = first; n && *n; n++)
        count++;
    place = first ? place_in(first, element->name) : 0;
    if (place)
        return place;
    place = place_in(order, element->name);
    return place ? count + place : 0;
}

static struct tc_text label_of(struct tc_doc *doc, const struct tc_node *element)
{
    const char *label =
        tc_arena_printf(doc->arena, "%.*s", (int)element->label_len, element->label);

    return TC_TEXT(label, label);
}

static void check_order(struct tc_doc *doc, const struct tc_node *object,
                        const unsigned char *first, const unsigned char *order)
{
    const struct tc_node *before = NULL;
    int last = 0;

    for (const struct tc_node *m = object->first; m; m = m->next) {
        int place = place_of(first, order, m);

        if (place && place < last) {
            const char *this = label_of(doc, m).en, *other = label_of(doc, before).en;

            tc_doc_report(doc, m, "EPCIS-DOC-51",
                          tc_doc_say(doc, "%s đứng trước %s", "%s before %s", this, other),
                          tc_doc_say(doc, "%s đứng sau", "%s behind it", this));
            return; /* one is enough: the rest follows from it */
        }
        if (place > last) {
            last = place;
            before = m;
        }
    }
}

void tc_xml_sequence_check(struct tc_doc *doc, const struct tc_node *object,
                           const unsigned char *order)
{
    if (doc->xml)
        check_order(doc, object, NULL, order);
}

/* --- nesting -------------------------------------------------------------------- */

/* What EPCIS 1.2 added to 1.0, and so had to put into an extension. */
static bool is_extended(const struct tc_event_facts *e, unsigned char name)
{
    switch (name) {
    case N(eventID):
    case N(errorDeclaration):
        return true;
    case N(quantityList):
    case N(childQuantityList):
        return true;
    case N(sourceList):
    case N(destinationList):
    case N(ilmd):
        return e->type != TC_EVENT_TRANSFORMATION;
    default:
        return false;
    }
}

static void report_nesting(struct tc_doc *doc, const struct tc_node *node, bool wanted)
{
    tc_doc_report(doc, node, "EPCIS-DOC-52",
                  wanted ? TC_TEXT("nằm trong extension hoặc baseExtension, theo EPCIS 1.2",
                                   "within extension or baseExtension, as EPCIS 1.2 has it")
                         : TC_TEXT("nằm ngay trong phần tử này, theo EPCIS 2.0",
                                   "right within this element, as EPCIS 2.0 has it"),
                  wanted ? TC_TEXT("nằm bên ngoài", "outside of them")
                         : TC_TEXT("nằm trong extension", "within an extension"));
}

static void check_nesting(struct tc_doc *doc, const struct tc_event_facts *e)
{
    bool wrapped_type = doc->xml_1_2 && e->type == TC_EVENT_TRANSFORMATION;

    if (e->node->parent && (e->node->wraps > 0) != wrapped_type) {
        report_nesting(doc, e->node, wrapped_type);
        return;
    }
    for (const struct tc_node *m = e->node->first; m; m = m->next) {
        bool wanted = doc->xml_1_2 && is_extended(e, m->name);

        if (m->foreign || m->attribute || m->name == TC_NAME_OTHER || (m->wraps > 0) == wanted)
            continue;
        report_nesting(doc, m, wanted);
        return;
    }
}

/* Names of 2.0 that 1.2 does not have. */
static void find_newer(struct tc_doc *doc, const struct tc_event_facts *e)
{
    static const enum tc_name newer[] = { N(sensorElementList), N(persistentDisposition),
                                          N(certificationInfo) };

    for (size_t i = 0; i < sizeof(newer) / sizeof(newer[0]); i++)
        if (tc_member(e->members, newer[i]))
            tc_doc_report(
                doc, tc_member(e->members, newer[i]), "EPCIS-DOC-53",
                TC_TEXT("mục đã có trong EPCIS 1.2", "a member that EPCIS 1.2 has"),
                tc_doc_say(doc, "%s của EPCIS 2.0", "%s of EPCIS 2.0", tc_name_text(newer[i])));
}

void tc_xml_order_check(struct tc_doc *doc, const struct tc_event_facts *e)
{
    const unsigned char *order = order_of(e->type);

    if (!order)
        return;
    if (doc->xml_1_2 && e->type == TC_EVENT_ASSOCIATION) {
        tc_doc_report(
            doc, e->node, "EPCIS-DOC-53",
            TC_TEXT("một loại sự kiện của EPCIS 1.2", "an event type of EPCIS 1.2"),
            TC_TEXT("AssociationEvent của EPCIS 2.0", "AssociationEvent of EPCIS 2.0"));
        return;
    }
    check_order(doc, e->node, beginning, order);
    check_nesting(doc, e);
    if (doc->xml_1_2)
        find_newer(doc, e);
}
