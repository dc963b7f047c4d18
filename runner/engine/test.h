/* The running case, for those parts of the runner that act on its behalf. The
 * public side is tracecert/case.h and tracecert/http.h. */
#ifndef TC_ENGINE_TEST_H
#define TC_ENGINE_TEST_H

#include "tracecert/case.h"

/* How the portal simulator of this run is reached: what tc_portal_control()
 * gave when it was started, not looked into by the engine. Stops the case with
 * SETUP if the run has no simulator. */
const char *tc_test_portal_control(struct tc_test *t);

/* End the case now by our own fault: what is undecided is ERROR. */
_Noreturn void tc_stop_error(struct tc_test *t, struct tc_text why);

/* Milliseconds until the case's deadline; 0 when it has passed. */
double tc_test_left_ms(struct tc_test *t);

#endif
