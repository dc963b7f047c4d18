/* Judging an EPC URI. GS1 EPC Tag Data Standard, pure identity URIs, classes
 * and patterns. */
#include <string.h>

#include "validate/code/epc_scheme.h"
#include "validate/code/key.h"
#include "validate/code/message.h"
#include "validate/code/percent.h"

#define PREFIX_MIN 6
#define PREFIX_MAX 12
#define FIELDS_MAX 5

/* The body of a URI: company prefix, reference, piece and total, serial. */
struct body {
    const struct tc_epc_scheme *scheme;
    struct tc_span fields[FIELDS_MAX];
    size_t count;
    bool wrong; /* a finding was made */
};

static void report(struct tc_message *m, struct body *body, const char *requirement,
                   struct tc_span span, struct tc_text expected)
{
    tc_message_report(m, requirement, span.at, expected,
                      span.len ? tc_say(m->arena, "\"%s\"", "\"%s\"",
                                        tc_message_show(m->arena, m->text + span.at, span.len))
                               : TC_TEXT("để trống", "nothing"));
    body->wrong = true;
}

static bool is_star(const struct tc_message *m, struct tc_span span)
{
    return span.len == 1 && m->text[span.at] == '*';
}

/* --- parts ------------------------------------------------------------------------ */

static bool is_text(const struct tc_epc_scheme *scheme)
{
    return scheme->serial_max ? scheme->serial_type != TC_AI_N : scheme->digits == 0;
}

/* Cut at the dots. The last field takes the rest: a serial may hold dots. */
static bool split_body(struct tc_message *m, struct tc_span span, struct body *body)
{
    size_t wanted = 2 + (body->scheme->pieces ? 2 : 0) + (body->scheme->serial_max ? 1 : 0);
    size_t at = span.at, end = span.at + span.len;

    while (body->count + 1 < wanted) {
        const char *dot = at < end ? memchr(m->text + at, '.', end - at) : NULL;

        if (!dot)
            break;
        body->fields[body->count++] = (struct tc_span){ at, (size_t)(dot - m->text) - at };
        at = (size_t)(dot - m->text) + 1;
    }
    body->fields[body->count++] = (struct tc_span){ at, end - at };
    if (body->count == wanted &&
        (is_text(body->scheme) || !memchr(m->text + at, '.', end - at)))
        return true;
    report(m, body, "EPC-URI-01", span,
           tc_say(m->arena, "%zu phần cách nhau bằng dấu chấm", "%zu parts separated by dots",
                  wanted));
    return false;
}

/* --- lengths ------------------------------------------------------------------------ */

static bool check_prefix(struct tc_message *m, struct body *body)
{
    struct tc_span prefix = body->fields[0];

    if (tc_digits(m->text + prefix.at, prefix.len) && prefix.len >= PREFIX_MIN &&
        prefix.len <= PREFIX_MAX)
        return true;
    report(m, body, "EPC-URI-02", prefix,
           TC_TEXT("mã doanh nghiệp GS1 gồm 6 đến 12 chữ số",
                   "a company prefix of 6 to 12 digits"));
    return false;
}

/* With a long prefix nothing may be left for the reference. */
static void check_reference(struct tc_message *m, struct body *body)
{
    struct tc_span reference = body->fields[1];
    size_t left = body->scheme->digits - body->fields[0].len;

    if (!tc_digits(m->text + reference.at, reference.len) || reference.len != left)
        report(m, body, "EPC-URI-02", reference,
               tc_say(m->arena, "%zu chữ số sau mã doanh nghiệp (tổng cộng %zu)",
                      "%zu digits behind the company prefix (%zu in all)", left,
                      body->scheme->digits));
}

static void check_pieces(struct tc_message *m, struct body *body)
{
    for (size_t i = 2; i < 4; i++) {
        struct tc_span piece = body->fields[i];

        if (piece.len != 2 || !tc_digits(m->text + piece.at, 2))
            report(m, body, "EPC-URI-02", piece, TC_TEXT("2 chữ số", "2 digits"));
    }
}

/* --- text --------------------------------------------------------------------------- */

/* Characters of a set that stand for themselves; the others are escaped. */
static bool stands_raw(enum tc_ai_type type, char c)
{
    return tc_ai_char(type, c) && !strchr("\"%&/<>?#", c);
}

/* Length of free text after decoding, or -1 after a finding about its
 * characters. */
static long check_characters(struct tc_message *m, struct body *body, struct tc_span span,
                             enum tc_ai_type type)
{
    const char *s = m->text + span.at;
    long n = 0;

    for (size_t i = 0; i < span.len; n++) {
        int escaped = tc_percent_at(s + i, span.len - i);

        if (escaped >= 0 ? !tc_ai_char(type, (char)escaped) : !stands_raw(type, s[i])) {
            report(m, body, "EPC-URI-03", (struct tc_span){ span.at + i, span.len - i },
                   type == TC_AI_N ? TC_TEXT("chỉ chữ số", "digits only")
                                   : TC_TEXT("ký tự cho phép; \" % & / < > ? # viết dạng %XX",
                                             "allowed characters; \" % & / < > ? # as %XX"));
            return -1;
        }
        i += escaped >= 0 ? 3 : 1;
    }
    return n;
}

static void check_text(struct tc_message *m, struct body *body, struct tc_span span,
                       enum tc_ai_type type, size_t max)
{
    long n = check_characters(m, body, span, type);

    if (n == 0 || (n > 0 && (size_t)n > max))
        report(m, body, "EPC-URI-02", span,
               tc_say(m->arena, "1 đến %zu ký tự", "1 to %zu characters", max));
}

static void check_free_reference(struct tc_message *m, struct body *body)
{
    const struct tc_ai_entry *key = tc_ai_find(body->scheme->key, strlen(body->scheme->key));

    check_text(m, body, body->fields[1], key->parts[0].type, key->max - body->fields[0].len);
}

/* --- patterns ------------------------------------------------------------------------ */

/* In a pattern a star stands for any value, and then for all behind it. The
 * number of fields before the first star. */
static size_t before_star(struct tc_message *m, struct body *body)
{
    size_t n = 0;

    while (n < body->count && !is_star(m, body->fields[n]))
        n++;
    for (size_t i = n; i < body->count; i++)
        if (!is_star(m, body->fields[i]))
            report(m, body, "EPC-URI-01", body->fields[i],
                   TC_TEXT("dấu * đến hết", "a star to the end"));
    return n;
}

/* --- the element strings that it stands for -------------------------------------------- */

static struct tc_item *add_item(struct tc_message *m, const char *ai, const char *value,
                                size_t len, size_t at)
{
    return tc_message_add(m, (struct tc_item){ .entry = tc_ai_find(ai, strlen(ai)),
                                               .ai = ai,
                                               .ai_len = strlen(ai),
                                               .value = value,
                                               .len = len,
                                               .at = at });
}

static size_t put(const struct tc_message *m, struct tc_span span, char *to)
{
    return tc_percent_decode(m->text + span.at, span.len, to);
}

/* The value of the key without a serial; its length. */
static size_t key_value(const struct tc_message *m, const struct body *body, char *to)
{
    const struct tc_epc_scheme *scheme = body->scheme;
    struct tc_span reference = body->fields[1];
    size_t n = 0, digits;

    if (scheme->lead == TC_EPC_ZERO)
        to[n++] = '0';
    digits = n;
    if (scheme->lead == TC_EPC_FRONT) {
        to[n++] = m->text[reference.at++];
        reference.len--;
    }
    n += put(m, body->fields[0], to + n);
    n += put(m, reference, to + n);
    if (scheme->digits) {
        to[n] = tc_check_digit(to + digits, n - digits);
        n++;
    }
    for (size_t i = 2; scheme->pieces && i < 4; i++)
        n += put(m, body->fields[i], to + n);
    return n;
}

/* A location extension "0" means that there is none. */
static bool is_no_extension(const struct tc_message *m, const struct body *body)
{
    struct tc_span serial = body->fields[body->count - 1];

    return strcmp(body->scheme->name, "sgln") == 0 && serial.len == 1 &&
           m->text[serial.at] == '0';
}

static void add_items(struct tc_message *m, const struct body *body, size_t known)
{
    size_t before_serial = body->count - (body->scheme->serial_max ? 1 : 0);
    bool has_serial = before_serial < body->count && known == body->count;
    struct tc_span serial = body->fields[body->count - 1];
    struct tc_item *item;
    char *value, *text;
    size_t n;

    if (known < before_serial)
        return;
    m->prefix_len = body->fields[0].len;
    value = tc_arena_alloc(m->arena, m->len + 2);
    n = key_value(m, body, value);
    if (has_serial && !body->scheme->serial_ai)
        n += put(m, serial, value + n);
    item = add_item(m, body->scheme->key, value, n, body->fields[0].at);
    if (item && body->scheme->pieces)
        tc_value_check(m, item); /* no piece is above the total */
    if (!has_serial || !body->scheme->serial_ai || is_no_extension(m, body))
        return;
    text = tc_arena_alloc(m->arena, serial.len + 1);
    item = add_item(m, body->scheme->serial_ai, text, put(m, serial, text), serial.at);
    if (item && body->scheme->serial_type == TC_AI_N)
        tc_value_check(m, item); /* a CPI serial has no leading zero */
}

/* --- the whole -------------------------------------------------------------------------- */

static void judge_body(struct tc_message *m, const struct tc_epc_urn *urn)
{
    struct body body = { .scheme = urn->scheme };
    size_t known;

    if (!split_body(m, urn->body, &body))
        return;
    known = urn->kind == TC_EPC_URN_IDPAT ? before_star(m, &body) : body.count;
    if (known > 0 && check_prefix(m, &body) && known > 1) {
        if (body.scheme->digits)
            check_reference(m, &body);
        else
            check_free_reference(m, &body);
    }
    if (body.scheme->pieces && known > 3)
        check_pieces(m, &body);
    if (body.scheme->serial_max && known == body.count)
        check_text(m, &body, body.fields[body.count - 1], body.scheme->serial_type,
                   body.scheme->serial_max);
    if (!body.wrong)
        add_items(m, &body, known);
}

void tc_epc_uri_judge(struct tc_message *m)
{
    struct tc_epc_urn urn;
    struct body none = { 0 };

    if (!tc_epc_urn_split(m->text, m->len, &urn))
        report(m, &none, "EPC-URI-01", (struct tc_span){ 0, m->len },
               TC_TEXT("urn:epc:…", "urn:epc:…"));
    else if (urn.kind == TC_EPC_URN_OTHER)
        return;
    else if (!urn.kind)
        report(m, &none, "EPC-URI-01", urn.kind_at,
               TC_TEXT("id, class hoặc idpat", "id, class or idpat"));
    else if (urn.scheme ? !(urn.scheme->kinds & urn.kind) : !urn.foreign)
        report(m, &none, "EPC-URI-01", urn.scheme_at,
               tc_say(m->arena, "lược đồ EPC của %.*s", "an EPC scheme of %.*s",
                      (int)urn.kind_at.len, m->text + urn.kind_at.at));
    else if (urn.body.len == 0)
        report(m, &none, "EPC-URI-01", urn.body, TC_TEXT("mã định danh", "an identifier"));
    else if (urn.scheme)
        judge_body(m, &urn);
}
