/* Whole HTTP messages that are odd but lawful, or hostile: what a network and a
 * portal may send that a library would not. */
#ifndef TC_PORTAL_ODDITY_H
#define TC_PORTAL_ODDITY_H

#include <stddef.h>

#include "tracecert/arena.h"

/* The message for the behaviour of that name, with that status. `elsewhere` is
 * an address that nobody should ask for. NULL if there is none of the name. */
const char *tc_portal_oddity(struct tc_arena *arena, const char *name, int status,
                             const char *elsewhere, size_t *len);

#endif
