/* Writing the pre-hash string of an event. */
#ifndef TC_VALIDATE_EVENT_HASH_H
#define TC_VALIDATE_EVENT_HASH_H

#include "tracecert/hash.h"
#include "validate/document/terms.h"
#include "validate/document/node.h"
#include "validate/document/vocabulary.h"

/* In what a reading differs from the written rules. */
struct tc_hash_rules {
    const char *version;
    bool own_order;     /* the reference implementation's order of fields */
    bool type_first;    /* in a list of partners, before what it qualifies */
    bool certification; /* certificationInfo is hashed */
    bool hoisted;       /* user data of standard fields at the end of the event */
    bool half_to_even;  /* rounding of times, to the microsecond before that */
    bool loose_numbers; /* whatever looks like a number is rewritten as one */
};

/* Part of the text, one of several that are put in order. */
struct tc_hash_part {
    size_t at, len;
    const char *text; /* while they are sorted */
};

/* User data that was met in a standard field. */
struct tc_hash_nested {
    enum tc_name field;
    const struct tc_node *node;
};

struct tc_hash_writer {
    const struct tc_hash_rules *rules;
    struct tc_arena *arena; /* of one event */
    const struct tc_node *event;
    struct tc_terms own;          /* of the event's own @context */
    const struct tc_terms *outer; /* of the document's */
    bool xml;
    unsigned doubts;
    bool impossible; /* the reading has no hash for this event */
    bool undeclared; /* a prefix or word is not declared so far */
    char *text;
    size_t len, capacity;
    char *sorted; /* room to put parts in order */
    size_t sorted_capacity;
    struct tc_hash_part *parts;
    size_t part_count, part_capacity;
    struct tc_hash_nested *nested;
    size_t nested_count, nested_capacity;
};

void tc_hash_writer_init(struct tc_hash_writer *w, const struct tc_hash_rules *rules,
                         struct tc_arena *arena, const struct tc_terms *outer);
void tc_hash_writer_free(struct tc_hash_writer *w);

/* Write the event's pre-hash string into `text`, which then ends in NUL. */
void tc_hash_write_event(struct tc_hash_writer *w, const struct tc_node *event, bool xml);

static inline void tc_hash_doubt(struct tc_hash_writer *w, enum tc_hash_doubt doubt)
{
    w->doubts |= 1U << doubt;
}

/* --- text --- */

void tc_hash_put(struct tc_hash_writer *w, const char *text, size_t len);
void tc_hash_put_string(struct tc_hash_writer *w, const char *text);

/* Keep user data of a standard field for later. */
void tc_hash_keep_nested(struct tc_hash_writer *w, enum tc_name field,
                         const struct tc_node *node);

/* Parts: begin and end each; then put those since `mark` in the order of their
 * bytes. `mark` is part_count before the first. */
void tc_hash_part_begin(struct tc_hash_writer *w);
void tc_hash_part_end(struct tc_hash_writer *w);
void tc_hash_parts_sort(struct tc_hash_writer *w, size_t mark);

/* --- values: what stands behind the '=' --- */

enum tc_hash_kind {
    TC_HASH_PLAIN,
    TC_HASH_TIME,
    TC_HASH_NUMBER,
    TC_HASH_URI, /* identifier, or any other URI */
    TC_HASH_WORD /* of a vocabulary */
};

struct tc_hash_value {
    const char *text;
    size_t len;
    enum tc_hash_kind kind;
    enum tc_vocabulary vocabulary; /* of a WORD */
    bool user;                     /* in user data */
};

/* Without space at both ends. */
struct tc_hash_value tc_hash_value_of(const struct tc_node *node, enum tc_hash_kind kind);

void tc_hash_put_value(struct tc_hash_writer *w, const struct tc_hash_value *value);
void tc_hash_put_time(struct tc_hash_writer *w, const struct tc_hash_value *value);
void tc_hash_put_uri(struct tc_hash_writer *w, const struct tc_hash_value *value);

/* Write an EPC URI as its Digital Link, or as it is if it has none; false if the
 * text is no EPC URI. */
bool tc_hash_put_epc(struct tc_hash_writer *w, const char *text, size_t len);

/* What the written rules make of a number. */
void tc_hash_put_number(struct tc_hash_writer *w, const char *text, size_t len);

/* What Python's float makes of a text. */
enum tc_hash_loose {
    TC_LOOSE_NONE,      /* it is no number */
    TC_LOOSE_NUMBER,    /* written to `to` */
    TC_LOOSE_IMPOSSIBLE /* it cannot be written */
};
#define TC_LOOSE_SIZE 512
enum tc_hash_loose tc_hash_loose_number(const char *text, size_t len, char to[TC_LOOSE_SIZE]);

/* --- standard fields --- */

/* Write those of an event in their order. */
void tc_hash_put_fields_of_event(struct tc_hash_writer *w,
                                 const struct tc_node *const members[TC_NAMES]);

/* True if the canonical order names this member of an event. */
bool tc_hash_is_field(enum tc_name name);

/* --- user data --- */

/* True if the member of an EPCIS object is user data. */
bool tc_hash_is_user_data(const struct tc_node *member);

/* Write the user data among the children of `object`, in order. */
void tc_hash_put_user_data(struct tc_hash_writer *w, const struct tc_node *object);

/* Write one member of user data as parts: name and value, for each value. */
void tc_hash_put_user_member(struct tc_hash_writer *w, const struct tc_node *member,
                             const char *before);

/* --- namespaces of JSON --- */

struct tc_hash_name {
    const char *space, *local; /* space NULL: in no namespace */
    size_t space_len, local_len;
};

/* The namespace and local name of a member, "ex:field". */
struct tc_hash_name tc_hash_name_of(struct tc_hash_writer *w, const struct tc_node *member);

/* What a declared prefix stands for; false if none is declared. */
bool tc_hash_prefix(const struct tc_hash_writer *w, const char *prefix, size_t len,
                    const char **space, size_t *space_len);

#endif
