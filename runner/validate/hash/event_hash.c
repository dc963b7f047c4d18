/* Event hash ids: what reads the events and hands their hashes over. */
#include "validate/hash/event_hash.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "validate/document/doc.h"
#include "validate/hash/event_hash_late.h"

static const struct {
    const char *name;
    struct tc_hash_rules rules;
} readings[TC_HASH_READINGS] = {
    [TC_HASH_TEXT] = { "text", { .version = "CBV2.0" } },
    [TC_HASH_REFERENCE] = { "reference",
                            { .version = "CBV2.0",
                              .own_order = true,
                              .type_first = true,
                              .certification = true,
                              .half_to_even = true,
                              .loose_numbers = true } },
    [TC_HASH_OPENEPCIS_2_0] = { "openepcis-2.0",
                                { .version = "CBV2.0", .type_first = true, .hoisted = true } },
    [TC_HASH_OPENEPCIS_2_1] = { "openepcis-2.1", { .version = "CBV2.1", .type_first = true } },
};

static const struct {
    const char *name;
    struct tc_text text;
} doubts[TC_DOUBTS] = {
#define DOUBT(symbol, name, vi, en) [TC_DOUBT_##symbol] = { name, { vi, en } },
#include "tracecert/hash_doubt.def"
#undef DOUBT
};

const char *tc_hash_reading_name(enum tc_hash_reading reading)
{
    return readings[reading].name;
}

const char *tc_hash_doubt_name(enum tc_hash_doubt doubt)
{
    return doubts[doubt].name;
}

struct tc_text tc_hash_doubt_text(enum tc_hash_doubt doubt)
{
    return doubts[doubt].text;
}

/* The work on one input. `doc` comes first: the readers know no more of it. */
struct hashing {
    struct tc_doc doc;
    const struct tc_hash_request *request;
    struct tc_arena *arena; /* of one event */
    struct tc_hash_writer writers[TC_HASH_READINGS];
    struct tc_hash_late *late; /* events that wait for their @context */
    struct tc_terms outer;     /* of the document's @context ... */
    bool has_context;
    const struct tc_node *root, *root_last; /* ... when it was looked for last */
    size_t root_at;
    EVP_MD *sha256;
    EVP_MD_CTX *digest;
};

/* --- an event ------------------------------------------------------------------------ */

static void set_id(struct hashing *h, struct tc_hash *hash, const char *version)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    char *to = hash->id;

    if (!EVP_DigestInit_ex2(h->digest, h->sha256, NULL) ||
        !EVP_DigestUpdate(h->digest, hash->prehash, hash->len) ||
        !EVP_DigestFinal_ex(h->digest, bytes, &size))
        abort();
    to = stpcpy(to, "ni:///sha-256;");
    for (unsigned i = 0; i < size; i++) {
        *to++ = digits[bytes[i] >> 4];
        *to++ = digits[bytes[i] & 15];
    }
    to = stpcpy(to, "?ver=");
    stpcpy(to, version);
}

static void write_reading(struct hashing *h, enum tc_hash_reading reading,
                          const struct tc_node *event, struct tc_hash_event *result)
{
    struct tc_hash_writer *w = &h->writers[reading];
    struct tc_hash *hash = &result->hashes[reading];

    tc_hash_write_event(w, event, h->doc.xml);
    result->doubts |= w->doubts;
    if (w->impossible)
        return;
    hash->prehash = w->text;
    hash->len = w->len;
    set_id(h, hash, w->rules->version);
}

static void write_readings(struct hashing *h, unsigned wanted, const struct tc_node *event,
                           struct tc_hash_event *result)
{
    for (unsigned r = 0; r < TC_HASH_READINGS; r++)
        if (wanted & (1U << r))
            write_reading(h, (enum tc_hash_reading)r, event, result);
}

/* Know the terms of the document around the event. Its members are looked
 * through again only when there are new ones. */
static void find_context(struct hashing *h, const struct tc_node *event)
{
    const struct tc_node *root = event, *context;

    if (h->doc.xml)
        return;
    while (root->parent)
        root = root->parent;
    if (root == h->root && root->last == h->root_last && root->at == h->root_at)
        return;
    context = root == event ? NULL : tc_node_member(root, TC_NAME_at_context);
    tc_terms_read(&h->outer, context);
    h->has_context = context != NULL;
    h->root = root;
    h->root_last = root->last;
    h->root_at = root->at;
}

static void hash_event(struct hashing *h, const struct tc_node *event, size_t number)
{
    const struct tc_hash_request *request = h->request;
    const struct tc_node *id = tc_node_member(event, TC_NAME_eventID);
    struct tc_hash_event result = { .number = number };

    if (id) {
        result.eventID = id->text;
        result.eventID_len = id->text ? id->len : 0;
    }
    tc_arena_reset(h->arena);
    find_context(h, event);
    write_readings(h, request->readings, event, &result);
    if (result.doubts)
        write_readings(h, request->doubtful & ~request->readings, event, &result);
    request->take(request->cookie, &result);
}

/* --- what the readers call ------------------------------------------------------------- */

static void hash_late(void *cookie, const struct tc_node *event, size_t number)
{
    hash_event(cookie, event, number);
}

/* True if the event uses names that a @context behind the events may define. */
static bool waits(struct hashing *h, const struct tc_node *event)
{
    struct tc_hash_writer *w = &h->writers[TC_HASH_TEXT];

    if (h->doc.xml || !event->parent)
        return false;
    find_context(h, event);
    if (h->has_context)
        return false;
    if (tc_hash_late_waiting(h->late))
        return true; /* the order of the events is kept */
    tc_arena_reset(h->arena);
    tc_hash_write_event(w, event, false);
    return w->undeclared;
}

static void on_event(struct tc_doc *doc, const struct tc_node *event)
{
    struct hashing *h = (struct hashing *)doc;
    size_t number = ++doc->result->events;

    if (waits(h, event) && tc_hash_late_keep(h->late, event, number))
        return;
    tc_hash_late_give(h->late, NULL, hash_late, h); /* no room: they wait no longer */
    hash_event(h, event, number);
}

static bool is_lone_event(const struct tc_node *root)
{
    const struct tc_node *type = tc_node_member(root, TC_NAME_type);

    return type && tc_node_member(root, TC_NAME_eventTime) &&
           !tc_node_member(root, TC_NAME_epcisBody);
}

static void on_root(struct tc_doc *doc, const struct tc_node *root)
{
    struct hashing *h = (struct hashing *)doc;

    tc_hash_late_give(h->late, root, hash_late, h);
    if (!doc->xml && is_lone_event(root))
        hash_event(h, root, ++doc->result->events);
    h->root = NULL;
}

/* --- the input -------------------------------------------------------------------------- */

static void begin(struct hashing *h, const struct tc_hash_request *request,
                  struct tc_document_result *result)
{
    memset(h, 0, sizeof(*h));
    *result = (struct tc_document_result){ .format = TC_FORMAT_UNKNOWN };
    h->doc.on_event = on_event;
    h->doc.on_root = on_root;
    h->doc.result = result;
    h->doc.arena = tc_arena_new();
    h->request = request;
    h->arena = tc_arena_new();
    h->late = tc_hash_late_new();
    h->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    h->digest = EVP_MD_CTX_new();
    if (!h->sha256 || !h->digest)
        abort();
    for (size_t r = 0; r < TC_HASH_READINGS; r++)
        tc_hash_writer_init(&h->writers[r], &readings[r].rules, h->arena, &h->outer);
}

/* The first place that could not be read. What is only not quite right, such as
 * a DOCTYPE, can be hashed all the same. */
static const struct tc_finding *unreadable(const struct tc_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (strcmp(findings->items[i].requirement, "EPCIS-DOC-01") == 0 ||
            strcmp(findings->items[i].requirement, "EPCIS-DOC-34") == 0)
            return &findings->items[i];
    return NULL;
}

static int tell(const struct hashing *h, struct tc_err *err)
{
    const struct tc_finding *finding = unreadable(&h->doc.result->findings);

    if (!finding)
        return 0;
    err->line = finding->where.line;
    err->column = finding->where.column;
    snprintf(err->vi, sizeof(err->vi), "cần %s, nhưng gặp %s", finding->expected.vi,
             finding->actual.vi);
    snprintf(err->en, sizeof(err->en), "expected %s, met %s", finding->expected.en,
             finding->actual.en);
    return -1;
}

static int end(struct hashing *h, struct tc_err *err)
{
    int status;

    tc_hash_late_give(h->late, NULL, hash_late, h);
    status = tell(h, err);
    for (size_t r = 0; r < TC_HASH_READINGS; r++)
        tc_hash_writer_free(&h->writers[r]);
    tc_hash_late_free(h->late);
    tc_terms_free(&h->outer);
    EVP_MD_CTX_free(h->digest);
    EVP_MD_free(h->sha256);
    tc_arena_free(h->arena);
    tc_arena_free(h->doc.arena);
    return status;
}

int tc_hash_bytes(const void *bytes, size_t len, const struct tc_hash_request *request,
                  struct tc_err *err)
{
    struct tc_document_result result;
    struct hashing h;

    begin(&h, request, &result);
    tc_window_bytes(&h.doc.window, bytes, len);
    tc_doc_read(&h.doc);
    return end(&h, err);
}

int tc_hash_stream(tc_hash_read *read, void *read_cookie, const struct tc_hash_request *request,
                   struct tc_err *err)
{
    struct tc_document_result result;
    struct hashing h;
    int status;

    begin(&h, request, &result);
    tc_window_stream(&h.doc.window, read, read_cookie);
    tc_doc_read(&h.doc);
    status = end(&h, err);
    tc_window_free(&h.doc.window);
    return status;
}
