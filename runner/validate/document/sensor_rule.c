/* Sensor data. EPCIS 2.0, 7.3.7 and 7.3.8 (sensorElement). */
#include <stdlib.h>
#include <string.h>

#include "validate/document/event.h"

/* --- units ---------------------------------------------------------------------- */

static const struct {
    const char *type, *codes; /* codes with a blank before and behind each */
} units[] = {
#define UNITS(type, codes) { #type, codes },
#include "validate/document/unit.def"
#undef UNITS
};

static int by_type(const void *type, const void *unit)
{
    const char *a = type, *b = *(const char *const *)unit;

    return *a == *b ? strcmp(a, b) : *a - *b;
}

/* The units of a measurement type, or NULL where none are known; unit.def is in
 * the order of the types. */
static const char *units_of(const char *type)
{
    const void *found =
        bsearch(type, units, sizeof(units) / sizeof(units[0]), sizeof(units[0]), by_type);

    return found ? ((const char *const *)found)[1] : NULL;
}

/* Codes have two or three characters. */
static bool has_code(const char *codes, const char *code, size_t len)
{
    for (const char *at = codes + 1; *at; at += at[2] == ' ' ? 3 : 4)
        if (at[0] == code[0] && at[1] == code[1] && at[len] == ' ' &&
            (len == 2 || at[2] == code[2]))
            return true;
    return false;
}

static void check_unit(struct tc_doc *doc, const char *type, const struct tc_node *uom)
{
    const char *codes = type && uom && tc_unit_has_form(uom) ? units_of(type) : NULL;

    if (codes && !has_code(codes, uom->text, uom->len))
        tc_doc_report(doc, uom, "EPCIS-DOC-41",
                      tc_doc_say(doc, "đơn vị của %s", "a unit of %s", type),
                      tc_doc_shown(doc, uom));
}

/* --- members ------------------------------------------------------------------------ */

static void rule_time(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    struct tc_instant sensed;

    if (tc_value_is_time(doc, value, "EPCIS-DOC-09", &sensed) && e->has_time &&
        tc_instant_order(&sensed, &e->time) > 0)
        tc_value_wrong(doc, value, "EPCIS-DOC-43", "không muộn hơn eventTime",
                       "not later than eventTime");
}

static void rule_other_time(struct tc_doc *doc, struct tc_event_facts *e,
                            const struct tc_node *value)
{
    (void)e;
    tc_value_is_time(doc, value, "EPCIS-DOC-09", NULL);
}

static void rule_id(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    enum tc_epc_names names;

    (void)e;
    tc_value_is_id(doc, value, &names);
}

static void rule_uri(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    tc_value_is_uri(doc, value);
}

static void rule_number(struct tc_doc *doc, struct tc_event_facts *e,
                        const struct tc_node *value)
{
    (void)e;
    tc_value_is_number(doc, value);
}

static void rule_rank(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    char text[32] = "";

    (void)e;
    if (!tc_value_is_number(doc, value) || value->len >= sizeof(text))
        return;
    if (value->len <= 2 && value->text[0] != '-')
        return; /* the commonest, below 100 */
    memcpy(text, value->text, value->len);
    if (strtod(text, NULL) < 0 || strtod(text, NULL) > 100)
        tc_value_wrong(doc, value, "EPCIS-DOC-45", "từ 0 đến 100", "from 0 to 100");
}

static void rule_text(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    if (value->kind != TC_NODE_STRING)
        tc_value_wrong(doc, value, "EPCIS-DOC-12", "một chuỗi", "a text");
}

static void rule_boolean(struct tc_doc *doc, struct tc_event_facts *e,
                         const struct tc_node *value)
{
    bool right = value->kind == TC_NODE_BOOLEAN ||
                 (doc->xml && (tc_node_is(value, "true") || tc_node_is(value, "false") ||
                               tc_node_is(value, "1") || tc_node_is(value, "0")));

    (void)e;
    if (!right)
        tc_value_wrong(doc, value, "EPCIS-DOC-12", "true hoặc false", "true or false");
}

static void rule_hex(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    bool right = value->kind == TC_NODE_STRING && value->len > 0;

    (void)e;
    for (size_t i = 0; right && i < value->len; i++)
        right = value->text[i] && strchr("0123456789abcdefABCDEF", value->text[i]);
    if (!right)
        tc_value_wrong(doc, value, "EPCIS-DOC-12", "chữ số hệ 16", "hexadecimal digits");
}

static void rule_type(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    e->measured = tc_value_word(doc, value, TC_VOC_MEASUREMENT, "EPCIS-DOC-39");
}

static void rule_exception(struct tc_doc *doc, struct tc_event_facts *e,
                           const struct tc_node *value)
{
    (void)e;
    tc_value_word(doc, value, TC_VOC_ALERT, "EPCIS-DOC-39");
}

static void rule_component(struct tc_doc *doc, struct tc_event_facts *e,
                           const struct tc_node *value)
{
    (void)e;
    tc_value_word(doc, value, TC_VOC_COMPONENT, "EPCIS-DOC-39");
}

static const struct tc_field metadata_fields[TC_NAMES] = {
    [TC_NAME_time] = { .rule = rule_time },
    [TC_NAME_startTime] = { .rule = rule_other_time },
    [TC_NAME_endTime] = { .rule = rule_other_time },
    [TC_NAME_deviceID] = { .rule = rule_id },
    [TC_NAME_deviceMetadata] = { .rule = rule_uri },
    [TC_NAME_rawData] = { .rule = rule_uri },
    [TC_NAME_dataProcessingMethod] = { .rule = rule_uri },
    [TC_NAME_bizRules] = { .rule = rule_uri },
};
static const struct tc_field report_fields[TC_NAMES] = {
    [TC_NAME_type] = { .rule = rule_type },
    [TC_NAME_exception] = { .rule = rule_exception },
    [TC_NAME_deviceID] = { .rule = rule_id },
    [TC_NAME_deviceMetadata] = { .rule = rule_uri },
    [TC_NAME_rawData] = { .rule = rule_uri },
    [TC_NAME_dataProcessingMethod] = { .rule = rule_uri },
    [TC_NAME_bizRules] = { .rule = rule_uri },
    [TC_NAME_time] = { .rule = rule_time },
    [TC_NAME_microorganism] = { .rule = rule_uri },
    [TC_NAME_chemicalSubstance] = { .rule = rule_uri },
    [TC_NAME_coordinateReferenceSystem] = { .rule = rule_uri },
    [TC_NAME_value] = { .rule = rule_number },
    [TC_NAME_component] = { .rule = rule_component },
    [TC_NAME_stringValue] = { .rule = rule_text },
    [TC_NAME_booleanValue] = { .rule = rule_boolean },
    [TC_NAME_hexBinaryValue] = { .rule = rule_hex },
    [TC_NAME_uriValue] = { .rule = rule_uri },
    [TC_NAME_minValue] = { .rule = rule_number },
    [TC_NAME_maxValue] = { .rule = rule_number },
    [TC_NAME_meanValue] = { .rule = rule_number },
    [TC_NAME_sDev] = { .rule = rule_number },
    [TC_NAME_percRank] = { .rule = rule_rank },
    [TC_NAME_percValue] = { .rule = rule_number },
    [TC_NAME_uom] = { .rule = tc_rule_uom },
};
static const struct tc_shape metadata_shape = { "mục của sensorMetadata",
                                                "a member of sensorMetadata", metadata_fields,
                                                NULL };
static const struct tc_shape report_shape = { "mục của sensorReport",
                                              "a member of sensorReport", report_fields, NULL };

/* --- objects -------------------------------------------------------------------------- */

static void check_interval(struct tc_doc *doc, const struct tc_node *start,
                           const struct tc_node *end)
{
    struct tc_instant from, to;

    if (!start || !end || start->kind != TC_NODE_STRING || end->kind != TC_NODE_STRING)
        return;
    if (tc_timestamp_read(start->text, start->len, &from) == TC_TIMESTAMP_RIGHT &&
        tc_timestamp_read(end->text, end->len, &to) == TC_TIMESTAMP_RIGHT &&
        tc_instant_order(&from, &to) > 0)
        tc_value_wrong(doc, end, "EPCIS-DOC-44", "không sớm hơn startTime",
                       "not earlier than startTime");
}

static void rule_metadata(struct tc_doc *doc, struct tc_event_facts *e,
                          const struct tc_node *value)
{
    struct tc_members members;

    if (!tc_value_is_object(doc, value))
        return;
    tc_shape_walk(doc, e, value, &metadata_shape, &members);
    check_interval(doc, tc_member(&members, TC_NAME_startTime),
                   tc_member(&members, TC_NAME_endTime));
}

/* What the metadata say already should not stand in a report again. */
static void find_restated(struct tc_doc *doc, const struct tc_node *report,
                          const struct tc_members *members)
{
    static const enum tc_name once[] = { TC_NAME_time, TC_NAME_deviceID, TC_NAME_deviceMetadata,
                                         TC_NAME_rawData, TC_NAME_dataProcessingMethod };
    const struct tc_node *element =
        report->parent->kind == TC_NODE_ARRAY ? report->parent->parent : report->parent;
    const struct tc_node *metadata = tc_node_member(element, TC_NAME_sensorMetadata);

    for (size_t i = 0; metadata && i < sizeof(once) / sizeof(once[0]); i++)
        if (tc_member(members, once[i]) && tc_node_member(metadata, once[i]))
            tc_doc_report_name(
                doc, tc_member(members, once[i]), "EPCIS-DOC-42",
                TC_TEXT("chỉ ghi một lần, trong sensorMetadata",
                        "said once, in sensorMetadata"),
                TC_TEXT("ghi lại trong sensorReport", "said again in the report"));
}

static void check_report(struct tc_doc *doc, struct tc_event_facts *e,
                         const struct tc_node *report)
{
    struct tc_members members;
    const struct tc_node *type;

    if (!tc_value_is_object(doc, report))
        return;
    e->measured = NULL;
    tc_shape_walk(doc, e, report, &report_shape, &members);
    type = tc_member(&members, TC_NAME_type);
    if (!type && !tc_member(&members, TC_NAME_exception))
        tc_value_missing(doc, report, "EPCIS-DOC-37", "type hoặc exception",
                         "type or exception");
    else if (!type && !doc->xml)
        tc_value_missing(doc, report, "EPCIS-DOC-38", "type", "type");
    if (tc_member(&members, TC_NAME_percRank) && !tc_member(&members, TC_NAME_percValue))
        tc_value_missing(doc, report, "EPCIS-DOC-45", "percValue đi cùng percRank",
                         "a percValue with percRank");
    check_unit(doc, e->measured, tc_member(&members, TC_NAME_uom));
    find_restated(doc, report, &members);
}

static void rule_reports(struct tc_doc *doc, struct tc_event_facts *e,
                         const struct tc_node *value)
{
    if (doc->xml) {
        check_report(doc, e, value); /* the element is repeated, and so is the call */
        return;
    }
    if (!tc_value_is_list(doc, value))
        return;
    if (!value->first)
        tc_value_missing(doc, value, "EPCIS-DOC-36", "ít nhất một sensorReport",
                         "at least one sensorReport");
    for (const struct tc_node *i = value->first; i; i = i->next)
        check_report(doc, e, i);
}

static const struct tc_field element_fields[TC_NAMES] = {
    [TC_NAME_sensorMetadata] = { .rule = rule_metadata },
    [TC_NAME_sensorReport] = { .rule = rule_reports, .many = true },
};
static const unsigned char element_order[] = { TC_NAME_sensorMetadata, TC_NAME_sensorReport,
                                               0 };
static const struct tc_shape element_shape = { "mục của sensorElement",
                                               "a member of sensorElement", element_fields,
                                               element_order };

void tc_rule_sensor_elements(struct tc_doc *doc, struct tc_event_facts *e,
                             const struct tc_node *value)
{
    if (!tc_value_is_list(doc, value))
        return;
    if (doc->xml && !tc_node_first_item(value))
        tc_value_missing(doc, value, "EPCIS-DOC-12", "sensorElement", "sensorElement");
    for (const struct tc_node *i = tc_node_first_item(value); i; i = tc_node_next_item(i)) {
        struct tc_members members;

        if (!tc_value_is_object(doc, i))
            continue;
        tc_shape_walk(doc, e, i, &element_shape, &members);
        if (!tc_member(&members, TC_NAME_sensorReport))
            tc_value_missing(doc, i, "EPCIS-DOC-36", "ít nhất một sensorReport",
                             "at least one sensorReport");
    }
}
