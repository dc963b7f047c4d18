/* One event while it is judged: its type and its members, each looked at by
 * the rule of its own. */
#ifndef TC_VALIDATE_EVENT_H
#define TC_VALIDATE_EVENT_H

#include <stdint.h>

#include "validate/document/doc.h"
#include "validate/code/epc.h"
#include "validate/document/timestamp.h"
#include "validate/document/vocabulary.h"

/* A bit set: the types that a member belongs to. */
enum tc_event_type {
    TC_EVENT_OBJECT = 1 << 0,
    TC_EVENT_AGGREGATION = 1 << 1,
    TC_EVENT_TRANSACTION = 1 << 2,
    TC_EVENT_TRANSFORMATION = 1 << 3,
    TC_EVENT_ASSOCIATION = 1 << 4,
    TC_EVENT_QUANTITY = 1 << 5, /* EPCIS 1.x */
    TC_EVENT_EXTENSION = 1 << 6 /* a type of somebody else */
};

enum tc_action { TC_ACTION_NONE, TC_ACTION_ADD, TC_ACTION_OBSERVE, TC_ACTION_DELETE };

/* The members of an object that was walked over, by name. Of those that are absent
 * nothing is written: most of the names are, of each object. */
struct tc_members {
    uint64_t present[(TC_NAMES + 63) / 64];
    const struct tc_node *at[TC_NAMES];
};

/* The member of that name, or NULL. */
static inline const struct tc_node *tc_member(const struct tc_members *members,
                                              enum tc_name name)
{
    return members->present[name / 64] >> name % 64 & 1 ? members->at[name] : NULL;
}

struct tc_event_facts {
    const struct tc_node *node;
    enum tc_event_type type;
    enum tc_action action;
    const struct tc_members *members; /* once all were looked at */
    bool has_time;                    /* eventTime is right: */
    struct tc_instant time;
    const char *measured; /* word of the type of the sensor report that is looked at, or NULL */
};

/* The rule for the value of one member. `e` is the event around it. */
typedef void tc_member_rule(struct tc_doc *doc, struct tc_event_facts *e,
                            const struct tc_node *value);

struct tc_field {
    tc_member_rule *rule; /* NULL: no member of this object */
    unsigned types;       /* events alone: TC_EVENT_* that have it */
    bool many;            /* XML: the element may be repeated */
};

/* An object of EPCIS: its members by name. */
struct tc_shape {
    const char *member_vi, *member_en; /* "mục của điểm đọc", "a member of a read point" */
    const struct tc_field *fields; /* of TC_NAMES entries */
    const unsigned char *order;    /* XML: the names in their order, 0 ends; or NULL */
};

/* Look at each member of `object` by its rule; misplaced, unknown and repeated
 * members are findings. `members` is filled. */
void tc_shape_walk(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *object,
                   const struct tc_shape *shape, struct tc_members *members);

/* --- what a value is made of; each reports and gives if it holds ---------------- */

bool tc_value_is_text(struct tc_doc *doc, const struct tc_node *value);
bool tc_value_is_uri(struct tc_doc *doc, const struct tc_node *value);
bool tc_value_is_number(struct tc_doc *doc, const struct tc_node *value);
bool tc_value_is_list(struct tc_doc *doc, const struct tc_node *value);
bool tc_value_is_object(struct tc_doc *doc, const struct tc_node *value);

/* A time; with a zone, but for EPCIS 1.2 where that is advisory. */
bool tc_value_is_time(struct tc_doc *doc, const struct tc_node *value, const char *requirement,
                      struct tc_instant *instant);

/* A URI whose GS1 identifier is right; `names` is what it names. */
bool tc_value_is_id(struct tc_doc *doc, const struct tc_node *value, enum tc_epc_names *names);

/* A value of the vocabulary; gives its word, or NULL. */
const char *tc_value_word(struct tc_doc *doc, const struct tc_node *value,
                          enum tc_vocabulary vocabulary, const char *requirement);

/* "expected ..., found the value's text", at the value. */
void tc_value_wrong(struct tc_doc *doc, const struct tc_node *value, const char *requirement,
                    const char *vi, const char *en);

/* "expected ..., found none", at the object. */
void tc_value_missing(struct tc_doc *doc, const struct tc_node *object, const char *requirement,
                      const char *vi, const char *en);

/* Two or three of A-Z, 0-9, as the codes of UN/ECE Rec 20 are. */
bool tc_unit_has_form(const struct tc_node *value);

/* The master data below a header (or an EPCISMasterDataDocument's body). */
void tc_master_data_check(struct tc_doc *doc, const struct tc_node *header);

/* Texts that stand twice in a list. `stated`: of this list the JSON Schema says
 * that its elements are unique (EPCIS-DOC-24), else that is advice. */
void tc_find_repeated(struct tc_doc *doc, const struct tc_node *list, bool stated);

/* Hand on each value of `other` whose text is a value of `one`, too. */
void tc_find_shared(struct tc_doc *doc, const struct tc_node *one, const struct tc_node *other,
                    tc_doc_take *report_shared);

/* What an event of its type must have; after its members were looked at. */
void tc_event_demands(struct tc_doc *doc, const struct tc_event_facts *e);

/* XML: the elements of an object stand in the order of the names, those of
 * somebody's own behind them. */
void tc_xml_sequence_check(struct tc_doc *doc, const struct tc_node *object,
                           const unsigned char *order);

/* XML: the order and the nesting of an event's elements. */
void tc_xml_order_check(struct tc_doc *doc, const struct tc_event_facts *e);

/* --- rules of members that have a file of their own ------------------------------ */

tc_member_rule tc_rule_error_declaration, tc_rule_event_id, tc_rule_sensor_elements;
tc_member_rule tc_rule_parent, tc_rule_epcs, tc_rule_quantity, tc_rule_uom, tc_rule_epc_class,
    tc_rule_quantities;
tc_member_rule tc_rule_place, tc_rule_transactions, tc_rule_sources, tc_rule_destinations;
tc_member_rule tc_rule_persistent;

#endif
