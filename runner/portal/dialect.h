/* A dialect: what a portal's interface looks like from outside, as data. The
 * files lie in suites/portal/dialects/NAME.json, so that a province can mend them when
 * the real interface is known. */
#ifndef TC_PORTAL_DIALECT_H
#define TC_PORTAL_DIALECT_H

#include <jansson.h>

#include "net/server.h"
#include "tracecert/err.h"
#include "tracecert/text.h"

#define TC_PORTAL_EVENT "event" /* the kind of record that an event is */
/* Answers to a record that names what was not given, and to one that lacks a
 * member which the portal wants. */
#define TC_PORTAL_PARTIAL "partial" /* answer that tells what became of each event */
#define TC_PORTAL_UNKNOWN_ID "unknownId"
#define TC_PORTAL_INCOMPLETE "incomplete"
#define TC_PORTAL_LINK "Link" /* in place of a member with the next page */

/* How clients sign in. */
enum tc_portal_sign_in {
    TC_PORTAL_BY_TOKEN,      /* by an access token of the token endpoint */
    TC_PORTAL_BY_WS_SECURITY /* each message is signed: WS-Security, UsernameToken Profile 1.1
                              */
};

/* What a request of the route is for. */
enum tc_portal_does {
    TC_PORTAL_TOKEN,   /* a client asks for an access token */
    TC_PORTAL_DELIVER, /* a client hands over events */
    TC_PORTAL_RECORD,  /* a client puts a record in and gets an id for it */
    TC_PORTAL_READ     /* a client looks at what it handed over */
};

/* A list that may come in pages. */
struct tc_portal_list {
    const char *record;    /* kind of record of its items */
    const char *items;     /* pointer of the list in the answer */
    const char *id;        /* pointer of its id in an item */
    const char *next;      /* member of the answer with the address of the next page, null at
                            * the end; "Link": the header of that name (RFC 8288) */
    const char *parameter; /* of that address, by which the portal knows the page */
};

struct tc_portal_route {
    const char *method;
    const char *path; /* "/capture/{id}" */
    enum tc_portal_does does;
    /* deliver: JSON pointer of the list of events, path of its element in XML;
     * NULL: the body is one event. */
    const char *events;
    bool xml;               /* the body is XML */
    const char *record;     /* kind of record, "product"; TC_PORTAL_EVENT for events */
    const char *key;        /* record: pointer of what it is known by */
    const json_t *needs;    /* pointers of ids that were given before, with the kind of
                             * record: {"/idToChuc": "organisation"}; or NULL */
    const json_t *requires; /* pointers of members that must not be empty; or NULL */
    const json_t *as;       /* deliver: name in EPCIS with pointer; or NULL */
    const struct tc_portal_list *list; /* read: what may come in pages; or NULL */
    const char *answer;                /* name of the normal answer */
};

struct tc_portal_dialect {
    const char *name;
    struct tc_text title, assumption;
    enum tc_portal_sign_in sign_in;
    unsigned token_lifetime_s; /* 0: there are no tokens */
    const struct tc_portal_route *routes;
    size_t route_count;
    json_t *json;          /* the whole file, to which the following belong */
    const json_t *answers; /* by name */
    const json_t *given;   /* ids known from the beginning, by kind of record; or NULL */
};

/* The words that answers may hold in braces, "base" and so on. */
#define TC_PORTAL_PLACEHOLDERS 8
extern const char *const tc_portal_placeholders[TC_PORTAL_PLACEHOLDERS];

/* What stands for {base}, {id} and so on in an answer; NULL: nothing. */
struct tc_portal_values {
    const char *base, *id, *event_id, *token;
    int status; /* 0: the answer's own */
    unsigned lifetime_s;
    const char *lifetime_json;   /* in place of lifetime_s; or NULL */
    json_t *accepted, *rejected; /* lists of eventIDs, or NULL */
};

/* Read suites/portal/dialects/NAME.json, or the file itself when `name` has a slash or
 * ends in .json. NULL and `err` with the place of the mistake. */
struct tc_portal_dialect *tc_portal_dialect_load(struct tc_arena *arena, const char *name,
                                                 struct tc_err *err);

/* The same from bytes; `name` stands for the file. */
struct tc_portal_dialect *tc_portal_dialect_parse(struct tc_arena *arena, const char *name,
                                                  const char *bytes, size_t len,
                                                  struct tc_err *err);

/* Release what is not the arena's. NULL has no effect. */
void tc_portal_dialect_free(struct tc_portal_dialect *dialect);

/* The route of a request, with the text that stands for {id} (or NULL); NULL
 * if there is none. */
const struct tc_portal_route *tc_portal_dialect_route(const struct tc_portal_dialect *dialect,
                                                      struct tc_arena *arena,
                                                      const char *method, const char *path,
                                                      const char **id);

/* Is there an answer of that name? */
bool tc_portal_dialect_has(const struct tc_portal_dialect *dialect, const char *name);

/* Does the answer of that name say that something is wrong, whatever its status? */
bool tc_portal_dialect_means_error(const struct tc_portal_dialect *dialect, const char *name);

/* Make the answer of that name; a body that is a text is XML, and what is filled in there is
 * escaped. */
void tc_portal_dialect_answer(const struct tc_portal_dialect *dialect, struct tc_arena *arena,
                              const char *name, const struct tc_portal_values *values,
                              struct tc_server_answer *answer);

#endif
