#include "portal/html.h"

/* Readable at a glance by day and by night, on a telephone and when printed. */
static const char style[] =
    ":root{--ink:#1b2430;--soft:#5b6878;--paper:#f5f6f8;--card:#fff;--line:#dde2e8;"
    "--good:#0b6b2d;--good-bg:#e3f4e8;--bad:#9b1c0c;--bad-bg:#fde7e3;--wait:#7a5200;"
    "--wait-bg:#fff2cf;--link:#0b57a4}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa7b8;--paper:#12161c;"
    "--card:#1b212a;--line:#323b48;--good:#7fdc9c;--good-bg:#143021;--bad:#ff9d8c;"
    "--bad-bg:#3a1813;--wait:#ffd36b;--wait-bg:#3a2c08;--link:#7db8ff}}"
    "*{box-sizing:border-box}"
    "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:76rem;padding:1.5rem;"
    "color:var(--ink);background:var(--paper)}"
    "header{display:flex;align-items:baseline;justify-content:space-between;gap:1rem}"
    "h1{font-size:1.6rem;margin:.2rem 0 1rem}h2{font-size:1.1rem;margin:0 0 .6rem}"
    "a{color:var(--link)}code{font:.92em/1.4 ui-monospace,monospace;overflow-wrap:anywhere}"
    ".card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;"
    "padding:1rem 1.2rem;margin:0 0 1rem}"
    ".note{border-left:.3rem solid var(--wait);color:var(--soft);font-size:.92rem}"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.8rem;"
    "margin:0 0 1rem}.tile{background:var(--card);border:1px solid var(--line);"
    "border-radius:.6rem;padding:.7rem 1rem}.tile b{display:block;font-size:1.7rem;"
    "line-height:1.2;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);"
    "font-size:.88rem}"
    ".scroll{overflow-x:auto;padding:0}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.5rem .8rem;border-bottom:1px solid var(--line);"
    "vertical-align:top}tr:last-child td{border-bottom:0}"
    "th{color:var(--soft);font-weight:600;font-size:.85rem;white-space:nowrap}"
    "td.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;"
    "color:var(--soft)}td.what{min-width:17rem}td.req{min-width:18rem}.small{color:var(--soft);"
    "font-size:.9rem}"
    ".chip{display:inline-block;border-radius:1rem;padding:0 .6rem;white-space:nowrap;"
    "font-weight:600;font-size:.88rem}.good{color:var(--good);background:var(--good-bg)}"
    ".bad{color:var(--bad);background:var(--bad-bg)}"
    ".wait{color:var(--wait);background:var(--wait-bg)}"
    ".why{display:block;color:var(--bad);font-size:.88rem}.empty{color:var(--soft);"
    "padding:1.5rem;text-align:center}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0 0 1rem}"
    "dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}"
    ".row{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center}form{margin:0}"
    ".button,button{font:inherit;padding:.45rem 1rem;border-radius:.4rem;cursor:pointer;"
    "border:1px solid var(--line);background:var(--card);color:var(--ink);"
    "text-decoration:none}button.go{background:#0b6b2d;border-color:#0b6b2d;color:#fff}"
    ".left{float:right;margin:0;color:var(--wait)}"
    "summary{cursor:pointer;color:var(--link)}pre{margin:.4rem 0 0;white-space:pre-wrap;"
    "overflow-wrap:anywhere;font-size:.85rem;max-height:24rem;overflow:auto}";

void tc_portal_html_head(FILE *out, enum tc_lang lang, const char *title, unsigned renew_s)
{
    bool vi = lang == TC_VI;

    fprintf(out,
            "<!doctype html>\n<html lang=%s><head><meta charset=utf-8><meta name=viewport "
            "content=\"width=device-width,initial-scale=1\"><meta http-equiv=refresh "
            "content=%u><title>%s</title><style>%s</style></head><body>\n<header><h1>%s</h1>"
            "<a href=\"?lang=%s\" lang=%s>%s</a></header>\n",
            vi ? "vi" : "en", renew_s, title, style, title, vi ? "en" : "vi", vi ? "en" : "vi",
            vi ? "English" : "Tiếng Việt");
}

void tc_portal_html_end(FILE *out)
{
    fputs("</body></html>\n", out);
}

void tc_portal_html_answer(struct tc_arena *arena, const char *bytes, size_t len,
                           struct tc_server_answer *answer)
{
    static const struct tc_header headers[] = {
        { "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'" },
        { "Cache-Control", "no-store" },
        { "Referrer-Policy", "no-referrer" },
        { NULL, NULL }
    };

    *answer = (struct tc_server_answer){ .status = 200,
                                         .headers = headers,
                                         .type = "text/html; charset=utf-8",
                                         .body = tc_arena_strndup(arena, bytes, len),
                                         .body_len = len };
}
