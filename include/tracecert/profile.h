/* A profile: what a document, label or page must contain, as rows that
 * provincial staff keep in a spreadsheet. suites/profiles/<id>/rows.csv has
 * the columns
 *
 *     id,requirement,label_vi,label_en,source,condition,check,argument
 *
 * A row has at most one condition and one check, both from closed sets; what
 * needs more is a case in C. */
#ifndef TRACECERT_PROFILE_H
#define TRACECERT_PROFILE_H

#include "tracecert/case.h"
#include "tracecert/err.h"

enum tc_row_source { TC_ROW_PAGE, TC_ROW_EVENTS };

enum tc_row_check {
    TC_CHECK_TEXT_SHOWN,    /* the page shows testData.ARGUMENT */
    TC_CHECK_CODE_SHOWN,    /* the page shows the code testData.ARGUMENT */
    TC_CHECK_IMAGE_LOADS,   /* an image of the page is a JPEG or PNG */
    TC_CHECK_LABELLED,      /* behind one of the labels ARGUMENT ("a|b") stands a value */
    TC_CHECK_LABELLED_DATE, /* the same with the date of the first stage */
    TC_CHECK_STAGES_SHOWN,  /* every stage is listed */
    TC_CHECK_STAGE_PLACE,   /* the stages have their location code */
    TC_CHECK_STAGE_TIME,    /* the stages have their time */
    TC_CHECK_STAGE_PRODUCT  /* the stages in the event data name the product */
};

struct tc_row {
    const char *id, *requirement;
    struct tc_text label;
    enum tc_row_source source;
    const char *if_declared; /* only if testData has this member; NULL: always */
    enum tc_row_check check;
    const char *argument; /* "" if the check takes none */
    long line;            /* in rows.csv */
};

/* Read rows.csv of a profile folder. NULL and `err` (line, column) for an
 * unknown column, source, condition or check. */
const struct tc_row *tc_profile_load(struct tc_arena *arena, const char *dir, size_t *count,
                                     struct tc_err *err);

/* The rows of the run's profile; stops the case when there is none. */
const struct tc_row *tc_profile_rows(struct tc_test *t, size_t *count);

#endif
