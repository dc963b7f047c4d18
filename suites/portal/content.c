#include "content.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Milliseconds since 1970 of "2026-11-25T08:30:15.123+07:00"; -1 if it is none. */
static double instant_of(const char *text)
{
    struct tm tm = { 0 };
    double seconds;
    char zone[16] = "";
    int hours = 0, minutes = 0;

    if (!text || sscanf(text, "%d-%d-%dT%d:%d:%lf%15s", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
                        &tm.tm_hour, &tm.tm_min, &seconds, zone) != 7)
        return -1;
    if (strcmp(zone, "Z") != 0 && sscanf(zone + 1, "%d:%d", &hours, &minutes) != 2)
        return -1;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    return ((double)timegm(&tm) - (*zone == '-' ? -1 : 1) * (hours * 3600.0 + minutes * 60.0) +
            seconds) *
           1e3;
}

/* CBV words may come bare or as a URI, and a member {"id": x} is its id. */
static bool same_word(const char *sent, const char *got)
{
    size_t sent_len = strlen(sent), len = strlen(got);

    return strcmp(sent, got) == 0 ||
           (len > sent_len && strcmp(got + len - sent_len, sent) == 0 &&
            strchr(":-/", got[len - sent_len - 1]) != NULL);
}

/* Lists of EPCs and quantities have no order. */
static bool same_list(const json_t *sent, const json_t *got)
{
    size_t i, j;
    json_t *one, *other;

    if (json_array_size(sent) != json_array_size(got))
        return false;
    json_array_foreach(sent, i, one)
    {
        bool found = false;

        json_array_foreach(got, j, other) found = found || content_same("", one, other);
        if (!found)
            return false;
    }
    return true;
}

/* Everything that was sent is there; the system may add to it. */
static bool same_object(const json_t *sent, const json_t *got)
{
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)sent, name, value)
    {
        if (!content_same(name, value, json_object_get(got, name)))
            return false;
    }
    return true;
}

bool content_same(const char *name, const json_t *sent, const json_t *got)
{
    if (json_is_number(sent))
        return json_is_number(got) && json_number_value(sent) == json_number_value(got);
    if (json_is_array(sent))
        return json_is_array(got) && same_list(sent, got);
    if (json_is_object(sent))
        return json_is_object(got) && same_object(sent, got);
    if (!json_is_string(sent) || !json_is_string(got))
        return json_equal(sent, got);
    if (strcmp(name, "eventTime") == 0)
        return instant_of(json_string_value(sent)) == instant_of(json_string_value(got));
    if (strcmp(name, "bizStep") == 0 || strcmp(name, "disposition") == 0)
        return same_word(json_string_value(sent), json_string_value(got));
    return json_equal(sent, got);
}

bool content_has_text(const json_t *json, const char *text)
{
    const char *name;
    json_t *value;
    size_t i;

    if (json_is_string(json))
        return strcmp(json_string_value(json), text) == 0;
    json_array_foreach(json, i, value)
    {
        if (content_has_text(value, text))
            return true;
    }
    json_object_foreach((json_t *)json, name, value)
    {
        if (content_has_text(value, text))
            return true;
    }
    return false;
}
