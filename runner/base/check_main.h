/* The main() of a unit test: one Check suite of the given tests.
 *
 *     START_TEST(...) ... END_TEST
 *     TC_CHECK_MAIN("arena", test_a, test_b)
 */
#ifndef TC_BASE_CHECK_MAIN_H
#define TC_BASE_CHECK_MAIN_H

#include <check.h>
#include <stdlib.h>

/* How many of so many trials alike to make: a tenth under the sanitizers, which look for
 * faults of memory, not for wrong results. */
#ifdef __SANITIZE_ADDRESS__
#define TC_TRIALS(n_) (((n_) + 9) / 10)
#define TC_STRIDE 4 /* through a table of fixtures */
#else
#define TC_TRIALS(n_) (n_)
#define TC_STRIDE 1
#endif

#define TC_CHECK_MAIN(name_, ...)                                                              \
    int main(void)                                                                             \
    {                                                                                          \
        const TTest *const tests[] = { __VA_ARGS__ };                                          \
        Suite *suite = suite_create(name_);                                                    \
        TCase *tcase = tcase_create(name_);                                                    \
        SRunner *runner;                                                                       \
        int failed;                                                                            \
                                                                                               \
        tcase_set_timeout(tcase, 60);                                                          \
        for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)                          \
            tcase_add_test(tcase, tests[i]);                                                   \
        suite_add_tcase(suite, tcase);                                                         \
        runner = srunner_create(suite);                                                        \
        srunner_run_all(runner, CK_NORMAL);                                                    \
        failed = srunner_ntests_failed(runner);                                                \
        srunner_free(runner);                                                                  \
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;                                           \
    }

#endif
