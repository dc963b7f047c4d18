#include <openssl/rand.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cmd.h"
#include "cmd_portal_log.h"
#include "portal/simulator.h"
#include "tracecert/verdict.h"

#define SECRET_VARIABLE "TRACECERT_PORTAL_SECRET"
#define MAX_SCRIPT ((size_t)1 << 20)
#define CERTIFICATE_DAYS 30

static const char *dialect_name = "epcis", *script_file, *host = "127.0.0.1",
                  *client_id = "vendor";
static long port = 8490;
static bool https;

static const struct tc_option options[] = {
    { "--dialect",
      "D",
      { "giao diện: tên hoặc tệp JSON (mặc định epcis)",
        "dialect: a name or a JSON file (epcis)" },
      TC_OPTION_TEXT,
      &dialect_name },
    { "--script",
      "FILE",
      { "kịch bản trả lời (JSON)", "script of answers (JSON)" },
      TC_OPTION_TEXT,
      &script_file },
    { "--host",
      "ADDRESS",
      { "địa chỉ IP để lắng nghe (mặc định 127.0.0.1)", "IP address to listen at (127.0.0.1)" },
      TC_OPTION_TEXT,
      &host },
    { "--port",
      "N",
      { "cổng để lắng nghe, 0 là cổng trống bất kỳ (mặc định 8490)",
        "port to listen at, 0 for any free one (8490)" },
      TC_OPTION_NUMBER,
      &port },
    { "--client",
      "ID",
      { "mã khách (client id) của hệ thống (mặc định vendor)",
        "client id of the system (vendor)" },
      TC_OPTION_TEXT,
      &client_id },
    { "--https",
      NULL,
      { "dùng HTTPS với chứng thư tự ký", "HTTPS with a self-signed certificate" },
      TC_OPTION_FLAG,
      &https },
    { 0 },
};

/* The secret of the environment, else a new one. */
static const char *client_secret(struct tc_arena *arena)
{
    const char *given = getenv(SECRET_VARIABLE);
    unsigned char bytes[12];
    char *secret;

    if (given && *given)
        return given;
    if (RAND_bytes(bytes, sizeof(bytes)) != 1)
        abort();
    secret = tc_arena_alloc(arena, 2 * sizeof(bytes) + 1);
    for (size_t i = 0; i < sizeof(bytes); i++)
        snprintf(secret + 2 * i, 3, "%02x", bytes[i]);
    return secret;
}

static int read_script(struct tc_arena *arena, struct tc_portal_script *script,
                       struct tc_err *err)
{
    size_t len;
    const char *bytes;

    *script = (struct tc_portal_script){ NULL, 0, NULL };
    if (!script_file)
        return 0;
    bytes = tc_file_read(arena, script_file, MAX_SCRIPT, &len, err);
    return bytes ? tc_portal_script_parse(arena, script_file, bytes, len, script, err) : -1;
}

static void print_start(const struct tc_portal_simulator *sim,
                        const struct tc_portal_options *o, enum tc_lang lang)
{
    const char *url = tc_portal_simulator_url(sim);
    bool vi = lang == TC_VI;

    printf("%s  %s\n", vi ? "Cổng mô phỏng:   " : "Portal simulator:", url);
    for (size_t i = 0; i < o->dialect->route_count; i++)
        printf("  %-7s %s%s\n", o->dialect->routes[i].method, url, o->dialect->routes[i].path);
    printf("%s  %s\n", vi ? "Mã khách:        " : "Client id:       ", o->client_id);
    if (o->client_secret == getenv(SECRET_VARIABLE))
        printf("%s  %s\n", vi ? "Bí mật:          " : "Client secret:   ",
               vi ? "trong biến " SECRET_VARIABLE : "in " SECRET_VARIABLE);
    else
        printf("%s  %s\n", vi ? "Bí mật (mới tạo):" : "Secret (new):    ", o->client_secret);
    if (o->dialect->sign_in == TC_PORTAL_BY_WS_SECURITY)
        printf("%s  %s\n", vi ? "Đăng nhập bằng:  " : "Signed in by:    ",
               "WS-Security, UsernameToken, PasswordDigest");
    if (o->certificate)
        printf("%s  %s\n%s",
               vi ? "Chứng thư SHA-256:" : "Certificate SHA-256:", o->certificate->sha256,
               o->certificate->cert_pem);
    printf("%s  %s/%s\n", vi ? "Xem bằng trình duyệt:" : "See it in a browser:", url,
           vi ? "" : "?lang=en");
    printf("\n%s\n\n%s\n\n", tc_text_in(o->dialect->assumption, lang),
           vi ? "Nhấn Ctrl-C để dừng." : "Press Ctrl-C to stop.");
    fflush(stdout);
}

static int serve(const struct tc_portal_options *o, const struct tc_portal_script *script,
                 enum tc_lang lang)
{
    struct tc_portal_simulator *sim;
    struct tc_err err = { 0 };
    sigset_t stop;
    int signal_number;

    /* Blocked before the first thread starts, so that only sigwait sees them. */
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
    sim = tc_portal_simulator_start(o, &err);
    if (!sim)
        return tc_cmd_fail(TC_EXIT_SETUP, &err);
    tc_portal_ledger_play(tc_portal_simulator_ledger(sim), script);
    print_start(sim, o, lang);
    sigwait(&stop, &signal_number);
    printf("\n%s %zu\n", lang == TC_VI ? "Đã dừng. Số yêu cầu đã nhận:" : "Stopped. Requests:",
           tc_portal_ledger_count(tc_portal_simulator_ledger(sim)));
    tc_portal_simulator_stop(sim);
    return TC_EXIT_PASSED;
}

static int run_in(struct tc_arena *arena, const struct tc_words *operands)
{
    static enum tc_lang lang;
    struct tc_portal_options o = { .host = host,
                                   .port = (unsigned)port,
                                   .client_id = client_id,
                                   .page = true,
                                   .observe = tc_portal_log,
                                   .cookie = &lang };
    struct tc_certificate certificate;
    struct tc_portal_script script;
    struct tc_portal_dialect *dialect;
    struct tc_err err = { 0 };
    int status;

    lang = tc_cmd_lang();
    if (operands->count || port > 65535) {
        tc_err_set(&err, "portal không nhận thêm từ nào; cổng từ 0 đến 65535",
                   "portal takes no other word; a port is from 0 to 65535");
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    }
    dialect = tc_portal_dialect_load(arena, dialect_name, &err);
    if (!dialect || read_script(arena, &script, &err) < 0)
        return tc_cmd_fail(TC_EXIT_SETUP, &err);
    o.dialect = dialect;
    o.client_secret = client_secret(arena);
    if (https && tc_certificate_make(arena, host, CERTIFICATE_DAYS, &certificate, &err) < 0)
        return tc_cmd_fail(TC_EXIT_INTERNAL, &err);
    o.certificate = https ? &certificate : NULL;
    status = serve(&o, &script, lang);
    tc_portal_dialect_free(dialect);
    return status;
}

static int run(const struct tc_words *operands)
{
    struct tc_arena *arena = tc_arena_new();
    int status = run_in(arena, operands);

    tc_arena_free(arena);
    return status;
}

const struct tc_command tc_command_portal = {
    .name = "portal",
    .synopsis = "portal [--dialect D] [--script FILE] [--port N]",
    .summary = { "chạy cổng mô phỏng để hệ thống kết nối thử",
                 "run the portal simulator for a system to connect to" },
    .example = "tracecert portal --port 8490",
    .options = options,
    .run = run,
};
