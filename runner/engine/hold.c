#include "engine/hold.h"

#include "tracecert/case.h"

enum tc_hold tc_hold_of(unsigned needs, bool side_by_side)
{
    if (!(needs & TC_NEEDS_PORTAL))
        return TC_HOLD_NONE;
    if (needs & TC_NEEDS_CONNECTION)
        return TC_HOLD_CONNECTION;
    return needs & TC_NEEDS_PORTAL_SHARED && side_by_side ? TC_HOLD_SHARED : TC_HOLD_ALL;
}

bool tc_hold_get_along(enum tc_hold a, unsigned connection, enum tc_hold b, unsigned other)
{
    if (a == TC_HOLD_NONE || b == TC_HOLD_NONE || (a == TC_HOLD_SHARED && b == TC_HOLD_SHARED))
        return true;
    return a != TC_HOLD_ALL && b != TC_HOLD_ALL && connection != other;
}
