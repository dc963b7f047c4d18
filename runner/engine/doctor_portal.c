/* The place where the portal simulator will listen for the system. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "engine/credentials.h"
#include "engine/doctor_lines.h"
#include "engine/secrets.h"
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

static void examine(struct tc_doctor_lines *lines, const struct tc_system *system,
                    const struct tc_portal_setup *portal)
{
    struct tc_err err = { 0 };
    int why;

    if (!tc_secret_resolve(lines->arena, portal->client_secret, system->dir, &err))
        tc_doctor_setup(
            lines, "interfaces.portal.clientSecret", TC_NEEDS_PORTAL,
            TC_TEXT(tc_err_show(&err, TC_VI, lines->arena),
                    tc_err_show(&err, TC_EN, lines->arena)),
            TC_TEXT("Đặt bí mật mà hệ thống dùng khi xin token của cổng mô phỏng.",
                    "Set the secret that the system shows to the simulated portal."));
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
