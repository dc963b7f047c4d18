/* eventIDs: there is one for every event, so that their size counts. */
#include <stdbool.h>
#include <string.h>

#include "validate/scenario/scenario_names.h"

#define URN "urn:uuid:"
#define URN_LEN (sizeof(URN) - 1)
#define UUID_LEN 36
#define BYTES 16
#define MARK '\x01' /* before the bytes of a UUID; no URI has it */

static bool is_hyphen_at(size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

/* The value of a digit; capitals are none, so that what was written comes back. */
static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The 16 bytes of "urn:uuid:..." into `bytes`; false if it is none. */
static bool pack(const char *text, size_t len, char *bytes)
{
    const char *uuid = text + URN_LEN;
    size_t n = 0;

    if (len != URN_LEN + UUID_LEN || memcmp(text, URN, URN_LEN) != 0)
        return false;
    for (size_t i = 0; i < UUID_LEN; i++) {
        if (is_hyphen_at(i) && uuid[i] == '-')
            continue;
        if (is_hyphen_at(i) || digit_of(uuid[i]) < 0 || digit_of(uuid[i + 1]) < 0)
            return false;
        bytes[n++] = (char)(digit_of(uuid[i]) << 4 | digit_of(uuid[i + 1]));
        i++;
    }
    return true;
}

uint32_t tc_names_put_event_id(struct tc_names *names, const char *text, size_t len)
{
    char bytes[1 + BYTES] = { MARK };

    if (pack(text, len, bytes + 1))
        return tc_names_put(names, bytes, sizeof(bytes));
    return tc_names_put(names, text, len);
}

const char *tc_names_event_id(struct tc_arena *arena, const struct tc_names *names,
                              uint32_t number)
{
    static const char digits[] = "0123456789abcdef";
    const struct tc_name_entry *entry = &names->entries[number];
    char *text, *to;

    if (entry->len != 1 + BYTES || entry->text[0] != MARK)
        return entry->text;
    text = tc_arena_alloc(arena, URN_LEN + UUID_LEN + 1);
    memcpy(text, URN, URN_LEN);
    to = text + URN_LEN;
    for (size_t i = 0; i < BYTES; i++) {
        unsigned char byte = (unsigned char)entry->text[1 + i];

        if (is_hyphen_at((size_t)(to - text) - URN_LEN))
            *to++ = '-';
        *to++ = digits[byte >> 4];
        *to++ = digits[byte & 15];
    }
    return text;
}
