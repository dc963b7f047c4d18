/* Asking one interface, and telling a wrong set-up from a wrong product: what
 * the product answers at the right place is for the tests to judge. */
#include <curl/curl.h>
#include <math.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/clock.h"
#include "engine/credentials.h"
#include "engine/doctor_lines.h"

#define PROBE_MS 8000    /* one interface, all questions together */
#define EXCHANGE_MS 3000 /* one question */
#define MAX_BODY ((size_t)1 << 20)
#define MAX_SKEW_S 60

/* One interface while it is asked. */
struct asking {
    struct tc_doctor_probe *probe;
    struct tc_arena *arena;
    double deadline;
    struct tc_header credentials[2];
    const char *url, *method;
    struct tc_client_answer answer;
};

static void setup(struct asking *a, struct tc_text found, struct tc_text mend)
{
    tc_doctor_setup(&a->probe->lines, a->probe->where, a->probe->needs, found, mend);
}

static unsigned time_left(const struct asking *a)
{
    double left = a->deadline - tc_clock_ms();

    return left < 1 ? 1 : left > EXCHANGE_MS ? EXCHANGE_MS : (unsigned)left;
}

/* --- the question -------------------------------------------------------------- */

/* `text` with each {name} replaced; other braces stay. */
static const char *fill(struct tc_arena *arena, const char *text, const char *name,
                        const char *value)
{
    const char *at = strstr(text, name);

    if (!at)
        return text;
    return fill(
        arena,
        tc_arena_printf(arena, "%.*s%s%s", (int)(at - text), text, value, at + strlen(name)),
        name, value);
}

static const char *expand(const struct asking *a, const char *path)
{
    const char *gtin = json_string_value(json_object_get(a->probe->system->test_data, "gtin"));
    const char *url = tc_arena_printf(a->arena, "%s%s", a->probe->endpoint->url, path);

    /* A GTIN that is not made of digits could smuggle a brace in again. */
    if (!gtin || strspn(gtin, "0123456789") != strlen(gtin))
        gtin = "00000000000000";
    url = fill(a->arena, url, "{gtin}", gtin);
    url = fill(a->arena, url, "{lot}", "TRACECERT");
    return fill(a->arena, url, "{serial}", "1");
}

static void ask(struct asking *a, const char *method, const char *path)
{
    static const struct tc_header headers[] = { { "Accept", "application/json, */*;q=0.5" },
                                                { NULL, NULL } };
    struct tc_client_request request = { .method = method,
                                         .headers = headers,
                                         .credentials = a->credentials,
                                         .timeout_ms = time_left(a),
                                         .max_body = MAX_BODY };

    a->method = method;
    a->url = expand(a, path);
    request.url = a->url;
    tc_client_send(a->arena, &request, &a->answer);
}

/* --- what the answer means -------------------------------------------------------- */

static struct tc_text mend_failure(enum tc_failure failure)
{
    switch (failure) {
    case TC_FAILURE_DNS:
        return TC_TEXT("Kiểm tra tên máy chủ trong \"url\" và máy chủ DNS của máy này.",
                       "Check the host name in \"url\" and the DNS server of this machine.");
    case TC_FAILURE_REFUSED:
        return TC_TEXT("Khởi động hệ thống, hoặc sửa địa chỉ và cổng; xem cả tường lửa.",
                       "Start the system, or correct address and port; see the firewall, too.");
    case TC_FAILURE_TIMEOUT:
        return TC_TEXT("Xem hệ thống có đang chạy không, và tường lửa có chặn máy này không.",
                       "See whether the system runs and a firewall drops this machine.");
    case TC_FAILURE_TLS:
        return TC_TEXT(
            "Kiểm tra chứng thư: đúng tên máy chủ, còn hạn, do tổ chức mà máy này tin "
            "cậy cấp; và \"url\" bắt đầu bằng http hay https.",
            "Check the certificate: right host name, not expired, from an issuer that "
            "this machine trusts; and http or https in \"url\".");
    case TC_FAILURE_NOT_HTTP:
    case TC_FAILURE_CUT:
        return TC_TEXT("Kiểm tra cổng trong \"url\", và nên là http hay https.",
                       "Check the port in \"url\", and whether it should be http or https.");
    default:
        break;
    }
    return TC_TEXT("Kiểm tra địa chỉ trong \"url\" bằng trình duyệt hoặc curl.",
                   "Check the address in \"url\" with a browser or curl.");
}

static void say_failure(struct asking *a)
{
    setup(a,
          TC_TEXT(tc_arena_printf(a->arena, "%s: %s", a->url, a->answer.why.vi),
                  tc_arena_printf(a->arena, "%s: %s", a->url, a->answer.why.en)),
          mend_failure(a->answer.failure));
}

static void say_refused(struct asking *a)
{
    if (a->credentials[0].name)
        setup(
            a,
            tc_say(a->arena, "thông tin đăng nhập không được chấp nhận (mã trạng thái %ld)",
                   "the credentials are not accepted (status %ld)", a->answer.status),
            TC_TEXT("Kiểm tra giá trị mà \"auth\" trỏ tới và quyền của tài khoản kiểm thử.",
                    "Check the value that \"auth\" names and the rights of the test account."));
    else
        setup(a,
              tc_say(a->arena,
                     "giao diện đòi đăng nhập (mã trạng thái %ld) nhưng thiếu \"auth\"",
                     "the interface wants credentials (status %ld), but \"auth\" is missing",
                     a->answer.status),
              TC_TEXT("Thêm \"auth\" với bí mật dạng env:TÊN hoặc file:ĐƯỜNG_DẪN.",
                      "Add \"auth\", with its secret as env:NAME or file:PATH."));
}

static bool is_html(const struct tc_client_answer *answer)
{
    const char *type = tc_client_header(answer, "Content-Type");

    return type && (strncasecmp(type, "text/html", 9) == 0 ||
                    strncasecmp(type, "application/xhtml", 17) == 0);
}

static bool is_redirect(const struct asking *a)
{
    return a->answer.status >= 300 && a->answer.status < 400;
}

/* True if the answer shows that the resource is there, whatever the product
 * makes of it: a 500 or a 405 is an answer of the right place. */
static bool is_there(const struct asking *a)
{
    long status = a->answer.status;

    if (a->probe->may_lack)
        return true;
    if (status == 404 || status == 410)
        return false;
    return !a->probe->is_api || (!is_redirect(a) && !(is_html(&a->answer) && status < 500));
}

static void say_lacking(struct asking *a)
{
    const char *location = tc_client_header(&a->answer, "Location");
    struct tc_text found = tc_say(a->arena, "%s trả mã trạng thái %ld", "%s answers status %ld",
                                  a->url, a->answer.status);
    struct tc_text mend = TC_TEXT(
        "Sửa \"url\" thành địa chỉ gốc của giao diện; /events và /capture nằm ngay dưới đó.",
        "Correct \"url\": the base of the interface, with /events and /capture right below.");

    if (is_redirect(a) && location)
        found = tc_say(a->arena, "%s chuyển hướng tới %s", "%s redirects to %s", a->url,
                       tc_arena_strndup(a->arena, location, strnlen(location, 200)));
    else if (is_html(&a->answer))
        found = tc_say(a->arena,
                       "%s trả một trang HTML (mã trạng thái %ld), không phải giao diện API",
                       "%s answers with an HTML page (status %ld), not with an API", a->url,
                       a->answer.status);
    if (!a->probe->is_api)
        mend = TC_TEXT("Sửa \"url\", hoặc đăng ký mã testData.gtin trong hệ thống.",
                       "Correct \"url\", or make testData.gtin known to the system.");
    setup(a, found, mend);
}

static void say_there(struct asking *a)
{
    if (a->answer.status >= 500) {
        tc_doctor_note(&a->probe->lines, a->probe->where,
                       tc_say(a->arena, "%s trả mã trạng thái %ld", "%s answers status %ld",
                              a->url, a->answer.status),
                       TC_TEXT("Vẫn kiểm thử được; xem nhật ký của hệ thống.",
                               "It can be tested; see the log of the system."));
        return;
    }
    if (a->answer.failure) {
        tc_doctor_note(
            &a->probe->lines, a->probe->where,
            TC_TEXT(tc_arena_printf(a->arena, "có trả lời, nhưng %s", a->answer.why.vi),
                    tc_arena_printf(a->arena, "answers, but %s", a->answer.why.en)),
            TC_TEXT("Vẫn kiểm thử được; ca kiểm thử sẽ cho biết ý nghĩa của việc này.",
                    "It can be tested; the tests will say what this means."));
        return;
    }
    tc_doctor_ok(&a->probe->lines, a->probe->where,
                 tc_say(a->arena, "có trả lời (%s, mã trạng thái %ld, %.0f ms)",
                        "answers (%s, status %ld, %.0f ms)", a->method, a->answer.status,
                        a->answer.took_ms));
}

/* RFC 9110 6.6.1: Date is when the message was made. */
static void check_clock(struct asking *a)
{
    const char *date = tc_client_header(&a->answer, "Date");
    time_t theirs = date ? curl_getdate(date, NULL) : -1;
    double skew = theirs == -1 ? 0 : difftime(theirs, time(NULL));

    if (fabs(skew) <= MAX_SKEW_S)
        return;
    setup(a,
          skew > 0 ? tc_say(a->arena, "đồng hồ của hệ thống nhanh %.0f giây so với máy này",
                            "the clock of the system is %.0f s ahead of this machine's", skew)
                   : tc_say(a->arena, "đồng hồ của hệ thống chậm %.0f giây so với máy này",
                            "the clock of the system is %.0f s behind this machine's", -skew),
          TC_TEXT("Đồng bộ cả hai máy bằng NTP; lệch giờ làm kết quả kiểm thử sai.",
                  "Set both machines by NTP; a wrong clock makes wrong verdicts."));
}

/* --- in order ------------------------------------------------------------------- */

static void get_credentials(struct asking *a)
{
    struct tc_client_answer token = { 0 };
    struct tc_err err = { 0 };
    const struct tc_system *system = a->probe->system;
    struct tc_text found;

    if (tc_credentials_header(a->arena, &a->probe->endpoint->auth, system->dir, time_left(a),
                              &a->credentials[0], &token, &err) > 0)
        return;
    a->credentials[0] = (struct tc_header){ NULL, NULL };
    if (a->probe->endpoint->auth.kind == TC_AUTH_NONE)
        return;
    a->probe->anonymous = true;
    found = TC_TEXT(tc_err_show(&err, TC_VI, a->arena), tc_err_show(&err, TC_EN, a->arena));
    setup(a, found,
          token.url
              ? TC_TEXT("Kiểm tra tokenUrl, clientId và bí mật của \"auth\".",
                        "Check tokenUrl, clientId and the secret of \"auth\".")
              : TC_TEXT("Đặt biến môi trường hoặc tạo tệp mà \"auth\" nêu, rồi chạy lại.",
                        "Set the variable or make the file that \"auth\" names; try again."));
}

static bool check_template(struct asking *a)
{
    const char *url = a->probe->endpoint->url;

    if (strchr(expand(a, a->probe->paths[0]), '{')) {
        setup(
            a, tc_say(a->arena, "mẫu địa chỉ có biến lạ: %s", "unknown variable in: %s", url),
            TC_TEXT("Chỉ dùng {gtin}, {lot} và {serial}.", "Use {gtin}, {lot} and {serial}."));
        return false;
    }
    if (a->probe->may_lack && !strstr(url, "{gtin}"))
        tc_doctor_note(&a->probe->lines, a->probe->where,
                       TC_TEXT("mẫu địa chỉ không có {gtin}", "the template has no {gtin}"),
                       TC_TEXT("Đặt {gtin} vào chỗ của mã sản phẩm.",
                               "Put {gtin} where the product's key stands."));
    return true;
}

/* True if nothing came that a test could look at: no status line, a header
 * without end, or an answer that is not finished in time. */
static bool is_no_answer(const struct tc_client_answer *answer)
{
    return answer->status == 0 || answer->failure == TC_FAILURE_TIMEOUT ||
           (answer->failure == TC_FAILURE_TOO_LARGE && answer->body_len == 0);
}

/* Ask one question; true when no other is needed. */
static bool settled(struct asking *a, const char *method, const char *path)
{
    ask(a, method, path);
    if (is_no_answer(&a->answer)) {
        say_failure(a);
        return true;
    }
    if (a->probe->anonymous)
        return true;
    if (a->answer.status == 401 || a->answer.status == 403) {
        say_refused(a);
        return true;
    }
    if (!is_there(a))
        return false;
    say_there(a);
    check_clock(a);
    return true;
}

void tc_doctor_probe(struct tc_doctor_probe *probe)
{
    struct asking a = { .probe = probe,
                        .arena = probe->lines.arena,
                        .deadline = tc_clock_ms() + PROBE_MS };

    get_credentials(&a);
    if (!check_template(&a))
        return;
    for (const char *const *path = probe->paths; *path; path++) {
        if (settled(&a, "GET", *path) || (probe->is_api && settled(&a, "OPTIONS", *path)))
            return;
    }
    say_lacking(&a);
}
