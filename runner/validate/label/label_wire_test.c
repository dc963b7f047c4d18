/* The answer of the decoding process is believed in nothing: an answer that no image can
 * give is none. */
#include "base/check_main.h"
#include "validate/label/label_wire.h"

#define IMAGE "image 100 80 300.000 0 0 0 0 9 9\n"
#define SYMBOL "symbol qr ]Q1 zbar 0 0 1 2 30 40 3.0 4 4 4 4 "

static int answer_of(const char *text)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_label_result result = { 0 };
    int rc = tc_wire_read(arena, tc_arena_strdup(arena, text), &result);

    tc_arena_free(arena);
    return rc;
}

START_TEST(sane_answer_is_read)
{
    ck_assert_int_eq(answer_of(IMAGE "end\n"), 0);
    ck_assert_int_eq(answer_of(IMAGE SYMBOL "3 0.0 4142\nend\n"), 0);
    ck_assert_int_eq(
        answer_of(IMAGE SYMBOL "0 0.0 -\nquality 1 3.5 0.2 6\ngraded 1 0.8 4\nend\n"), 0);
}
END_TEST

START_TEST(insane_answer_is_none)
{
    static const char *const answers[] = {
        "",
        IMAGE,
        "image 100 80 300.000 0\nend\n",
        "image 100 99999999 300.000 0 0 0 0 9 9\nend\n",
        "image 100 80 300.000 0 0 0 0 -9 9\nend\n",
        "image -1 80 300.000 0 0 0 0 9 9\nend\n",
        "image 100 80 nan 0 0 0 0 9 9\nend\n",
        IMAGE SYMBOL "-3 0.0 41\nend\n",
        IMAGE SYMBOL "4 0.0 41\nend\n",
        IMAGE SYMBOL "0 inf 41\nend\n",
        IMAGE SYMBOL "0 0.0 4\nend\n",
        IMAGE SYMBOL "0 0.0 zz\nend\n",
        IMAGE "symbol qr ]Q1 zbar 0 0 1 2 2147483647 40 3.0 4 4 4 4 0 0.0 41\nend\n",
        IMAGE "symbol qr ]Q1 zbar 0 0 1 2 30 40 nan 4 4 4 4 0 0.0 41\nend\n",
        IMAGE SYMBOL "0 0.0 41\nquality 1 nan 0.2 6\nend\n",
        IMAGE SYMBOL "0 0.0 41\ngraded 99 0.8 4\nend\n",
    };

    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
        ck_assert_msg(answer_of(answers[i]) == -1, "%s", answers[i]);
}
END_TEST

TC_CHECK_MAIN("label wire", sane_answer_is_read, insane_answer_is_none)
