/* Command-line options from a table: parsing, help, and what was meant by an
 * unknown one. */
#ifndef TC_BASE_OPTIONS_H
#define TC_BASE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/err.h"

#define TC_WORDS_MAX 256

/* A growing list of words of the command line. */
struct tc_words {
    const char *items[TC_WORDS_MAX + 1]; /* NULL-terminated */
    size_t count;
};

enum tc_option_kind {
    TC_OPTION_FLAG,   /* to: bool */
    TC_OPTION_TEXT,   /* to: const char * */
    TC_OPTION_NUMBER, /* to: long, not negative */
    TC_OPTION_LIST    /* to: struct tc_words; may be given again and again */
};

struct tc_option {
    const char *name;     /* "--format" */
    const char *argument; /* name of the argument in the help, NULL for a flag */
    struct tc_text help;
    enum tc_option_kind kind;
    void *to;
};

/* Read argv[1..]: options into their places, the rest into `operands`. "--"
 * ends the options, "-" is an operand. 0, or -1 and `err` with a suggestion
 * for an unknown option. `options` ends with a NULL name. */
int tc_options_parse(int argc, char **argv, const struct tc_option *options,
                     struct tc_words *operands, struct tc_err *err);

/* True if argv has --help or -h before any "--". */
bool tc_options_help_wanted(int argc, char **argv);

#endif
