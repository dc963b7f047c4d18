/* EPC URIs in a pre-hash string: as the Digital Link that CBV 2.0, 8.9.2 asks
 * for. Most have nothing unusual and are rewritten at a glance; the judge of
 * codes reads the others. */
#include <string.h>

#include "tracecert/code.h"
#include "validate/code/epc_scheme.h"
#include "validate/hash/event_hash.h"
#include "validate/code/key.h"

#define STEM "https://id.gs1.org/"
#define PREFIX_MIN 6
#define PREFIX_MAX 12
#define KEY_MAX 20

/* The parts of an EPC URI whose reference consists of digits. */
struct parts {
    const struct tc_epc_scheme *scheme;
    const char *prefix, *reference, *serial;
    size_t prefix_len, reference_len, serial_len;
};

/* The length up to the next dot, or all of it. */
static size_t to_dot(const char *text, size_t len)
{
    const char *dot = memchr(text, '.', len);

    return dot ? (size_t)(dot - text) : len;
}

static bool cut(const char *body, size_t len, struct parts *p)
{
    p->prefix = body;
    p->prefix_len = to_dot(body, len);
    if (p->prefix_len == len)
        return false;
    p->reference = body + p->prefix_len + 1;
    len -= p->prefix_len + 1;
    p->reference_len = to_dot(p->reference, len);
    p->serial = p->reference + p->reference_len;
    p->serial_len = len - p->reference_len;
    return true;
}

/* A serial of characters that need no escape anywhere. */
static bool is_plain_serial(const struct tc_epc_scheme *scheme, const char *serial, size_t len)
{
    if (len == 0 || len > scheme->serial_max)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = serial[i];
        bool digit = c >= '0' && c <= '9',
             letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

        if (!digit &&
            (scheme->serial_type == TC_AI_N || (!letter && c != '-' && c != '.' && c != '_')))
            return false;
    }
    return true;
}

/* True if it is right beyond doubt, and has nothing that needs care. */
static bool is_plain(const char *text, const struct tc_epc_urn *urn, struct parts *p)
{
    bool pattern = urn->kind != TC_EPC_URN_ID && urn->kind != TC_EPC_URN_CLASS;

    p->scheme = urn->scheme;
    if (pattern || !p->scheme || !(p->scheme->kinds & urn->kind) || !p->scheme->digits ||
        p->scheme->pieces || !cut(text + urn->body.at, urn->body.len, p))
        return false;
    if (p->prefix_len < PREFIX_MIN || p->prefix_len > PREFIX_MAX || p->reference_len == 0 ||
        p->prefix_len + p->reference_len != p->scheme->digits ||
        !tc_digits(p->prefix, p->prefix_len) || !tc_digits(p->reference, p->reference_len))
        return false;
    if (!p->scheme->serial_max)
        return p->serial_len == 0;
    p->serial++; /* behind its dot */
    p->serial_len--;
    return is_plain_serial(p->scheme, p->serial, p->serial_len);
}

static void put_key(struct tc_hash_writer *w, const struct parts *p)
{
    size_t front = p->scheme->lead == TC_EPC_FRONT ? 1 : 0, n = 0, digits;
    char key[KEY_MAX];

    if (p->scheme->lead == TC_EPC_ZERO)
        key[n++] = '0';
    digits = n;
    memcpy(key + n, p->reference, front);
    memcpy(key + n + front, p->prefix, p->prefix_len);
    memcpy(key + n + front + p->prefix_len, p->reference + front, p->reference_len - front);
    n += p->prefix_len + p->reference_len;
    key[n] = tc_check_digit(key + digits, n - digits);
    tc_hash_put_string(w, STEM);
    tc_hash_put_string(w, p->scheme->key);
    tc_hash_put(w, "/", 1);
    tc_hash_put(w, key, n + 1);
}

/* A location extension "0" means that there is none. EPC TDS, SGLN. */
static bool is_no_extension(const struct parts *p)
{
    return p->serial_len == 1 && *p->serial == '0' && strcmp(p->scheme->key, "414") == 0;
}

static void put_plain(struct tc_hash_writer *w, const struct parts *p)
{
    put_key(w, p);
    if (!p->scheme->serial_max || is_no_extension(p))
        return;
    if (p->scheme->serial_ai) {
        tc_hash_put(w, "/", 1);
        tc_hash_put_string(w, p->scheme->serial_ai);
        tc_hash_put(w, "/", 1);
    }
    tc_hash_put(w, p->serial, p->serial_len);
}

/* With a prefix of 12 digits nothing is left for the reference: "…12345..G1".
 * Right, and yet refused by the reference implementation in these schemes. */
static bool is_refused_by_some(const char *text, const struct tc_epc_urn *urn)
{
    static const char *const refused[] = { "8003", "253", "255" };
    const char *body = text + urn->body.at;
    size_t len = to_dot(body, urn->body.len);

    for (size_t i = 0; urn->scheme && i < sizeof(refused) / sizeof(refused[0]); i++)
        if (strcmp(urn->scheme->key, refused[i]) == 0)
            return len == PREFIX_MAX;
    return false;
}

static void put_judged(struct tc_hash_writer *w, const char *text, size_t len)
{
    struct tc_code_result code;
    struct tc_err err;
    const char *link;

    tc_code_check(w->arena, text, len, TC_CODE_EPC_URI, &code);
    if (code.findings.count > 0)
        tc_hash_doubt(w, TC_DOUBT_IDENTIFIER);
    link = code.findings.count == 0 && code.count > 0
               ? tc_code_convert(w->arena, &code, TC_FORM_EPCIS_LINK, 0, &err)
               : NULL;
    if (link && strchr(link, '%'))
        tc_hash_doubt(w, TC_DOUBT_IDENTIFIER);
    if (link)
        tc_hash_put_string(w, link);
    else
        tc_hash_put(w, text, len);
}

bool tc_hash_put_epc(struct tc_hash_writer *w, const char *text, size_t len)
{
    struct tc_epc_urn urn;
    struct parts parts;

    if (!tc_epc_urn_split(text, len, &urn))
        return false;
    if (is_plain(text, &urn, &parts)) {
        put_plain(w, &parts);
        return true;
    }
    if (is_refused_by_some(text, &urn))
        tc_hash_doubt(w, TC_DOUBT_IDENTIFIER);
    put_judged(w, text, len);
    return true;
}
