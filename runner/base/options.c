#include "base/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"

bool tc_options_help_wanted(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static const char *option_name(size_t i, const void *cookie)
{
    return ((const struct tc_option *)cookie)[i].name;
}

static int unknown(const char *word, const struct tc_option *options, struct tc_err *err)
{
    const char *near;
    size_t count = 0;

    while (options[count].name)
        count++;
    near = tc_suggest(word, count, option_name, options);
    if (near)
        tc_err_set(err, "không có tùy chọn %s; có phải ý bạn là %s?",
                   "there is no option %s; did you mean %s?", word, near);
    else
        tc_err_set(err, "không có tùy chọn %s; xem --help", "there is no option %s; see --help",
                   word);
    return -1;
}

static int add_word(struct tc_words *words, const char *word, struct tc_err *err)
{
    if (words->count == TC_WORDS_MAX) {
        tc_err_set(err, "quá %d tham số", "more than %d arguments", TC_WORDS_MAX);
        return -1;
    }
    words->items[words->count++] = word;
    words->items[words->count] = NULL;
    return 0;
}

static int set_number(long *to, const struct tc_option *option, const char *value,
                      struct tc_err *err)
{
    char *end;
    long number = strtol(value, &end, 10);

    if (end == value || *end || number < 0 || number > 1000000000) {
        tc_err_set(err, "%s cần một số nguyên không âm, không phải \"%s\"",
                   "%s takes a whole number that is not negative, not \"%s\"", option->name,
                   value);
        return -1;
    }
    *to = number;
    return 0;
}

static int set(const struct tc_option *option, const char *value, struct tc_err *err)
{
    switch (option->kind) {
    case TC_OPTION_FLAG:
        *(bool *)option->to = true;
        return 0;
    case TC_OPTION_TEXT:
        *(const char **)option->to = value;
        return 0;
    case TC_OPTION_NUMBER:
        return set_number(option->to, option, value, err);
    case TC_OPTION_LIST:
        return add_word(option->to, value, err);
    }
    return -1;
}

/* The option of argv[*i]; its value is behind '=' or the next argument. */
static int take(int argc, char **argv, int *i, const struct tc_option *options,
                struct tc_err *err)
{
    const char *word = argv[*i], *value = strchr(word, '=');
    size_t len = value ? (size_t)(value - word) : strlen(word);

    for (const struct tc_option *option = options; option->name; option++) {
        if (strlen(option->name) != len || strncmp(option->name, word, len) != 0)
            continue;
        if (option->kind == TC_OPTION_FLAG && value) {
            tc_err_set(err, "%s không nhận giá trị", "%s takes no value", option->name);
            return -1;
        }
        if (option->kind != TC_OPTION_FLAG && !value && *i + 1 >= argc) {
            tc_err_set(err, "%s cần một giá trị (%s)", "%s needs a value (%s)", option->name,
                       option->argument);
            return -1;
        }
        if (option->kind != TC_OPTION_FLAG)
            value = value ? value + 1 : argv[++*i];
        return set(option, value, err);
    }
    return unknown(word, options, err);
}

int tc_options_parse(int argc, char **argv, const struct tc_option *options,
                     struct tc_words *operands, struct tc_err *err)
{
    bool options_ended = false;

    for (int i = 1; i < argc; i++) {
        bool is_option = !options_ended && argv[i][0] == '-' && argv[i][1] != '\0';

        if (is_option && strcmp(argv[i], "--") == 0)
            options_ended = true;
        else if (is_option ? take(argc, argv, &i, options, err) < 0
                           : add_word(operands, argv[i], err) < 0)
            return -1;
    }
    return 0;
}
