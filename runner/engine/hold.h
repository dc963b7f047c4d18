/* Which cases leave each other's portals alone, and so may run side by side. */
#ifndef TC_ENGINE_HOLD_H
#define TC_ENGINE_HOLD_H

#include <stdbool.h>

/* How a case holds the portals of the system, from not at all to all. */
enum tc_hold {
    TC_HOLD_NONE,
    TC_HOLD_SHARED,     /* a connection of the first portal, beside others of the kind */
    TC_HOLD_CONNECTION, /* a connection for itself */
    TC_HOLD_ALL
};

/* The loosest kind that the case's needs (enum tc_needs) allow. side_by_side: does
 * the system deliver each event by itself (interfaces.portal.sideBySide)? */
enum tc_hold tc_hold_of(unsigned needs, bool side_by_side);

/* Can two cases run at the same time, each over its connection? */
bool tc_hold_get_along(enum tc_hold a, unsigned connection, enum tc_hold b, unsigned other);

#endif
