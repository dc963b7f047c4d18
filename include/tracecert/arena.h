/* Memory that lives as long as one case, one document or one run. */
#ifndef TRACECERT_ARENA_H
#define TRACECERT_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct tc_arena;

/* A new, empty arena. Never NULL: running out of memory aborts, which costs
 * one isolated case. */
struct tc_arena *tc_arena_new(void);

/* Release the arena and all that was taken from it. NULL has no effect. */
void tc_arena_free(struct tc_arena *arena);

/* Forget all that was taken; the memory is kept for reuse. */
void tc_arena_reset(struct tc_arena *arena);

/* `size` zeroed bytes, aligned for any type. Never NULL. */
void *tc_arena_alloc(struct tc_arena *arena, size_t size);

/* Copies owned by the arena; the string forms end in NUL. */
char *tc_arena_strdup(struct tc_arena *arena, const char *s);
char *tc_arena_strndup(struct tc_arena *arena, const char *s, size_t len);
char *tc_arena_printf(struct tc_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *tc_arena_vprintf(struct tc_arena *arena, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* The text with each `from`, which is not empty, replaced. */
const char *tc_arena_replace(struct tc_arena *arena, const char *text, const char *from,
                             const char *to);

#endif
