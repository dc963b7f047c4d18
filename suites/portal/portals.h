/* The portals beside the first, for the cases that need them. */
#ifndef SUITES_PORTAL_PORTALS_H
#define SUITES_PORTAL_PORTALS_H

#include "delivery.h"

/* Speak of the first portal that wants records, each for an id, or of the first
 * that takes XML. Where there is none the case is not applicable. */
void portals_use_records(struct tc_test *t);
void portals_use_xml(struct tc_test *t);

/* The same of the first portal where clients sign their messages (WS-Security). */
void portals_use_signed(struct tc_test *t);

/* Speak of the next portal, from the number *portal on, for which this holds, and leave its
 * number there; false: there is none. */
bool portals_use_next(struct tc_test *t, unsigned *portal, bool (*has)(struct tc_test *t));

/* The case is not applicable, for this reason, where it holds for no portal. */
void portals_need(struct tc_test *t, bool (*has)(struct tc_test *t), struct tc_text why);

/* The case is not applicable where the system reports to one portal only. */
void portals_need_two(struct tc_test *t);

/* The case is not applicable where the portal in use does not take whole events
 * of EPCIS 2.0. */
void portals_need_whole(struct tc_test *t);

/* The case is not, for one requirement, where there is one portal only. */
void portals_say_one(struct tc_test *t, const char *requirement);

/* The code as the portal in use writes it: an EPC URN where it takes XML. NULL if
 * that cannot be known (testData.companyPrefixLength). */
const char *portals_code(struct tc_test *t, const char *code);

/* Does that portal take the member of an event, in a form that can be compared? */
bool portals_takes(struct tc_test *t, const char *member);

/* Put an event in and wait until the portal has accepted it; its attempts, of
 * which the last is accepted. Stops the case if it does not arrive: then nothing
 * follows for what was to be seen on the way. */
struct tc_portal_attempts portals_delivered(struct tc_test *t, const char *mark,
                                            const char *biz_step);

#endif
