/* A command of the system's owner, such as the one that restarts it. */
#ifndef TC_PORTAL_COMMAND_H
#define TC_PORTAL_COMMAND_H

#include <stddef.h>

/* Run the words (the last is NULL; no shell looks at them) in the folder, with
 * no input and its output thrown away, for at most `ms`; what it leaves running
 * goes on. 0 if it ended with status 0, else -1. Safe for several threads. */
int tc_portal_command(const char *const *words, const char *dir, unsigned ms);

/* The same with `len` bytes on its standard input. */
int tc_portal_command_with(const char *const *words, const char *dir, const char *input,
                           size_t len, unsigned ms);

#endif
