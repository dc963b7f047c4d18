/* The commands of the program: one file cmd_NAME.c each, which defines
 * `const struct tc_command tc_command_NAME`. */
#ifndef TC_CMD_H
#define TC_CMD_H

#include "base/options.h"
#include "tracecert/requirement.h"
#include "tracecert/text.h"

struct tc_command {
    const char *name;                /* "check" */
    const char *synopsis;            /* "check FILE|-... [--format F]" */
    struct tc_text summary;          /* one line */
    const char *example;             /* a line that can be copied */
    const struct tc_option *options; /* ends with a NULL name; --lang and --help come free */
    /* Does the work; gives the exit status. */
    int (*run)(const struct tc_words *operands);
};

/* The language of what a person reads: --lang, else LC_ALL/LC_MESSAGES/LANG. */
enum tc_lang tc_cmd_lang(void);

/* Print "tracecert: message" to standard error; gives `status` for return. */
int tc_cmd_fail(int status, const struct tc_err *err);

/* The catalogue of the installation, loaded once; on a broken one the program
 * ends with TC_EXIT_INTERNAL. */
const struct tc_catalogue *tc_cmd_catalogue(void);

#endif
