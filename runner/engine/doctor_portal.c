/* The place where the portal simulator will listen for the system. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "engine/credentials.h"
#include "engine/doctor_lines.h"
#include "engine/secrets.h"
#include "net/certificate.h"
#include "net/public_key.h"
#include "net/server.h"

static bool is_loopback(const char *host)
{
    return strncmp(host, "127.", 4) == 0 || strcmp(host, "localhost") == 0 ||
           strcmp(host, "::1") == 0 || strcmp(host, "[::1]") == 0;
}

/* True if the URL is one of this machine's own loopback addresses. */
static bool url_is_loopback(const char *url)
{
    const char *host = strstr(url, "://");

    return host && is_loopback(strncmp(host + 3, "[::1]", 5) == 0       ? "::1"
                               : strncmp(host + 3, "localhost", 9) == 0 ? "localhost"
                                                                        : host + 3);
}

/* 0, an errno, or -1 when the host is no numeric address of any kind. */
static int try_listen(const struct tc_portal_setup *portal)
{
    struct tc_err err = { 0 };
    char url[128];
    int fd = tc_server_listen(portal->host, portal->port, "http", url, sizeof(url), &err);

    if (fd < 0)
        return errno ? errno : -1;
    close(fd);
    return 0;
}

static void say_unusable(struct tc_doctor_lines *lines, const char *listen_at, int why)
{
    struct tc_text mend = TC_TEXT(
        "Ghi một địa chỉ IP của máy chạy tracecert và một cổng trống, ví dụ 127.0.0.1:8490.",
        "Give an IP address of the machine that runs tracecert and a free port, such as "
        "127.0.0.1:8490.");

    if (why == EADDRINUSE)
        mend = TC_TEXT("Dừng chương trình đang dùng cổng đó, hoặc chọn cổng khác.",
                       "Stop the program that uses that port, or choose another port.");
    else if (why == EACCES)
        mend = TC_TEXT("Chọn một cổng từ 1024 trở lên.", "Choose a port of 1024 or above.");
    tc_doctor_setup(lines, "interfaces.portal.listen", TC_NEEDS_PORTAL,
                    tc_say(lines->arena, "không lắng nghe được tại %s (%s)",
                           "cannot listen at %s (%s)", listen_at,
                           why > 0 ? strerror(why) : "not an IP address"),
                    mend);
}

static void say_unreadable(struct tc_doctor_lines *lines, const char *member,
                           const struct tc_err *err, struct tc_text mend)
{
    tc_doctor_setup(
        lines, member, TC_NEEDS_PORTAL,
        TC_TEXT(tc_err_show(err, TC_VI, lines->arena), tc_err_show(err, TC_EN, lines->arena)),
        mend);
}

static void examine_secret(struct tc_doctor_lines *lines, const struct tc_system *system,
                           const char *secret)
{
    struct tc_err err = { 0 };

    if (!tc_secret_resolve(lines->arena, secret, system->dir, &err))
        say_unreadable(
            lines, "interfaces.portal.clientSecret", &err,
            TC_TEXT("Đặt bí mật mà hệ thống dùng khi xin token của cổng mô phỏng.",
                    "Set the secret that the system shows to the simulated portal."));
}

static void examine_key(struct tc_doctor_lines *lines, const struct tc_system *system,
                        const char *name)
{
    struct tc_err err = { 0 };
    const char *pem = tc_system_pem(lines->arena, system, name, &err);
    EVP_PKEY *key = pem ? tc_public_key_read(pem, &err) : NULL;

    if (pem && pem != name)
        tc_err_at(&err, name, 0, 0);
    if (!key)
        say_unreadable(
            lines, "interfaces.portal.clientKey", &err,
            TC_TEXT("Ghi tên tệp PEM chứa khóa công khai (không phải khóa bí mật) của khóa mà "
                    "hệ thống dùng để ký; openssl pkey -in KHÓA -pubout viết ra tệp này.",
                    "Name a PEM file with the public key (not the private one) of the key by "
                    "which the system signs; openssl pkey -in KEY -pubout writes it."));
    EVP_PKEY_free(key);
}

static void examine_certificate(struct tc_doctor_lines *lines, const struct tc_system *system,
                                const struct tc_portal_setup *portal)
{
    static const char member[] = "interfaces.portal.clientCertificate";
    struct tc_err err = { 0 };
    const char *pem = tc_system_pem(lines->arena, system, portal->client_certificate, &err);

    if (pem && pem != portal->client_certificate)
        tc_err_at(&err, portal->client_certificate, 0, 0);
    if (!pem || !tc_certificate_fingerprint(lines->arena, pem, &err))
        say_unreadable(
            lines, member, &err,
            TC_TEXT("Ghi tên tệp PEM chứa chứng thư mà hệ thống đưa ra khi được hỏi.",
                    "Name a PEM file with the certificate that the system shows when it is "
                    "asked."));
    if (!portal->tls)
        tc_doctor_setup(
            lines, member, TC_NEEDS_PORTAL,
            TC_TEXT("chứng thư chỉ được hỏi trong TLS, mà cổng mô phỏng dùng http",
                    "a certificate is asked for in TLS alone, and the simulated portal speaks "
                    "http"),
            TC_TEXT("Khai báo interfaces.portal.tls.", "Give interfaces.portal.tls."));
}

/* By what the system shows who it is. */
static void examine_client(struct tc_doctor_lines *lines, const struct tc_system *system,
                           const struct tc_portal_setup *portal)
{
    if (portal->client_secret)
        examine_secret(lines, system, portal->client_secret);
    if (portal->client_key)
        examine_key(lines, system, portal->client_key);
    if (portal->client_certificate)
        examine_certificate(lines, system, portal);
}

static void examine(struct tc_doctor_lines *lines, const struct tc_system *system,
                    const struct tc_portal_setup *portal)
{
    int why;

    examine_client(lines, system, portal);
    why = try_listen(portal);
    if (why != 0) {
        say_unusable(lines, portal->listen, why);
        return;
    }
    tc_doctor_ok(
        lines, "interfaces.portal",
        tc_say(lines->arena, "lắng nghe được tại %s", "can listen at %s", portal->listen));
    if (system->epcis.configured && is_loopback(portal->host) &&
        !url_is_loopback(system->epcis.url))
        tc_doctor_note(
            lines, "interfaces.portal.listen",
            tc_say(lines->arena, "hệ thống chạy ở máy khác nên không gọi tới được %s",
                   "the system runs on another machine, which cannot reach %s", portal->listen),
            TC_TEXT("Ghi địa chỉ mạng của máy chạy tracecert mà hệ thống gọi tới được.",
                    "Give the network address of this machine that the system can reach."));
}

/* The receiver of notices is not called: a notice has its effect. */
static void examine_notices(struct tc_doctor_lines *lines, const struct tc_system *system)
{
    struct tc_text mend = TC_TEXT("Đặt khóa ký thông báo dạng whsec_ và base64.",
                                  "Set the key that signs notices, whsec_ and base64.");
    struct tc_err err = { 0 };
    const char *secret =
        tc_secret_resolve(lines->arena, system->notices.secret, system->dir, &err);

    if (!secret)
        tc_doctor_setup(lines, "interfaces.notices.secret", 0,
                        TC_TEXT(tc_err_show(&err, TC_VI, lines->arena),
                                tc_err_show(&err, TC_EN, lines->arena)),
                        mend);
    else if (strncmp(secret, TC_NOTICE_SECRET, strlen(TC_NOTICE_SECRET)) != 0)
        tc_doctor_setup(
            lines, "interfaces.notices.secret", 0,
            TC_TEXT("khóa không bắt đầu bằng whsec_", "the key does not begin with whsec_"),
            mend);
    else
        tc_doctor_ok(lines, "interfaces.notices.secret",
                     TC_TEXT("có khóa ký thông báo", "there is a key that signs notices"));
}

void tc_doctor_portal(struct tc_doctor_lines *lines, const struct tc_system *system)
{
    unsigned listeners = system->portal_count + system->further_count;

    for (unsigned i = 0; i < listeners && system->roles[TC_ROLE_PORTAL_CLIENT]; i++)
        examine(lines, system, &system->portals[i]);
    if (system->notices.receiver.configured && system->roles[TC_ROLE_PORTAL_CLIENT])
        examine_notices(lines, system);
}
