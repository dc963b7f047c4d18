/* Sensor data in a pre-hash string. CBV 2.0, 8.9.2. */
#include "validate/hash/event_hash_pair.h"

static const struct tc_hash_simple metadata_fields[] = { AS_TIME(time),
                                                         AS_TIME(startTime),
                                                         AS_TIME(endTime),
                                                         AS_URI(deviceID),
                                                         AS_URI(deviceMetadata),
                                                         AS_URI(rawData),
                                                         AS_URI(dataProcessingMethod),
                                                         AS_URI(bizRules),
                                                         { 0 } };

static const struct tc_hash_simple report_fields[] = { AS_WORD(type, MEASUREMENT),
                                                       AS_WORD(exception, ALERT),
                                                       AS_URI(deviceID),
                                                       AS_URI(deviceMetadata),
                                                       AS_URI(rawData),
                                                       AS_URI(dataProcessingMethod),
                                                       AS_TIME(time),
                                                       AS_URI(microorganism),
                                                       AS_URI(chemicalSubstance),
                                                       AS_NUMBER(value),
                                                       AS_WORD(component, COMPONENT),
                                                       AS_PLAIN(stringValue),
                                                       AS_PLAIN(booleanValue),
                                                       AS_PLAIN(hexBinaryValue),
                                                       AS_URI(uriValue),
                                                       AS_NUMBER(minValue),
                                                       AS_NUMBER(maxValue),
                                                       AS_NUMBER(meanValue),
                                                       AS_NUMBER(sDev),
                                                       AS_NUMBER(percRank),
                                                       AS_NUMBER(percValue),
                                                       AS_PLAIN(uom),
                                                       AS_URI(coordinateReferenceSystem),
                                                       { 0 } };

static void put_sensor_parts(struct tc_hash_writer *w, const struct tc_node *member,
                             const struct tc_hash_simple *fields)
{
    size_t mark = w->part_count;

    for (const struct tc_node *v = tc_node_first_value(member); v;
         v = tc_node_next_value(member, v)) {
        tc_hash_part_begin(w);
        tc_hash_put_key(w, (enum tc_name)member->name);
        tc_hash_put_fields(w, fields, v);
        tc_hash_put_nested(w, (enum tc_name)member->name, v);
        tc_hash_part_end(w);
    }
    tc_hash_parts_sort(w, mark);
}

void tc_hash_put_sensors(struct tc_hash_writer *w, const struct tc_node *list)
{
    size_t mark = w->part_count;

    if (!tc_hash_has_items(w, list))
        return;
    tc_hash_put_key(w, TC_NAME_sensorElementList);
    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i)) {
        const struct tc_node *metadata = tc_node_member(i, TC_NAME_sensorMetadata);
        const struct tc_node *report = tc_node_member(i, TC_NAME_sensorReport);

        tc_hash_part_begin(w);
        tc_hash_put_key(w, TC_NAME_sensorElement);
        if (metadata)
            put_sensor_parts(w, metadata, metadata_fields);
        if (report)
            put_sensor_parts(w, report, report_fields);
        tc_hash_put_nested(w, TC_NAME_sensorElement, i);
        tc_hash_part_end(w);
    }
    tc_hash_parts_sort(w, mark);
}
