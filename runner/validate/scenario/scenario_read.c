/* The facts of an event that a chain needs, taken while the event is read. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/code/epc.h"
#include "validate/scenario/scenario.h"

#define LINKS_MAX 1000 /* of one event */

/* The array with room for one more item behind `count`. */
static void *with_room(void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    *room *= 2;
    items = *room < UINT32_MAX ? realloc(items, *room * size) : NULL;
    if (!items)
        abort();
    return items;
}

/* Put an item behind the last of s->whats. */
#define PUT(s, what, ...)                                                                      \
    ((s)->what##s =                                                                            \
         with_room((s)->what##s, (s)->what##_count, &(s)->what##_room, sizeof(*(s)->what##s)), \
     (s)->what##s[(s)->what##_count++] = (__VA_ARGS__))

/* --- values ------------------------------------------------------------------------ */

static bool is_text(const struct tc_node *node)
{
    return node && node->kind == TC_NODE_STRING && node->len > 0;
}

static uint32_t word_of(struct tc_scenario *s, const struct tc_node *node)
{
    return is_text(node) ? tc_names_put(&s->words, node->text, node->len) : 0;
}

static uint32_t event_id_of(struct tc_scenario *s, const struct tc_node *node)
{
    return is_text(node) ? tc_names_put_event_id(&s->words, node->text, node->len) : 0;
}

static uint32_t place_of(struct tc_scenario *s, const struct tc_node *place)
{
    const struct tc_node *id = tc_node_member(place, TC_NAME_id);

    return is_text(id) ? tc_names_put_identifier(&s->names, id->text, id->len) : 0;
}

static bool read_moment(const struct tc_node *node, int64_t *moment)
{
    struct tc_instant instant;
    int64_t unit = TC_MOMENTS / 10;

    if (!is_text(node) ||
        tc_timestamp_read(node->text, node->len, &instant) != TC_TIMESTAMP_RIGHT)
        return false;
    *moment = instant.seconds * TC_MOMENTS;
    for (size_t i = 0; i < instant.fraction_len && unit > 0; i++, unit /= 10)
        *moment += (instant.fraction[i] - '0') * unit;
    return true;
}

static const char *vocabulary_of(const struct tc_node *node, enum tc_vocabulary vocabulary)
{
    return is_text(node) ? tc_vocabulary_read(vocabulary, node->text, node->len).word : NULL;
}

static uint8_t action_of(const struct tc_node *node)
{
    if (tc_node_is(node, "ADD"))
        return TC_ACTION_ADD;
    if (tc_node_is(node, "DELETE"))
        return TC_ACTION_DELETE;
    return tc_node_is(node, "OBSERVE") ? TC_ACTION_OBSERVE : TC_ACTION_NONE;
}

/* --- what --------------------------------------------------------------------------- */

/* An instance; or a class or lot, with its amount. One in the place of the other, and
 * an identifier that is not right, is a finding of the event alone: what the event
 * then means in the chain is not known. */
static void mention(struct tc_scenario *s, const struct tc_node *id, enum tc_role role,
                    uint32_t amount)
{
    enum tc_epc_names misplaced = amount ? TC_EPC_INSTANCE : TC_EPC_CLASS;
    uint32_t name;

    s->unclear = s->unclear || !is_text(id);
    if (!is_text(id))
        return;
    name = tc_names_put_identifier(&s->names, id->text, id->len);
    if (!name || tc_epc_names(id->text, id->len) == misplaced)
        s->unclear = true;
    else
        PUT(s, mention,
            (struct tc_mention){
                .name = name, .role = role & 7u, .amount = amount & TC_AMOUNTS_MAX });
}

static void mention_each(struct tc_scenario *s, const struct tc_node *list, enum tc_role role)
{
    if (list && list->kind != TC_NODE_STRING)
        for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i))
            mention(s, i, role, 0);
}

static double number_of(const struct tc_node *node)
{
    char text[64] = "", *end;
    double value;

    if (!node || !node->text || node->len == 0 || node->len >= sizeof(text))
        return NAN;
    memcpy(text, node->text, node->len);
    value = strtod(text, &end);
    return *end || !isfinite(value) || value < 0 ? NAN : value;
}

static void mention_amount(struct tc_scenario *s, const struct tc_node *element,
                           enum tc_role role)
{
    if (s->amount_count > TC_AMOUNTS_MAX)
        abort();
    PUT(s, amount,
        (struct tc_amount){ number_of(tc_node_member(element, TC_NAME_quantity)),
                            word_of(s, tc_node_member(element, TC_NAME_uom)) });
    mention(s, tc_node_member(element, TC_NAME_epcClass), role, (uint32_t)s->amount_count - 1);
}

static void mention_amounts(struct tc_scenario *s, const struct tc_node *list,
                            enum tc_role role)
{
    if (list && list->kind != TC_NODE_STRING)
        for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i))
            if (i->kind == TC_NODE_OBJECT)
                mention_amount(s, i, role);
}

/* --- why ---------------------------------------------------------------------------- */

static void link_to(struct tc_scenario *s, struct tc_chain_event *e, enum tc_link_kind kind,
                    uint32_t name)
{
    if (!name || e->links >= LINKS_MAX)
        return;
    PUT(s, link, (struct tc_event_link){ name, kind });
    e->links++;
}

static void link_advices(struct tc_scenario *s, struct tc_chain_event *e,
                         const struct tc_node *list)
{
    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i)) {
        const char *type =
            vocabulary_of(tc_node_member(i, TC_NAME_type), TC_VOC_TRANSACTION_TYPE);

        if (type && strcmp(type, "desadv") == 0)
            link_to(s, e, TC_LINK_ADVICE,
                    word_of(s, tc_node_member(i, TC_NAME_bizTransaction)));
    }
}

static void link_destinations(struct tc_scenario *s, struct tc_chain_event *e,
                              const struct tc_node *list)
{
    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i)) {
        const struct tc_node *id = tc_node_member(i, TC_NAME_destination);
        const char *type = vocabulary_of(tc_node_member(i, TC_NAME_type), TC_VOC_SOURCE_TYPE);

        if (type && strcmp(type, "location") == 0 && is_text(id))
            link_to(s, e, TC_LINK_DESTINATION,
                    tc_names_put_identifier(&s->names, id->text, id->len));
    }
}

/* In JSON a list; in XML <correctiveEventIDs> with its elements, too. */
static void link_corrections(struct tc_scenario *s, struct tc_chain_event *e,
                             const struct tc_node *declaration)
{
    const struct tc_node *ids = tc_node_member(declaration, TC_NAME_correctiveEventIDs);

    if (ids && ids->kind != TC_NODE_STRING)
        for (const struct tc_node *i = tc_node_first_item(ids); i; i = tc_node_next_item(i))
            link_to(s, e, TC_LINK_CORRECTIVE, event_id_of(s, i));
}

/* --- the whole ------------------------------------------------------------------------ */

static enum tc_event_type type_of(const struct tc_doc *doc, const struct tc_node *event)
{
    static const struct {
        const char *name;
        enum tc_event_type type;
    } types[] = { { "ObjectEvent", TC_EVENT_OBJECT },
                  { "AggregationEvent", TC_EVENT_AGGREGATION },
                  { "TransactionEvent", TC_EVENT_TRANSACTION },
                  { "TransformationEvent", TC_EVENT_TRANSFORMATION },
                  { "AssociationEvent", TC_EVENT_ASSOCIATION } };
    const struct tc_node *type = doc->xml ? NULL : tc_node_member(event, TC_NAME_type);

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        size_t len = strlen(types[i].name);

        if (doc->xml ? !event->foreign && event->label_len == len &&
                           memcmp(event->label, types[i].name, len) == 0
                     : tc_node_is(type, types[i].name))
            return types[i].type;
    }
    return TC_EVENT_EXTENSION;
}

/* Line and column, counted from the event before where that is still held. */
static void find_place(struct tc_scenario *s, const struct tc_window *w, size_t at, long *line,
                       long *column)
{
    struct tc_chain_place *last = &s->last;

    if (last->input == s->input_count && last->offset >= w->offset && last->offset <= at &&
        at <= w->offset + (size_t)(w->end - w->base)) {
        const char *from = w->base + (last->offset - w->offset), *newline;
        const char *to = w->base + (at - w->offset);

        *line = last->line;
        *column = last->column + (to - from);
        while ((newline = memchr(from, '\n', (size_t)(to - from))) != NULL) {
            from = newline + 1;
            ++*line;
            *column = to - from + 1;
        }
    } else {
        tc_window_place(w, at, line, column);
    }
    *last = (struct tc_chain_place){ s->input_count, at, *line, *column };
}

static void read_place_in_input(struct tc_scenario *s, struct tc_chain_event *e,
                                struct tc_doc *doc, const struct tc_node *event)
{
    long line = event->line, column = event->column;
    const char *path = event->parent ? tc_node_path(doc->inner, event->parent, doc->xml) : "";

    for (unsigned i = 0; i < event->wraps; i++)
        path = tc_arena_printf(doc->inner, "%s/*", path);
    if (!line || event->at >= doc->window.offset)
        find_place(s, &doc->window, event->at, &line, &column);
    e->input = (uint16_t)(s->input_count - 1);
    e->number = (uint32_t)doc->result->events;
    e->offset = event->at;
    e->line = (uint32_t)line;
    e->column = (uint32_t)column;
    e->path = tc_names_put(&s->words, path, strlen(path));
    e->index = event->index;
    e->label =
        doc->xml && event->label ? tc_names_put(&s->words, event->label, event->label_len) : 0;
}

static void read_what(struct tc_scenario *s, const struct tc_node *event)
{
    for (const struct tc_node *m = event->first; m; m = m->next) {
        if (m->foreign)
            continue;
        switch ((enum tc_name)m->name) {
        case TC_NAME_epcList:
            mention_each(s, m, TC_ROLE_OBJECT);
            break;
        case TC_NAME_quantityList:
            mention_amounts(s, m, TC_ROLE_OBJECT);
            break;
        case TC_NAME_parentID:
            mention(s, m, TC_ROLE_PARENT, 0);
            break;
        case TC_NAME_childEPCs:
            mention_each(s, m, TC_ROLE_CHILD);
            break;
        case TC_NAME_childQuantityList:
            mention_amounts(s, m, TC_ROLE_CHILD);
            break;
        case TC_NAME_inputEPCList:
            mention_each(s, m, TC_ROLE_INPUT);
            break;
        case TC_NAME_inputQuantityList:
            mention_amounts(s, m, TC_ROLE_INPUT);
            break;
        case TC_NAME_outputEPCList:
            mention_each(s, m, TC_ROLE_OUTPUT);
            break;
        case TC_NAME_outputQuantityList:
            mention_amounts(s, m, TC_ROLE_OUTPUT);
            break;
        default:
            break;
        }
    }
}

static void read_error(struct tc_scenario *s, struct tc_chain_event *e,
                       const struct tc_node *event)
{
    const struct tc_node *error = tc_node_member(event, TC_NAME_errorDeclaration);

    if (!error || error->kind != TC_NODE_OBJECT) {
        read_moment(tc_node_member(event, TC_NAME_recordTime), &e->recorded);
        return;
    }
    e->declared = true;
    read_moment(tc_node_member(error, TC_NAME_declarationTime), &e->recorded);
    link_corrections(s, e, error);
}

void tc_scenario_event(struct tc_scenario *s, struct tc_doc *doc, const struct tc_node *event)
{
    struct tc_chain_event facts = { 0 };

    if (event->kind != TC_NODE_OBJECT ||
        !read_moment(tc_node_member(event, TC_NAME_eventTime), &facts.time))
        return;
    facts.type = (uint8_t)type_of(doc, event);
    facts.action = action_of(tc_node_member(event, TC_NAME_action));
    facts.step = vocabulary_of(tc_node_member(event, TC_NAME_bizStep), TC_VOC_BIZ_STEP);
    facts.disposition =
        vocabulary_of(tc_node_member(event, TC_NAME_disposition), TC_VOC_DISPOSITION);
    facts.id = event_id_of(s, tc_node_member(event, TC_NAME_eventID));
    facts.read_point = place_of(s, tc_node_member(event, TC_NAME_readPoint));
    facts.place = place_of(s, tc_node_member(event, TC_NAME_bizLocation));
    read_place_in_input(s, &facts, doc, event);
    facts.first_mention = (uint32_t)s->mention_count;
    s->unclear = false;
    read_what(s, event);
    if (s->unclear) {
        s->mention_count = facts.first_mention;
        return;
    }
    facts.mentions = (uint32_t)s->mention_count - facts.first_mention;
    facts.first_link = (uint32_t)s->link_count;
    link_advices(s, &facts, tc_node_member(event, TC_NAME_bizTransactionList));
    link_destinations(s, &facts, tc_node_member(event, TC_NAME_destinationList));
    read_error(s, &facts, event);
    PUT(s, event, facts);
}
