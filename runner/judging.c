#include "judging.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/suggest.h"
#include "cmd.h"

int tc_judging_word(const char *option, const char *word, const char *const *words,
                    size_t count, struct tc_err *err)
{
    const char *near = tc_suggest_of(word, words, count);

    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return (int)i;
    if (near)
        tc_err_set(err, "%s không nhận \"%s\"; có phải ý bạn là \"%s\"?",
                   "%s does not take \"%s\"; did you mean \"%s\"?", option, word, near);
    else
        tc_err_set(err, "%s không nhận \"%s\"; xem --help",
                   "%s does not take \"%s\"; see --help", option, word);
    return -1;
}

int tc_judging_profile(const char *profile, struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    bool known = true;

    if (profile)
        known = *profile && !strchr(profile, '/') &&
                access(tc_arena_printf(arena, "%s/suites/profiles/%s", tc_file_home(arena),
                                       profile),
                       R_OK) == 0;
    tc_arena_free(arena);
    if (known)
        return 0;
    tc_err_set(err, "không có hồ sơ \"%s\"", "there is no profile \"%s\"", profile);
    return -1;
}

struct tc_judge *tc_judging_start(const char *format, struct tc_err *err)
{
    static const char *const formats[] = { "text", "json", "sarif", "junit" };
    int found = tc_judging_word("--format", format, formats, 4, err);

    if (found < 0)
        return NULL;
    return tc_judge_new(stdout, (enum tc_judgement_format)tc_judgement_format(formats[found]),
                        tc_cmd_lang(), isatty(STDOUT_FILENO), tc_cmd_catalogue());
}
