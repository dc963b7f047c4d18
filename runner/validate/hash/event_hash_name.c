/* The names of user data: "{namespace}local". CBV 2.0, 8.9.2; in JSON the
 * namespace is what @context says. No context is fetched. */
#include <string.h>

#include "validate/hash/event_hash.h"

#define MASTER_DATA "urn:epcglobal:cbv:mda" /* the namespace in XML; in JSON with a colon */
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"

/* Prefixes of EPCIS's own context. */
static const struct {
    const char *prefix, *space;
} known[] = {
    { "gs1", "https://gs1.org/voc/" },
    { "epcis", "https://ref.gs1.org/epcis/" },
    { "cbv", "https://ref.gs1.org/cbv/" },
    { "cbvmda", MASTER_DATA ":" },
    { "rdfs", RDFS },
    { "owl", "http://www.w3.org/2002/07/owl#" },
    { "xsd", "http://www.w3.org/2001/XMLSchema#" },
    { "dcterms", "http://purl.org/dc/terms/" },
};

static bool is(const char *text, size_t len, const char *word)
{
    return strlen(word) == len && memcmp(text, word, len) == 0;
}

/* --- contexts ------------------------------------------------------------------------- */

/* The event's own context stands above that of the document. */
static const struct tc_node *find_definition(const struct tc_hash_writer *w, const char *term,
                                             size_t len)
{
    const struct tc_term *found = tc_terms_find(&w->own, term, len);

    if (!found)
        found = tc_terms_find(w->outer, term, len);
    return found ? found->uri : NULL;
}

bool tc_hash_prefix(const struct tc_hash_writer *w, const char *prefix, size_t len,
                    const char **space, size_t *space_len)
{
    const struct tc_node *found = find_definition(w, prefix, len);

    if (!found)
        return false;
    *space = found->text;
    *space_len = found->len;
    return true;
}

/* --- names ----------------------------------------------------------------------------- */

/* A URI cut behind its last '/' or '#'. */
static struct tc_hash_name cut(const char *uri, size_t len)
{
    size_t n = len;

    while (n > 0 && uri[n - 1] != '/' && uri[n - 1] != '#' && uri[n - 1] != ':')
        n--;
    return (struct tc_hash_name){ uri, uri + n, n, len - n };
}

static struct tc_hash_name in_no_namespace(struct tc_hash_writer *w, const char *label,
                                           size_t len)
{
    tc_hash_doubt(w, TC_DOUBT_NAME);
    return (struct tc_hash_name){ .local = label, .local_len = len };
}

static struct tc_hash_name with_prefix(struct tc_hash_writer *w, const char *label, size_t len,
                                       size_t prefix_len)
{
    struct tc_hash_name name = { .local = label + prefix_len + 1,
                                 .local_len = len - prefix_len - 1 };

    if (tc_hash_prefix(w, label, prefix_len, &name.space, &name.space_len))
        return name;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (is(label, prefix_len, known[i].prefix)) {
            name.space = known[i].space;
            name.space_len = strlen(known[i].space);
            return name;
        }
    if (name.local_len > 2 && memcmp(name.local, "//", 2) == 0)
        return cut(label, len);
    w->undeclared = true;
    return in_no_namespace(w, label, len);
}

/* A word that the document's own context defines: a URI, or again "ex:field". */
static struct tc_hash_name of_word(struct tc_hash_writer *w, const char *label, size_t len)
{
    const struct tc_node *found = label[0] == '@' ? NULL : find_definition(w, label, len);
    const char *colon = found ? memchr(found->text, ':', found->len) : NULL;

    w->undeclared |= !found && label[0] != '@';
    if (!colon)
        return in_no_namespace(w, label, len);
    tc_hash_doubt(w, TC_DOUBT_NAME);
    return with_prefix(w, found->text, found->len, (size_t)(colon - found->text));
}

/* The one namespace of the CBV's own that XML and JSON write in two ways: in
 * both as in XML, so that twins have one hash. */
static struct tc_hash_name settle(struct tc_hash_writer *w, struct tc_hash_name name)
{
    size_t len = name.space_len;

    if (name.space && len > 0 && name.space[len - 1] == ':')
        len--;
    if (!name.space || !is(name.space, len, MASTER_DATA))
        return name;
    tc_hash_doubt(w, TC_DOUBT_MASTER_DATA);
    name.space_len = len;
    return name;
}

static struct tc_hash_name in_json(struct tc_hash_writer *w, const char *label, size_t len)
{
    const char *colon = memchr(label, ':', len);

    if (colon && colon > label)
        return with_prefix(w, label, len, (size_t)(colon - label));
    return of_word(w, label, len);
}

static struct tc_hash_name in_xml(struct tc_hash_writer *w, const struct tc_node *member)
{
    const char *colon = memchr(member->label, ':', member->label_len);
    const char *local = colon ? colon + 1 : member->label;
    size_t len = member->label_len - (size_t)(local - member->label);

    if (!member->space)
        return in_no_namespace(w, local, len);
    return (struct tc_hash_name){ member->space, local, strlen(member->space), len };
}

struct tc_hash_name tc_hash_name_of(struct tc_hash_writer *w, const struct tc_node *member)
{
    return settle(w, w->xml ? in_xml(w, member) : in_json(w, member->label, member->label_len));
}
