#include "validate/code/epc.h"

#include <string.h>

#include "validate/code/epc_scheme.h"
#include "validate/code/message.h"

static enum tc_epc_names names_of_urn(const struct tc_epc_urn *urn)
{
    if (urn->kind == TC_EPC_URN_CLASS || urn->kind == TC_EPC_URN_IDPAT)
        return TC_EPC_CLASS;
    if (urn->kind != TC_EPC_URN_ID)
        return TC_EPC_OTHER;
    if (urn->scheme && strcmp(urn->scheme->key, "414") == 0)
        return TC_EPC_LOCATION;
    if (urn->scheme && strcmp(urn->scheme->key, "417") == 0)
        return TC_EPC_PARTY;
    return urn->scheme || urn->foreign ? TC_EPC_INSTANCE : TC_EPC_OTHER;
}

static bool path_has(const struct tc_link *link, const char *ai)
{
    for (size_t i = (size_t)link->key + 2; i + 1 < link->count; i += 2)
        if (link->segments[i].len == strlen(ai) &&
            memcmp(link->text + link->segments[i].at, ai, strlen(ai)) == 0)
            return true;
    return false;
}

/* What a Digital Link names by its primary key. */
static const struct {
    const char *key;
    enum tc_epc_names names;
    const char *serial[2]; /* an instance if one of these AIs is there ... */
    size_t longer_than;    /* ... or if the value of the key goes on behind this */
} of_key[] = {
    { .key = "00", .names = TC_EPC_INSTANCE },
    { .key = "01", .names = TC_EPC_CLASS, .serial = { "21", "235" } },
    { .key = "253", .names = TC_EPC_CLASS, .longer_than = 13 },
    { .key = "255", .names = TC_EPC_CLASS, .longer_than = 13 },
    { .key = "401", .names = TC_EPC_INSTANCE },
    { .key = "402", .names = TC_EPC_INSTANCE },
    { .key = "414", .names = TC_EPC_LOCATION },
    { .key = "417", .names = TC_EPC_PARTY },
    { .key = "8003", .names = TC_EPC_CLASS, .longer_than = 14 },
    { .key = "8004", .names = TC_EPC_INSTANCE },
    { .key = "8006", .names = TC_EPC_CLASS, .serial = { "21" } },
    { .key = "8010", .names = TC_EPC_CLASS, .serial = { "8011" } },
    { .key = "8017", .names = TC_EPC_INSTANCE },
    { .key = "8018", .names = TC_EPC_INSTANCE },
};

static enum tc_epc_names names_of_link(const struct tc_link *link)
{
    for (size_t i = 0; i < sizeof(of_key) / sizeof(of_key[0]); i++) {
        size_t longer_than = of_key[i].longer_than;

        if (strcmp(of_key[i].key, link->entry->first) != 0)
            continue;
        for (size_t k = 0; k < 2; k++)
            if (of_key[i].serial[k] && path_has(link, of_key[i].serial[k]))
                return TC_EPC_INSTANCE;
        if (longer_than && link->segments[link->key + 1].len > longer_than)
            return TC_EPC_INSTANCE;
        return of_key[i].names;
    }
    return TC_EPC_OTHER;
}

enum tc_epc_names tc_epc_names(const char *uri, size_t len)
{
    struct tc_epc_urn urn;
    struct tc_link link;

    if (tc_epc_urn_split(uri, len, &urn))
        return names_of_urn(&urn);
    if (tc_link_split(uri, len, &link) && tc_link_find_key(&link, TC_LINK_SHOWN))
        return names_of_link(&link);
    return TC_EPC_OTHER;
}

/* An event names a thing by its key and the one qualifier that tells item or
 * lot: no variant, no lot beside a serial, no query. */
static void check_constrained(struct tc_message *m)
{
    const char *fragment = memchr(m->text, '#', m->len);
    const char *query = memchr(m->text, '?', fragment ? (size_t)(fragment - m->text) : m->len);
    const struct tc_item *variant = tc_message_find(m, "22", 2);
    const struct tc_item *lot = tc_message_find(m, "10", 2);
    bool serial = tc_message_find(m, "21", 2) != NULL;

    if (query)
        tc_message_report(m, "GS1-DL-07", (size_t)(query - m->text),
                          TC_TEXT("không có phần truy vấn", "no query"),
                          TC_TEXT("có phần truy vấn", "a query"));
    else if (variant)
        tc_item_report(m, variant, "GS1-DL-07", 0,
                       TC_TEXT("không có biến thể (22)", "no variant (22)"),
                       TC_TEXT("biến thể (22)", "a variant (22)"));
    else if (lot && serial)
        tc_item_report(
            m, lot, "GS1-DL-07", 0, TC_TEXT("chỉ số sê-ri (21)", "the serial (21) alone"),
            TC_TEXT("cả số lô (10) và số sê-ri (21)", "a lot (10) and a serial (21)"));
}

void tc_epc_check(struct tc_arena *arena, const char *uri, size_t len,
                  struct tc_findings *findings)
{
    size_t before = findings->count;
    struct tc_message m;
    struct tc_epc_urn urn;

    tc_message_init(&m, arena, uri, len, findings);
    if (tc_epc_urn_split(uri, len, &urn))
        tc_epc_uri_judge(&m);
    else
        tc_link_judge(&m, TC_LINK_SHOWN);
    tc_pairing_check(&m, 1);
    if (m.link && findings->count == before)
        check_constrained(&m);
}
