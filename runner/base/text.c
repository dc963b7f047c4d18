#include "tracecert/text.h"

struct tc_text tc_say(struct tc_arena *arena, const char *vi_format, const char *en_format, ...)
{
    struct tc_text text;
    va_list ap;

    va_start(ap, en_format);
    text.vi = tc_arena_vprintf(arena, vi_format, ap);
    va_end(ap);
    va_start(ap, en_format);
    text.en = tc_arena_vprintf(arena, en_format, ap);
    va_end(ap);
    return text;
}
