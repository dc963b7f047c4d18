/* One event, or the envelope around the events, as a tree of values. JSON and
 * XML are read into the same tree, so that a rule is written once:
 *
 * - an XML element with attributes or elements is an OBJECT, else a STRING;
 *   attributes are members like elements;
 * - <bizTransaction type="T">ID</bizTransaction> is {"type": T,
 *   "bizTransaction": ID}, and so are source and destination;
 * - <extension> and <baseExtension> of EPCIS 1.2 are left out: what they hold
 *   belongs to the object around them. */
#ifndef TC_VALIDATE_NODE_H
#define TC_VALIDATE_NODE_H

#include <stdbool.h>

#include "tracecert/finding.h"
#include "validate/document/name.h"

enum tc_node_kind {
    TC_NODE_OBJECT,
    TC_NODE_ARRAY, /* JSON alone */
    TC_NODE_STRING,
    TC_NODE_NUMBER,  /* JSON alone: the text as written */
    TC_NODE_BOOLEAN, /* JSON alone: "true" or "false" */
    TC_NODE_NULL     /* JSON alone */
};

struct tc_node {
    unsigned char kind;  /* enum tc_node_kind */
    unsigned char name;  /* enum tc_name */
    bool attribute;      /* XML */
    bool foreign;        /* XML: in a namespace that is not EPCIS's */
    bool others;         /* JSON: names that EPCIS does not have stand below */
    unsigned char wraps; /* XML: <extension> and the like that were left out above */
    unsigned index;      /* in an array from 0; in XML among its namesakes from 1 */
    const char *text;    /* of a string, number or boolean; not NUL-terminated. Of an XML
                          * element of somebody else with attributes, an OBJECT, too */
    size_t len;
    const char *label; /* the name as written, "ex:field"; not NUL-terminated */
    size_t label_len;
    const char *space;     /* XML: namespace of the name, or NULL */
    size_t at;             /* place of the value in the input, in bytes from its start */
    size_t label_at;       /* place of the name */
    unsigned line, column; /* of the value, once the window has left it; else 0 */
    struct tc_node *parent, *first, *last, *next;
};

/* Put `node` behind the last child of `parent`. */
static inline void tc_node_append(struct tc_node *parent, struct tc_node *node)
{
    node->parent = parent;
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
}

/* The first member of that name, or NULL; `object` may be NULL. */
const struct tc_node *tc_node_member(const struct tc_node *object, enum tc_name name);

/* The items of a list: the elements of an array; the child elements of an
 * element, foreign ones apart. NULL at the end. */
const struct tc_node *tc_node_first_item(const struct tc_node *list);
const struct tc_node *tc_node_next_item(const struct tc_node *item);

/* All values of a member that may be there many times: the elements of the
 * array in JSON (or the one value), the elements of that name in XML. */
const struct tc_node *tc_node_first_value(const struct tc_node *member);
const struct tc_node *tc_node_next_value(const struct tc_node *member,
                                         const struct tc_node *value);

/* True if the text is `word`. */
bool tc_node_is(const struct tc_node *node, const char *word);

/* JSON pointer, or XPath where `xml`; owned by the arena. */
const char *tc_node_path(struct tc_arena *arena, const struct tc_node *node, bool xml);

#endif
