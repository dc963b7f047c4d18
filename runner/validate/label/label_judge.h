/* The judge of what was read of a label; label.c puts it together. */
#ifndef TC_VALIDATE_LABEL_JUDGE_H
#define TC_VALIDATE_LABEL_JUDGE_H

#include "tracecert/code.h"
#include "tracecert/label.h"

/* A symbol and what it says. */
struct tc_said {
    const struct tc_symbol *symbol;
    struct tc_code_result code;
    bool crowded;  /* its quiet zone is not clear, which spoils all that is graded */
    bool paired;   /* what the code lacks beside it, another symbol has */
    size_t number; /* on the label, from 1 */
};

struct tc_label_judge {
    struct tc_arena *arena;
    struct tc_said *said; /* of the symbols that can be believed */
    size_t count;
    bool carried; /* one of them is of an accepted symbology */
    double dpi;   /* 0: unknown */
    enum tc_label_use use;
    bool text; /* the human-readable text is judged, too */
    struct tc_label_result *result;
};

/* Report a finding at a symbol; `rule` is the code rule behind it, or NULL. */
void tc_label_report(struct tc_label_judge *judge, const struct tc_said *at,
                     const char *requirement, const char *rule, struct tc_text expected,
                     struct tc_text actual);

/* Say once that a requirement could not be decided. */
void tc_label_leave_open(struct tc_label_judge *judge, const char *requirement,
                         struct tc_text why);

/* Why nothing is said of the sizes of a symbol. */
struct tc_text tc_label_unmeasured(void);

bool tc_code_has(const struct tc_code_result *code, const char *requirement);

/* The symbol as a code; false if it does not claim to be one of GS1. */
bool tc_symbol_input(struct tc_arena *arena, const struct tc_symbol *symbol,
                     struct tc_code_input *input);

/* True if the symbol holds element strings but does not say so to a scanner. */
bool tc_symbol_lacks_fnc1(const struct tc_symbol *symbol, const struct tc_code_result *code);

/* The parts of the judgement. */
void tc_label_judge_content(struct tc_label_judge *judge, const struct tc_said *said);
void tc_label_judge_space(struct tc_label_judge *judge, struct tc_said *said);
void tc_label_judge_size(struct tc_label_judge *judge, const struct tc_said *said);
void tc_label_judge_quality(struct tc_label_judge *judge, const struct tc_said *said);
void tc_label_judge_text(struct tc_label_judge *judge);
void tc_label_judge_use(struct tc_label_judge *judge);
void tc_label_judge_together(struct tc_label_judge *judge);

#endif
