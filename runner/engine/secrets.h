/* Secrets: named by reference, kept in memory alone, and removed from all that
 * is written. */
#ifndef TC_ENGINE_SECRETS_H
#define TC_ENGINE_SECRETS_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"
#include "tracecert/err.h"

/* What stands where a secret was. */
#define TC_SECRET_REMOVED "[secret]"

/* True if the text is "env:NAME" or "file:PATH" in form. */
bool tc_secret_is_reference(const char *reference);

/* The value behind "env:NAME" or "file:PATH" (relative to the folder `beside`,
 * or to the working folder when it is NULL; one line end at the end is
 * dropped; at most 16 KiB). It is known to tc_secrets_redact from then on.
 * NULL and `err` when it is unset, empty or unreadable; the error never shows
 * a value. */
const char *tc_secret_resolve(struct tc_arena *arena, const char *reference, const char *beside,
                              struct tc_err *err);

/* Remember a value that is secret (an access token that was fetched). Copies
 * it; lives until the process ends. Values of fewer than 4 bytes cannot be
 * told from other text and are not remembered: false. */
bool tc_secrets_add(const char *value, size_t len);

/* The bytes with each remembered value, its base64 (at each of the three
 * alignments, plain and URL alphabet), its percent-encoded and its JSON form,
 * and the value of each line "Authorization:", "Proxy-Authorization:",
 * "Cookie:" or "Set-Cookie:" replaced by TC_SECRET_REMOVED. NUL-terminated; may be `bytes`
 * itself when nothing was found. */
const char *tc_secrets_redact(struct tc_arena *arena, const char *bytes, size_t len,
                              size_t *out_len);

/* The same for a string; NULL stays NULL. */
const char *tc_secrets_redact_text(struct tc_arena *arena, const char *text);

#endif
