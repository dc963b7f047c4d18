#include "base/check_main.h"
#include "portal/command.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"

START_TEST(tells_how_it_ended)
{
    ck_assert_int_eq(tc_portal_command((const char *[]){ "true", NULL }, "/", 5000), 0);
    ck_assert_int_eq(tc_portal_command((const char *[]){ "false", NULL }, "/", 5000), -1);
    ck_assert_int_eq(tc_portal_command((const char *[]){ "./nonesuch", NULL }, "/", 5000), -1);
    ck_assert_int_eq(tc_portal_command((const char *[]){ "true", NULL }, "/nonesuch", 5000),
                     -1);
}
END_TEST

START_TEST(no_shell_looks_at_the_words)
{
    ck_assert_int_eq(
        tc_portal_command((const char *[]){ "test", "$HOME", "=", "$HOME", NULL }, "/", 5000),
        0);
}
END_TEST

START_TEST(does_not_wait_for_ever)
{
    double from = tc_clock_ms();

    ck_assert_int_eq(tc_portal_command((const char *[]){ "sleep", "60", NULL }, "/", 100), -1);
    ck_assert(tc_clock_ms() - from < 5000);
}
END_TEST

/* What a command that is late has started ends with it. */
START_TEST(a_late_command_leaves_nothing_behind)
{
    char dir[] = "/tmp/tracecert-command-XXXXXX", path[64];
    const char *words[] = { "sh", "-c", "(sleep 1; touch later) & sleep 60", NULL };

    ck_assert_ptr_nonnull(mkdtemp(dir));
    ck_assert_int_eq(tc_portal_command(words, dir, 200), -1);
    usleep(1500000);
    snprintf(path, sizeof(path), "%s/later", dir);
    ck_assert_int_eq(access(path, F_OK), -1);
    rmdir(dir);
}
END_TEST

/* As under a supervisor that ignores its children's ends: no answer is no success. */
START_TEST(an_end_that_nobody_hears_of_is_no_success)
{
    signal(SIGCHLD, SIG_IGN);
    ck_assert_int_eq(tc_portal_command((const char *[]){ "true", NULL }, "/", 5000), -1);
    signal(SIGCHLD, SIG_DFL);
}
END_TEST

/* The command works beside the file that names it, and what it starts stays. */
START_TEST(what_it_starts_goes_on)
{
    char dir[] = "/tmp/tracecert-command-XXXXXX", path[64];
    const char *words[] = { "sh", "-c", "(sleep 0.3; touch later) & touch now", NULL };

    ck_assert_ptr_nonnull(mkdtemp(dir));
    ck_assert_int_eq(tc_portal_command(words, dir, 5000), 0);
    snprintf(path, sizeof(path), "%s/now", dir);
    ck_assert_int_eq(unlink(path), 0);
    snprintf(path, sizeof(path), "%s/later", dir);
    for (int i = 0; i < 100 && access(path, F_OK) < 0; i++)
        usleep(50000);
    ck_assert_int_eq(unlink(path), 0);
    rmdir(dir);
}
END_TEST

START_TEST(gives_it_its_input)
{
    const char *reads[] = { "sh", "-c", "test \"$(cat)\" = 'a b'", NULL };
    const char *does_not[] = { "true", NULL };
    char *much = calloc(1, 1 << 20);

    ck_assert_int_eq(tc_portal_command_with(reads, "/", "a b", 3, 5000), 0);
    ck_assert_int_eq(tc_portal_command_with(reads, "/", "a c", 3, 5000), -1);
    ck_assert_int_eq(tc_portal_command_with(does_not, "/", much, 1 << 20, 5000), 0);
    free(much);
}
END_TEST

TC_CHECK_MAIN("portal command", gives_it_its_input, tells_how_it_ended,
              no_shell_looks_at_the_words, does_not_wait_for_ever, what_it_starts_goes_on,
              a_late_command_leaves_nothing_behind, an_end_that_nobody_hears_of_is_no_success)
