/* What the client asks of URLs, beside what client.h tells of them. */
#ifndef TC_NET_CLIENT_URL_H
#define TC_NET_CLIENT_URL_H

#include "tracecert/arena.h"

/* The URL that a redirect from `base` leads to, in the arena; NULL unless it is one that the
 * client may use. */
const char *tc_client_next_url(struct tc_arena *arena, const char *base, const char *location);

#endif
