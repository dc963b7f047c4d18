/* Names and values of standard fields: what the fields of events and of sensor
 * data share. */
#ifndef TC_VALIDATE_EVENT_HASH_PAIR_H
#define TC_VALIDATE_EVENT_HASH_PAIR_H

#include "validate/hash/event_hash.h"

/* A field with a value, or with several of the same kind. */
struct tc_hash_simple {
    enum tc_name name;
    enum tc_hash_kind kind;
    enum tc_vocabulary vocabulary;
};

/* Initialisers of one. */
#define AS_URI(name_)                                                                          \
    {                                                                                          \
        .name = TC_NAME_##name_, .kind = TC_HASH_URI                                           \
    }
#define AS_TIME(name_)                                                                         \
    {                                                                                          \
        .name = TC_NAME_##name_, .kind = TC_HASH_TIME                                          \
    }
#define AS_NUMBER(name_)                                                                       \
    {                                                                                          \
        .name = TC_NAME_##name_, .kind = TC_HASH_NUMBER                                        \
    }
#define AS_PLAIN(name_)                                                                        \
    {                                                                                          \
        .name = TC_NAME_##name_, .kind = TC_HASH_PLAIN                                         \
    }
#define AS_WORD(name_, voc_)                                                                   \
    {                                                                                          \
        .name = TC_NAME_##name_, .kind = TC_HASH_WORD, .vocabulary = TC_VOC_##voc_             \
    }

void tc_hash_put_key(struct tc_hash_writer *w, enum tc_name name);

/* "name=value" as a part; nothing of an empty one. */
void tc_hash_put_pair(struct tc_hash_writer *w, const struct tc_hash_simple *simple,
                      const struct tc_node *node);

/* All values of a member, in order. */
void tc_hash_put_pairs(struct tc_hash_writer *w, const struct tc_hash_simple *simple,
                       const struct tc_node *member);

/* The fields of an object that `fields` names, in that order; name NONE ends. */
void tc_hash_put_fields(struct tc_hash_writer *w, const struct tc_hash_simple *fields,
                        const struct tc_node *object);

/* User data of a standard field: at its end, or kept for the event's end. */
void tc_hash_put_nested(struct tc_hash_writer *w, enum tc_name field,
                        const struct tc_node *object);

/* False, with a doubt, if the list is empty. */
bool tc_hash_has_items(struct tc_hash_writer *w, const struct tc_node *list);

/* The list of sensor elements under the name of `list`. */
void tc_hash_put_sensors(struct tc_hash_writer *w, const struct tc_node *list);

#endif
