/* The certificate that the system shows when the portal asks for one. RFC 8705 and
 * RFC 8446, 4.3.2. */
#include "portals.h"

#define NO_CERTIFICATE                                                                         \
    TC_TEXT("không cổng nào trong tệp mô tả hỏi chứng thư của hệ thống "   \
            "(interfaces.portal.clientCertificate)",                                           \
            "no portal of the description asks for the system's certificate "                  \
            "(interfaces.portal.clientCertificate)")

/* Each request with a token, and each for one, that has come so far. */
static void check_certificates(struct tc_test *t, const struct tc_portal_attempts *attempts)
{
    struct tc_portal_certificates shown = tc_portal_certificates(t);

    tc_check(t, shown.other + shown.none == 0, "P-AUT-11",
             TC_AT(.part = "certificate of the client",
                   .exchange = delivery_last_exchange(attempts)),
             TC_TEXT("chứng thư đã khai báo (interfaces.portal.clientCertificate) trên mọi kết "
                     "nối",
                     "the certificate of the description (interfaces.portal.clientCertificate) "
                     "on every connection"),
             TC_SAY(t, "%u yêu cầu không kèm chứng thư, %u kèm chứng thư khác, %u đúng",
                    "%u requests without one, %u with another, %u with the right one",
                    shown.none, shown.other, shown.right));
    if (shown.right + shown.other + shown.none == 0)
        tc_stop(t,
                TC_TEXT("cổng mô phỏng chưa hỏi chứng thư trên kết nối nào",
                        "the simulated portal has asked for a certificate on no connection"));
}

static void certificate_is_shown(struct tc_test *t)
{
    const char *mark = delivery_mark(t);

    portals_need(t, tc_portal_has_client_certificate, NO_CERTIFICATE);
    delivery_capture(t, mark, "storing");
    for (unsigned i = 0; portals_use_next(t, &i, tc_portal_has_client_certificate); i++) {
        struct tc_portal_attempts attempts = tc_portal_wait(t, mark, 0);

        check_certificates(t, &attempts);
        if (delivery_accepted(&attempts) == 0)
            delivery_stop_unseen(t);
    }
}

static void renewal_is_attested(struct tc_test *t)
{
    portals_need(t, tc_portal_has_client_certificate, NO_CERTIFICATE);
    tc_attest(t, "P-AUT-18",
              TC_TEXT("sau khi chứng thư của hệ thống được gia hạn, kết nối mới dùng chứng thư "
                      "mới mà không cần khởi động lại",
                      "when the system's certificate has been renewed, new connections show "
                      "the new one without a restart"));
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/client-certificate-is-shown", certificate_is_shown,
                         "P-AUT-11"),
    DELIVERY_CASE_SHARED("portal/renewed-certificate-is-attested", renewal_is_attested,
                         "P-AUT-18"),
};
TC_SUITE(portal, cases);
