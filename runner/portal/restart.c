/* Killing the system under test and starting it again; see tracecert/portal.h. */
#include "engine/test.h"
#include "net/client.h"
#include "portal/control.h"
#include "tracecert/portal.h"

#define LOOK_MS 20
#define ANSWER_MS 2000

bool tc_portal_can_restart(struct tc_test *t)
{
    const struct tc_portal_setup *portal = &t->context->system->portals[0];

    return portal->restart || portal->restart_url;
}

static int by_url(struct tc_test *t, const char *url, unsigned ms, struct tc_err *err)
{
    struct tc_client_request request = {
        .method = "POST", .url = url, .body = "", .timeout_ms = ms
    };
    struct tc_client_answer answer;

    tc_client_send(tc_test_arena(t), &request, &answer);
    if (!answer.failure && answer.status >= 200 && answer.status < 300)
        return 0;
    tc_err_set(err, "%s không khởi động lại được hệ thống (mã %ld)",
               "%s does not restart the system (status %ld)", url, answer.status);
    return -1;
}

/* Until something answers where events go in. */
static bool comes_back(struct tc_test *t, double until)
{
    const struct tc_system *system = t->context->system;
    struct tc_client_request request = { .url = system->epcis.configured
                                                    ? system->epcis.url
                                                    : system->entry.endpoint.url,
                                         .timeout_ms = ANSWER_MS };
    struct tc_client_answer answer;

    if (!request.url)
        return true; /* nowhere to look; the command ends when it has started */
    do {
        tc_client_send(tc_test_arena(t), &request, &answer);
        if (answer.status)
            return true;
        tc_test_sleep_ms(t, LOOK_MS);
    } while (tc_test_now_ms(t) < until && tc_test_left_ms(t) > 0);
    return false;
}

void tc_portal_restart(struct tc_test *t)
{
    const struct tc_portal_setup *portal = &t->context->system->portals[0];
    unsigned ms = tc_portal_limit(t, "restartMs");
    double until = tc_test_now_ms(t) + ms;
    struct tc_err err = { 0 };
    int rc = portal->restart_url
                 ? by_url(t, portal->restart_url, ms, &err)
                 : tc_portal_control_restart(tc_test_arena(t), t->context->portal_controls[0],
                                             ms, &err);

    if (rc < 0)
        tc_stop_setup(t, TC_TEXT(tc_arena_strdup(tc_test_arena(t), err.vi),
                                 tc_arena_strdup(tc_test_arena(t), err.en)));
    if (!comes_back(t, until))
        tc_stop(t, TC_SAY(t, "hệ thống không hoạt động lại trong %u ms sau khi khởi động lại",
                          "the system is not back %u ms after its restart", ms));
}
