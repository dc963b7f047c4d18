#include "portal/about.h"

#include <stdbool.h>
#include <string.h>

#include "base/json.h"
#include "portal/lists.h"

#define WORDS 3
#define ID_LEN 32 /* of an id that the simulator gave */

struct tc_text tc_portal_kind_name(const char *kind)
{
    static const struct {
        const char *kind;
        struct tc_text name;
    } names[] = { { "organisation", { "tổ chức", "organisation" } },
                  { "product", { "sản phẩm", "product" } },
                  { "place", { "địa điểm", "place" } },
                  { "lot", { "lô hàng", "lot" } },
                  { "step", { "công đoạn", "chain step" } },
                  { TC_PORTAL_PAGE, { "đọc danh sách", "a list is read" } },
                  { "event", { "sự kiện", "event" } } };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(names[i].kind, kind) == 0)
            return names[i].name;
    return TC_TEXT(kind, kind);
}

const char *tc_portal_event_step(const json_t *event)
{
    const char *step = tc_json_text(event, "bizStep"), *end = step + strlen(step);

    while (end > step && end[-1] != ':' && end[-1] != '/' && end[-1] != '-')
        end--;
    return *step ? end : tc_json_text(event, "type");
}

const char *tc_portal_event_id(const json_t *event)
{
    static const char *const lists[] = { "epcList", "childEPCs", "outputEPCList" };
    const char *id = tc_json_text(event, "eventID");

    for (size_t i = 0; !*id && i < sizeof(lists) / sizeof(lists[0]); i++) {
        id = json_string_value(json_array_get(json_object_get(event, lists[i]), 0));
        id = id ? id : "";
    }
    return id;
}

static bool is_id(const char *text)
{
    return strspn(text, "0123456789abcdef") == ID_LEN;
}

const char *tc_portal_record_words(struct tc_arena *arena, const json_t *record)
{
    const char *words = "", *name;
    json_t *value;
    int n = 0;

    json_object_foreach((json_t *)record, name, value)
    {
        const char *text = json_string_value(value);

        if (!text || !*text || is_id(text) || n == WORDS)
            continue;
        words = tc_arena_printf(arena, "%s%s%s", words, n++ ? " · " : "", text);
    }
    return words;
}
