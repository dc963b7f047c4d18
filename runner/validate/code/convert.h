/* Writing a code in another form: what the forms share. */
#ifndef TC_VALIDATE_CONVERT_H
#define TC_VALIDATE_CONVERT_H

#include "tracecert/code.h"
#include "validate/code/ai.h"

/* Text that grows at its end. */
struct tc_writing {
    char *text;
    size_t len;
};

/* Start with room for every byte of the code three times over, and `more`. */
struct tc_writing tc_writing_new(struct tc_arena *arena, const struct tc_code_result *code,
                                 size_t more);

void tc_write(struct tc_writing *w, const char *s, size_t len);
void tc_write_string(struct tc_writing *w, const char *s);

/* Write with a percent-escape for each character that `raw` denies. */
void tc_write_escaped(struct tc_writing *w, const char *s, size_t len, bool (*raw)(char c));

/* Canonical Digital Link (Digital Link URI Syntax 4.12), and the one that CBV
 * 2.0 wants in events. */
const char *tc_convert_link(struct tc_arena *arena, const struct tc_code_result *code,
                            bool for_events, struct tc_err *err);

/* Element strings as transmitted; never NULL. */
const char *tc_convert_raw(struct tc_arena *arena, const struct tc_code_result *code);

/* Element strings in brackets. */
const char *tc_convert_bracketed(struct tc_arena *arena, const struct tc_code_result *code,
                                 struct tc_err *err);

/* The Digital Link in its order, behind the `len` bytes of a stem
 * ("https://example.com/a"). */
const char *tc_convert_link_behind(struct tc_arena *arena, const struct tc_code_result *code,
                                   const char *stem, size_t len, struct tc_err *err);

/* EPC URI; `prefix_len` is the length of the company prefix, 0: not known. */
const char *tc_convert_epc(struct tc_arena *arena, const struct tc_code_result *code,
                           size_t prefix_len, struct tc_err *err);

#endif
