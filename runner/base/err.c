#include "tracecert/err.h"

#include <stdio.h>

void tc_err_set(struct tc_err *err, const char *vi_format, const char *en_format, ...)
{
    va_list ap;

    va_start(ap, en_format);
    vsnprintf(err->vi, sizeof(err->vi), vi_format, ap);
    va_end(ap);
    va_start(ap, en_format);
    vsnprintf(err->en, sizeof(err->en), en_format, ap);
    va_end(ap);
}

void tc_err_at(struct tc_err *err, const char *file, long line, long column)
{
    if (file)
        snprintf(err->file, sizeof(err->file), "%s", file);
    err->line = line;
    err->column = column;
}

const char *tc_err_show(const struct tc_err *err, enum tc_lang lang, struct tc_arena *arena)
{
    const char *message = lang == TC_VI ? err->vi : err->en;
    const char *place = err->file;

    if (err->line)
        place = tc_arena_printf(arena, "%s:%ld:%ld", place, err->line, err->column);
    if (err->pointer[0])
        place = tc_arena_printf(arena, "%s%s%s", place, *place ? ": " : "", err->pointer);
    return *place ? tc_arena_printf(arena, "%s: %s", place, message)
                  : tc_arena_strdup(arena, message);
}
