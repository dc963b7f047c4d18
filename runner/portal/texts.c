#include "portal/texts.h"

bool tc_portal_any_text(const json_t *json, bool (*visit)(const char *text, void *cookie),
                        void *cookie)
{
    const char *name;
    json_t *value;
    size_t i;

    if (json_is_string(json))
        return visit(json_string_value(json), cookie);
    json_object_foreach((json_t *)json, name, value)
    {
        if (tc_portal_any_text(value, visit, cookie))
            return true;
    }
    json_array_foreach(json, i, value)
    {
        if (tc_portal_any_text(value, visit, cookie))
            return true;
    }
    return false;
}
