/* The text that people read on a label, by tesseract, a program of its own. */
#ifndef TC_VALIDATE_LABEL_OCR_H
#define TC_VALIDATE_LABEL_OCR_H

#include "tracecert/label.h"

#define TC_WORDS_MAX 1024

struct tc_word {
    const char *text;
    double left, top, width, height; /* pixels of the image */
    double sure;                     /* 0 to 100 */
    bool begins;                     /* a line, or what stands apart on it */
};

struct tc_words_read {
    struct tc_word *items; /* in the order of the lines */
    size_t count;
};

/* Read what stands on the label outside its symbols; tesseract is not asked where nothing
 * does. 0; 1 when tesseract is not
 * installed; -1 when the image could not be read. */
int tc_label_ocr(struct tc_arena *arena, const struct tc_label_result *label,
                 struct tc_words_read *words);

#endif
