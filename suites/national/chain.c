#include "chain.h"

#include <time.h>

#define DAY 86400

void chain_capture(struct tc_test *t, struct chain *chain)
{
    static const char *const steps[] = { "commissioning", "packing", "shipping" };
    static const char *const actions[] = { "ADD", "OBSERVE", "OBSERVE" };
    json_t *events[CHAIN_STAGES];

    chain->lot = tc_test_lot(t);
    for (int i = 0; i < CHAIN_STAGES; i++) {
        time_t day = time(NULL) - (CHAIN_STAGES - i) * DAY;
        struct tm utc;
        char date[16];

        gmtime_r(&day, &utc);
        strftime(date, sizeof(date), "%Y-%m-%d", &utc);
        chain->dates[i] = tc_arena_strdup(tc_test_arena(t), date);
        chain->ids[i] = tc_arena_printf(tc_test_arena(t), "urn:uuid:%s", tc_test_uuid(t));
        /* Noon in Vietnam: the same day in every zone of the country's pages. */
        events[i] = tc_event_new(
            t, &(struct tc_event){ .event_id = chain->ids[i],
                                   .event_time = tc_arena_printf(tc_test_arena(t),
                                                                 "%sT12:00:00.000+07:00", date),
                                   .action = actions[i],
                                   .biz_step = steps[i],
                                   .epc_class = tc_epc_lot(t, chain->lot),
                                   .quantity = 120,
                                   .uom = "KGM",
                                   .read_point = tc_location(t),
                                   .biz_location = tc_location(t) });
    }
    tc_capture(t, tc_document_new(t, events, CHAIN_STAGES));
}

const struct tc_response *chain_page(struct tc_test *t, const char *lot, struct tc_page *page)
{
    const char *path =
        lot ? tc_arena_printf(tc_test_arena(t), "/01/%s/10/%s", tc_test_need(t, "gtin"), lot)
            : tc_arena_printf(tc_test_arena(t), "/01/%s", tc_test_need(t, "gtin"));
    const struct tc_response *r = tc_send(t, &(struct tc_request){ .to = TC_IF_RESOLVER,
                                                                   .path = path,
                                                                   .accept = "text/html",
                                                                   .anonymous = true,
                                                                   .follow = true });

    tc_page_read(tc_test_arena(t), r->body, r->body_len, page);
    return r;
}
