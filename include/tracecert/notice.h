/* Notices of a portal to the system (webhooks), as a case sends them: signed as Standard
 * Webhooks 1.0.0 has it, and spoilt in one way at a time. No portal has published any; what
 * is assumed of them stands in suites/portal/notices.json. */
#ifndef TRACECERT_NOTICE_H
#define TRACECERT_NOTICE_H

#include "tracecert/http.h"

/* What the header of signatures holds. */
enum tc_notice_signing {
    TC_NOTICE_SIGNED,
    TC_NOTICE_OTHER_KEY,    /* one, with a key that is not the system's */
    TC_NOTICE_SECOND,       /* two: the first with another key, the second right */
    TC_NOTICE_UNKNOWN_KIND, /* the right digest, said to be of a kind that there is none of */
};

struct tc_notice {
    const char *id;          /* NULL: a new one */
    long age_s;              /* its timestamp lies so far back; below 0: ahead */
    const char *body;        /* see tc_notice_body */
    const char *signed_body; /* what is signed; NULL: the body */
    enum tc_notice_signing signing;
    const char *without; /* "id", "timestamp", "signature": the header that is left out */
};

/* Has the system a receiver (interfaces.notices)? */
bool tc_notices_taken(struct tc_test *t);

/* Is its receiver asked for leave first (interfaces.notices.handshake)? */
bool tc_notices_handshake(struct tc_test *t);

/* A new id of a notice. */
const char *tc_notice_id(struct tc_test *t);

/* The body of that name in suites/portal/notices.json ("ordinary", "unknownType",
 * "unknownMembers") about `subject`, of something that happened `age_s` seconds ago. */
const char *tc_notice_body(struct tc_test *t, const char *name, const char *subject,
                           long age_s);

/* Send it and wait for the answer, which may be none. Stops the case with SETUP where
 * the secret cannot be used. */
const struct tc_response *tc_notify(struct tc_test *t, const struct tc_notice *notice);

/* How often the notice had its effect, as the system says (interfaces.notices.effects);
 * -1: it does not say. */
long tc_notice_effects(struct tc_test *t, const char *id);

#endif
