/* The inside of the reader of system.json. For system*.c alone. */
#ifndef TC_ENGINE_SYSTEM_PARTS_H
#define TC_ENGINE_SYSTEM_PARTS_H

#include <jansson.h>

#include "engine/system.h"

struct tc_system_reader {
    struct tc_arena *arena;
    const char *name, *bytes;
    size_t len;
    struct tc_err *err;
};

/* Say what is wrong at a JSON pointer, `word` behind it. Always -1. */
int tc_system_fail(const struct tc_system_reader *r, const char *pointer, const char *vi,
                   const char *en, const char *word);

/* "POINTER/MEMBER". */
const char *tc_system_below(const struct tc_system_reader *r, const char *pointer,
                            const char *member);

/* Refuse members that are not in the list. */
int tc_system_only(const struct tc_system_reader *r, const json_t *json, const char *pointer,
                   const char *const *known, size_t count);

/* A text that is not empty. A member that may be left out leaves `to` as it is. */
int tc_system_text(const struct tc_system_reader *r, const json_t *json, const char *pointer,
                   const char *member, bool required, const char **to);

/* A secret: only by reference, so that the file can be shared. */
int tc_system_secret(const struct tc_system_reader *r, const json_t *json, const char *pointer,
                     const char *member, const char **to);

/* The member of the object at `above` as a URL with credentials; nothing where it is left
 * out. */
int tc_system_endpoint(const struct tc_system_reader *r, const json_t *parent,
                       const char *above, const char *member, struct tc_endpoint *endpoint);

/* The member "url" of the object, checked and without its last slashes. */
int tc_system_url(const struct tc_system_reader *r, const json_t *json, const char *pointer,
                  struct tc_endpoint *endpoint);

/* interfaces.portal: one or a list. */
int tc_system_portals(const struct tc_system_reader *r, const json_t *interfaces,
                      struct tc_system *system);

/* interfaces.notices. */
int tc_system_notices(const struct tc_system_reader *r, const json_t *interfaces,
                      struct tc_notices_setup *notices);

/* interfaces.entry. */
int tc_system_entry(const struct tc_system_reader *r, const json_t *interfaces,
                    struct tc_entry_setup *entry);

#endif
