/* The page that shows people what has arrived at the simulator. */
#ifndef TC_PORTAL_PAGE_H
#define TC_PORTAL_PAGE_H

#include "net/server.h"
#include "portal/dialect.h"
#include "portal/ledger.h"

/* Answer GET / ("?lang=en" for English); false if the request is for the
 * portal. */
bool tc_portal_page(struct tc_arena *arena, const struct tc_server_request *request,
                    const struct tc_portal_dialect *dialect, struct tc_portal_ledger *ledger,
                    struct tc_server_answer *answer);

#endif
