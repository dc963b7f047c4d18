/* The standard fields of an event in their canonical order. CBV 2.0, 8.9.2. */
#include "validate/hash/event_hash_pair.h"

struct event_field {
    enum tc_name name;
    void (*put)(struct tc_hash_writer *w, const struct event_field *field,
                const struct tc_node *member);
    struct tc_hash_simple value;
};

/* --- kinds of fields --------------------------------------------------------------------- */

static void put_simple(struct tc_hash_writer *w, const struct event_field *field,
                       const struct tc_node *member)
{
    tc_hash_put_pairs(w, &field->value, member);
}

static void put_epcs(struct tc_hash_writer *w, const struct event_field *field,
                     const struct tc_node *list)
{
    static const struct tc_hash_simple epc = { .name = TC_NAME_epc, .kind = TC_HASH_URI };
    size_t mark = w->part_count;

    if (!tc_hash_has_items(w, list))
        return;
    tc_hash_put_key(w, field->name);
    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i))
        tc_hash_put_pair(w, &epc, i);
    tc_hash_parts_sort(w, mark);
}

static void put_quantities(struct tc_hash_writer *w, const struct event_field *field,
                           const struct tc_node *list)
{
    static const struct tc_hash_simple fields[] = {
        { .name = TC_NAME_epcClass, .kind = TC_HASH_URI },
        { .name = TC_NAME_quantity, .kind = TC_HASH_NUMBER },
        { .name = TC_NAME_uom },
        { 0 }
    };
    size_t mark = w->part_count;

    if (!tc_hash_has_items(w, list))
        return;
    tc_hash_put_key(w, field->name);
    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i)) {
        tc_hash_part_begin(w);
        tc_hash_put_key(w, TC_NAME_quantityElement);
        tc_hash_put_fields(w, fields, i);
        tc_hash_put_nested(w, TC_NAME_quantityElement, i);
        tc_hash_part_end(w);
    }
    tc_hash_parts_sort(w, mark);
}

static void put_persistent(struct tc_hash_writer *w, const struct event_field *field,
                           const struct tc_node *object)
{
    static const struct tc_hash_simple fields[] = {
        { .name = TC_NAME_set, .kind = TC_HASH_WORD, .vocabulary = TC_VOC_DISPOSITION },
        { .name = TC_NAME_unset, .kind = TC_HASH_WORD, .vocabulary = TC_VOC_DISPOSITION },
        { 0 }
    };

    tc_hash_put_key(w, field->name);
    tc_hash_put_fields(w, fields, object);
    tc_hash_put_nested(w, field->name, object);
}

static void put_place(struct tc_hash_writer *w, const struct event_field *field,
                      const struct tc_node *object)
{
    static const struct tc_hash_simple fields[] = { { .name = TC_NAME_id, .kind = TC_HASH_URI },
                                                    { 0 } };

    tc_hash_put_key(w, field->name);
    tc_hash_put_fields(w, fields, object);
    tc_hash_put_nested(w, field->name, object);
}

/* A transaction, source or destination and its type. */
static void put_partner(struct tc_hash_writer *w, const struct tc_hash_simple *qualified,
                        const struct tc_hash_simple *type, const struct tc_node *item)
{
    const struct tc_hash_simple fields[] = { w->rules->type_first ? *type : *qualified,
                                             w->rules->type_first ? *qualified : *type,
                                             { 0 } };

    tc_hash_part_begin(w);
    tc_hash_put_fields(w, fields, item);
    tc_hash_put_nested(w, qualified->name, item);
    tc_hash_part_end(w);
}

static void put_partners(struct tc_hash_writer *w, const struct event_field *field,
                         const struct tc_node *list)
{
    const struct tc_hash_simple qualified = { .name = field->value.name, .kind = TC_HASH_URI };
    const struct tc_hash_simple type = { .name = TC_NAME_type,
                                         .kind = TC_HASH_WORD,
                                         .vocabulary = field->value.vocabulary };
    size_t mark = w->part_count;

    if (!tc_hash_has_items(w, list))
        return;
    tc_hash_doubt(w, TC_DOUBT_LISTS);
    tc_hash_put_key(w, field->name);
    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i))
        put_partner(w, &qualified, &type, i);
    tc_hash_parts_sort(w, mark);
}

static void put_ilmd(struct tc_hash_writer *w, const struct event_field *field,
                     const struct tc_node *object)
{
    size_t mark = w->part_count;

    if (!object->first) {
        tc_hash_doubt(w, TC_DOUBT_EMPTY);
        return;
    }
    tc_hash_put_key(w, field->name);
    for (const struct tc_node *m = object->first; m; m = m->next)
        if (m->label)
            tc_hash_put_user_member(w, m, "");
    tc_hash_parts_sort(w, mark);
}

static void put_sensors(struct tc_hash_writer *w, const struct event_field *field,
                        const struct tc_node *list)
{
    (void)field;
    tc_hash_put_sensors(w, list);
}

/* --- the event ---------------------------------------------------------------------------- */

#define FIELD(name_, put_) [TC_NAME_##name_] = { TC_NAME_##name_, put_, { 0 } }
#define SIMPLE(name_, value_) [TC_NAME_##name_] = { TC_NAME_##name_, put_simple, value_ }
#define PARTNERS(list_, name_, voc_)                                                           \
    [TC_NAME_##list_] = { TC_NAME_##list_,                                                     \
                          put_partners,                                                        \
                          { .name = TC_NAME_##name_, .vocabulary = TC_VOC_##voc_ } }

static const struct event_field fields_of_event[TC_NAMES] = {
    SIMPLE(eventTime, AS_TIME(eventTime)),
    SIMPLE(eventTimeZoneOffset, AS_PLAIN(eventTimeZoneOffset)),
    SIMPLE(certificationInfo, AS_URI(certificationInfo)),
    FIELD(epcList, put_epcs),
    SIMPLE(parentID, AS_URI(parentID)),
    FIELD(inputEPCList, put_epcs),
    FIELD(childEPCs, put_epcs),
    FIELD(quantityList, put_quantities),
    FIELD(childQuantityList, put_quantities),
    FIELD(inputQuantityList, put_quantities),
    FIELD(outputEPCList, put_epcs),
    FIELD(outputQuantityList, put_quantities),
    SIMPLE(action, AS_PLAIN(action)),
    SIMPLE(transformationID, AS_URI(transformationID)),
    SIMPLE(bizStep, AS_WORD(bizStep, BIZ_STEP)),
    SIMPLE(disposition, AS_WORD(disposition, DISPOSITION)),
    FIELD(persistentDisposition, put_persistent),
    FIELD(readPoint, put_place),
    FIELD(bizLocation, put_place),
    PARTNERS(bizTransactionList, bizTransaction, TRANSACTION_TYPE),
    PARTNERS(sourceList, source, SOURCE_TYPE),
    PARTNERS(destinationList, destination, SOURCE_TYPE),
    FIELD(sensorElementList, put_sensors),
    FIELD(ilmd, put_ilmd),
};

#define N(name) TC_NAME_##name

static const unsigned char as_written[] = {
    N(eventTime),
    N(eventTimeZoneOffset),
    N(certificationInfo),
    N(epcList),
    N(parentID),
    N(inputEPCList),
    N(childEPCs),
    N(quantityList),
    N(childQuantityList),
    N(inputQuantityList),
    N(outputEPCList),
    N(outputQuantityList),
    N(action),
    N(transformationID),
    N(bizStep),
    N(disposition),
    N(persistentDisposition),
    N(readPoint),
    N(bizLocation),
    N(bizTransactionList),
    N(sourceList),
    N(destinationList),
    N(sensorElementList),
    N(ilmd),
};

/* parentID first, and by their names what its table of fields lacks. */
static const unsigned char as_in_reference[] = {
    N(eventTime),
    N(eventTimeZoneOffset),
    N(certificationInfo),
    N(parentID),
    N(epcList),
    N(inputEPCList),
    N(childEPCs),
    N(quantityList),
    N(childQuantityList),
    N(inputQuantityList),
    N(outputEPCList),
    N(outputQuantityList),
    N(action),
    N(transformationID),
    N(bizStep),
    N(disposition),
    N(persistentDisposition),
    N(readPoint),
    N(bizLocation),
    N(sensorElementList),
    N(bizTransactionList),
    N(destinationList),
    N(ilmd),
    N(sourceList),
};

void tc_hash_put_fields_of_event(struct tc_hash_writer *w,
                                 const struct tc_node *const members[TC_NAMES])
{
    const unsigned char *order = w->rules->own_order ? as_in_reference : as_written;

    for (size_t i = 0; i < sizeof(as_written); i++) {
        const struct event_field *field = &fields_of_event[order[i]];

        if (!members[order[i]])
            continue;
        if (order[i] == TC_NAME_certificationInfo && !w->rules->certification)
            continue;
        field->put(w, field, members[order[i]]);
    }
}

bool tc_hash_is_field(enum tc_name name)
{
    return fields_of_event[name].put != NULL;
}
