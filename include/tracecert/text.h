/* A sentence in the two languages of every report. Both are written at the
 * place where the sentence is made, so that neither can be missing. */
#ifndef TRACECERT_TEXT_H
#define TRACECERT_TEXT_H

#include "tracecert/arena.h"

enum tc_lang { TC_VI, TC_EN };

struct tc_text {
    const char *vi; /* UTF-8, NFC */
    const char *en;
};

#define TC_TEXT(vi_, en_) ((struct tc_text){ .vi = (vi_), .en = (en_) })

/* Format both languages with the same arguments, in the same order. */
struct tc_text tc_say(struct tc_arena *arena, const char *vi_format, const char *en_format, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

/* The sentence in `lang`. */
static inline const char *tc_text_in(struct tc_text text, enum tc_lang lang)
{
    return lang == TC_VI ? text.vi : text.en;
}

#endif
