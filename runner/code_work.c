#include "code_work.h"

#include <stdlib.h>
#include <string.h>

#include "base/lines.h"

/* What does not come back when the other form is read; NULL: nothing is lost. */
static const char *left_out(struct code_work *work, const struct tc_code_result *result,
                            const char *converted)
{
    struct tc_code_result back = { 0 };
    const char *lost = NULL;

    tc_code_check(work->arena, converted, strlen(converted), TC_CODE_UNKNOWN, &back);
    for (size_t i = 0; i < result->count; i++)
        if (!tc_code_value(&back, result->ais[i].ai))
            lost = tc_arena_printf(work->arena, "%s%s(%s)%s", lost ? lost : "", lost ? " " : "",
                                   result->ais[i].ai, result->ais[i].value);
    return lost;
}

/* Write the code in the form asked for. A code at fault stays as it is. */
static void convert(struct code_work *work, const struct tc_code_result *result,
                    struct tc_judgement *judgement)
{
    struct tc_err err = { 0 };

    judgement->converted =
        tc_code_convert(work->arena, result, work->form, work->prefix_len, &err);
    if (judgement->converted) {
        judgement->left_out = left_out(work, result, judgement->converted);
        return;
    }
    judgement->unconverted.vi = tc_arena_strdup(work->arena, err.vi);
    judgement->unconverted.en = tc_arena_strdup(work->arena, err.en);
    work->unconverted |= result->findings.count == 0;
}

static struct tc_judgement judgement_of(struct code_work *work, const char *input, size_t index,
                                        const struct tc_code_input *code,
                                        const struct tc_code_result *result)
{
    struct tc_judgement judgement = {
        .input = input,
        .index = index,
        .shown = tc_arena_strndup(work->arena, code->code, code->len),
        .code = work->national_kind ? NULL : result,
        .findings = &result->findings,
    };

    if (work->national_kind)
        return judgement;
    judgement.corrected = tc_code_correct(work->arena, code, result);
    if (work->convert)
        convert(work, result, &judgement);
    return judgement;
}

/* What the prefix says, in the words of the table. */
static void add_note(struct code_work *work, const struct tc_code_result *result,
                     struct tc_judgement *judgement)
{
    const struct tc_prefix *prefix = tc_national_prefix(work->national, work->as_of, result);
    bool sure = prefix && prefix->confidence != 'M' && prefix->confidence != '?';

    if (!prefix)
        return;
    judgement->note = (struct tc_text){
        tc_arena_printf(work->arena, "tiền tố %s: %s%s", prefix->from, prefix->text.vi,
                        sure ? "" : " (chưa đối chiếu nguồn)"),
        tc_arena_printf(work->arena, "prefix %s: %s%s", prefix->from, prefix->text.en,
                        sure ? "" : " (source not confirmed)")
    };
}

/* Judge what the country asks, after all that is done with the code itself. */
static void add_national(struct code_work *work, struct tc_code_result *results, size_t count,
                         struct tc_judgement *judgements)
{
    if (!work->national_rules || work->national_kind)
        return;
    tc_national_check_item(work->arena, work->national, work->as_of, results, count);
    for (size_t i = 0; i < count; i++)
        add_note(work, &results[i], &judgements[i]);
}

/* --- one code ------------------------------------------------------------------------- */

/* `line` is the place of the code in standard input; 0: an operand. */
static void judge_code(struct code_work *work, const char *input, size_t index, size_t line,
                       const char *code, size_t len)
{
    const struct tc_code_input as_given = { code, len, work->as };
    struct tc_code_result result = { 0 };
    struct tc_judgement judgement;

    if (work->national_kind)
        tc_national_check(work->arena, work->national, work->national_kind, work->as_of, code,
                          len, &result.findings);
    else
        tc_code_check(work->arena, code, len, work->as, &result);
    judgement = judgement_of(work, input, index, &as_given, &result);
    add_national(work, &result, 1, &judgement);
    for (size_t i = 0; line && i < result.findings.count; i++) {
        struct tc_where *where = &result.findings.items[i].where;

        where->line = (long)line;
        where->column = where->offset;
    }
    tc_judge_add(work->judge, &judgement);
    tc_arena_reset(work->arena);
}

void code_work_operand(struct code_work *work, const char *code)
{
    judge_code(work, code, 1, 0, code, strlen(code));
}

int code_work_lines(struct code_work *work, int fd, struct tc_err *err)
{
    struct tc_lines *lines = malloc(sizeof(*lines));
    const char *line;
    size_t len, index = 0;
    int error;

    if (!lines)
        abort();
    tc_lines_init(lines, fd);
    while (tc_lines_next(lines, &line, &len))
        if (len > 0)
            judge_code(work, "-", ++index, lines->number, line, len);
    error = lines->error;
    free(lines);
    if (!error)
        return 0;
    tc_err_set(err, "không đọc được đầu vào chuẩn: %s", "cannot read standard input: %s",
               strerror(error));
    return -1;
}

/* --- one item --------------------------------------------------------------------------- */

void code_work_item(struct code_work *work, const char *const *codes, size_t count)
{
    struct tc_code_input *inputs = tc_arena_alloc(work->kept, count * sizeof(*inputs));
    struct tc_code_result *results = tc_arena_alloc(work->kept, count * sizeof(*results));
    struct tc_judgement *judgements = tc_arena_alloc(work->kept, count * sizeof(*judgements));

    for (size_t i = 0; i < count; i++)
        inputs[i] = (struct tc_code_input){ codes[i], strlen(codes[i]), work->as };
    tc_code_check_item(work->arena, inputs, count, results);
    for (size_t i = 0; i < count; i++)
        judgements[i] = judgement_of(work, codes[i], 1, &inputs[i], &results[i]);
    add_national(work, results, count, judgements);
    for (size_t i = 0; i < count; i++)
        tc_judge_add(work->judge, &judgements[i]);
}
