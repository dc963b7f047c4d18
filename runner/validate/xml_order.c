/* The order of the elements of an event, and what EPCIS 1.2 puts into
 * <extension> and <baseExtension>. XSD 1.2 and 2.0. */
#include "validate/event.h"

#define N(name) TC_NAME_##name

/* One order serves both editions: what 1.2 holds in an extension comes last. */
static const unsigned char beginning[] = { N(eventTime),
                                           N(recordTime),
                                           N(eventTimeZoneOffset),
                                           N(eventID),
                                           N(errorDeclaration),
                                           N(certificationInfo),
                                           0 };
static const unsigned char object[] = { N(epcList),
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
static const unsigned char aggregation[] = { N(parentID),
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
static const unsigned char transaction[] = { N(bizTransactionList),
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
static const unsigned char transformation[] = { N(inputEPCList),
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
static const unsigned char association[] = { N(parentID),
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
static const unsigned char quantity[] = {
    N(epcClass),    N(quantity),           N(bizStep), N(disposition), N(readPoint),
    N(bizLocation), N(bizTransactionList), 0
};

static const unsigned char *order_of(enum tc_event_type type)
{
    switch (type) {
    case TC_EVENT_OBJECT:
        return object;
    case TC_EVENT_AGGREGATION:
        return aggregation;
    case TC_EVENT_TRANSACTION:
        return transaction;
    case TC_EVENT_TRANSFORMATION:
        return transformation;
    case TC_EVENT_ASSOCIATION:
        return association;
    case TC_EVENT_QUANTITY:
        return quantity;
    case TC_EVENT_EXTENSION:
        break;
    }
    return NULL;
}

/* Place of the name in both lists, from 1; 0 if it stands in neither. */
static int place_of(const unsigned char *order, unsigned char name)
{
    int place = 1;

    for (const unsigned char *n = beginning; *n; n++, place++)
        if (*n == name)
            return place;
    for (const unsigned char *n = order; *n; n++, place++)
        if (*n == name)
            return place;
    return 0;
}

static void check_order(struct tc_doc *doc, const struct tc_event_facts *e,
                        const unsigned char *order)
{
    const struct tc_node *before = NULL;
    int last = 0;

    for (const struct tc_node *m = e->node->first; m; m = m->next) {
        int place = m->foreign || m->attribute ? 0 : place_of(order, m->name);

        if (place && place < last) {
            tc_doc_report(
                doc, m, "EPCIS-DOC-51",
                tc_say(doc->arena, "%s đứng trước %s", "%s before %s", tc_name_text(m->name),
                       tc_name_text(before->name)),
                tc_say(doc->arena, "%s đứng sau", "%s behind it", tc_name_text(m->name)));
            return; /* one is enough: the rest follows from it */
        }
        if (place > last) {
            last = place;
            before = m;
        }
    }
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
        if (e->members[newer[i]])
            tc_doc_report(doc, e->members[newer[i]], "EPCIS-DOC-53",
                          TC_TEXT("mục đã có trong EPCIS 1.2", "a member that EPCIS 1.2 has"),
                          tc_say(doc->arena, "%s của EPCIS 2.0", "%s of EPCIS 2.0",
                                 tc_name_text(newer[i])));
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
    check_order(doc, e, order);
    check_nesting(doc, e);
    if (doc->xml_1_2)
        find_newer(doc, e);
}
