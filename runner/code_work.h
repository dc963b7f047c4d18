/* The work of `tracecert code`: judging codes one by one, or as carriers of one
 * item, and writing them in other forms. */
#ifndef TC_CODE_WORK_H
#define TC_CODE_WORK_H

#include "tracecert/judgement.h"
#include "validate/code/national.h"

struct code_work {
    struct tc_arena *arena; /* for one code */
    struct tc_arena *kept;  /* for the command */
    struct tc_judge *judge;
    enum tc_code_kind as;
    const char *national_kind; /* "tax-code", ...; NULL: a code of GS1 */
    const struct tc_national *national;
    bool national_rules; /* judge what the country asks of GS1 codes, too */
    const char *as_of;   /* "YYYY-MM-DD" */
    bool convert;
    enum tc_code_form form;
    size_t prefix_len; /* 0: not known */
    bool unconverted;  /* a sound code could not be converted */
};

void code_work_operand(struct code_work *work, const char *code);
void code_work_item(struct code_work *work, const char *const *codes, size_t count);

/* One code a line; empty lines are none. -1 and `err` when reading fails. */
int code_work_lines(struct code_work *work, int fd, struct tc_err *err);

#endif
