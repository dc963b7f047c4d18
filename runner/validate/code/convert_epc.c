/* Writing an EPC URI. GS1 EPC Tag Data Standard, pure identity URIs. */
#include <string.h>

#include "validate/code/convert.h"
#include "validate/code/epc_scheme.h"
#include "validate/code/key.h"

#define PREFIX_MIN 6
#define PREFIX_MAX 12

/* The parts of a key's value. */
struct parts {
    const char *front; /* the digit that leads the reference, or NULL */
    const char *prefix, *reference, *pieces, *serial;
    size_t reference_len;
};

static bool stands_raw(char c)
{
    return !strchr("\"%&/<>?#", c);
}

/* The scheme of the code's first key, and the AI of its serial if it has one.
 * Where several schemes share the key the serial tells; without any it is the
 * first. */
static const struct tc_epc_scheme *find_scheme(const struct tc_code_result *code,
                                               const char **serial)
{
    const struct tc_epc_scheme *first = NULL;

    for (size_t i = 0; i < code->count && !first; i++)
        for (size_t k = 0; tc_epc_scheme_at(k); k++) {
            const struct tc_epc_scheme *scheme = tc_epc_scheme_at(k);

            if (strcmp(scheme->key, code->ais[i].ai) != 0)
                continue;
            first = first ? first : scheme;
            *serial = scheme->serial_ai ? tc_code_value(code, scheme->serial_ai) : NULL;
            if (*serial)
                return scheme;
        }
    return first;
}

/* Cut the value of a key whose digits are counted. */
static void cut_digits(const struct tc_epc_scheme *scheme, const char *value, size_t prefix_len,
                       struct parts *parts)
{
    size_t lead = scheme->lead == TC_EPC_FRONT ? 1 : 0;

    if (scheme->lead != TC_EPC_NONE)
        value++;
    parts->front = lead ? value - 1 : NULL;
    parts->prefix = value;
    parts->reference = value + prefix_len;
    parts->reference_len = scheme->digits - lead - prefix_len;
    value += scheme->digits - lead + 1; /* behind the check digit */
    if (scheme->pieces)
        parts->pieces = value;
    else if (!scheme->serial_ai && *value)
        parts->serial = value;
}

static int cut_free(const char *value, size_t prefix_len, struct parts *parts,
                    struct tc_err *err)
{
    size_t len = strlen(value);

    if (len <= prefix_len || !tc_digits(value, prefix_len)) {
        tc_err_set(err, "giá trị %s không bắt đầu bằng mã doanh nghiệp %zu chữ số",
                   "the value %s does not begin with a company prefix of %zu digits", value,
                   prefix_len);
        return -1;
    }
    parts->prefix = value;
    parts->reference = value + prefix_len;
    parts->reference_len = len - prefix_len;
    return 0;
}

static void write_uri(struct tc_writing *w, const struct tc_epc_scheme *scheme,
                      const struct parts *parts, size_t prefix_len)
{
    bool location = strcmp(scheme->name, "sgln") == 0;
    const char *serial = location && !parts->serial ? "0" : parts->serial;
    bool open = scheme->serial_max && !serial;

    tc_write_string(w, open                               ? "urn:epc:idpat:"
                       : scheme->kinds & TC_EPC_URN_CLASS ? "urn:epc:class:"
                                                          : "urn:epc:id:");
    tc_write_string(w, scheme->name);
    tc_write_string(w, ":");
    tc_write(w, parts->prefix, prefix_len);
    tc_write_string(w, ".");
    if (parts->front)
        tc_write(w, parts->front, 1);
    tc_write_escaped(w, parts->reference, parts->reference_len, stands_raw);
    for (size_t i = 0; parts->pieces && i < 2; i++) {
        tc_write_string(w, ".");
        tc_write(w, parts->pieces + 2 * i, 2);
    }
    if (!scheme->serial_max)
        return;
    tc_write_string(w, ".");
    if (open)
        tc_write_string(w, "*");
    else
        tc_write_escaped(w, serial, strlen(serial), stands_raw);
}

/* What the code says that no EPC URI can. */
static int check_place(const struct tc_code_result *code, const struct tc_epc_scheme *scheme,
                       const char *serial, struct tc_err *err)
{
    if (!scheme)
        tc_err_set(err, "không có EPC URI cho mã này", "there is no EPC URI for this code");
    else if (strcmp(scheme->key, "01") == 0 && !serial && tc_code_value(code, "22"))
        tc_err_set(err, "không có EPC URI cho biến thể (22)",
                   "there is no EPC URI for a variant (22)");
    else if (strcmp(scheme->name, "sgln") == 0 && serial && strcmp(serial, "0") == 0)
        tc_err_set(err, "phần mở rộng (254) là 0 không viết được trong EPC URI",
                   "the extension (254) 0 cannot be written in an EPC URI");
    else
        return 0;
    return -1;
}

static int check_prefix(size_t prefix_len, struct tc_err *err)
{
    if (prefix_len >= PREFIX_MIN && prefix_len <= PREFIX_MAX)
        return 0;
    if (prefix_len == 0)
        tc_err_set(err,
                   "không biết mã doanh nghiệp dài bao nhiêu chữ số; hãy cho biết bằng "
                   "--prefix-length",
                   "the length of the company prefix is not known; give it with "
                   "--prefix-length");
    else
        tc_err_set(err, "mã doanh nghiệp dài 6 đến 12 chữ số, không phải %zu",
                   "a company prefix has 6 to 12 digits, not %zu", prefix_len);
    return -1;
}

const char *tc_convert_epc(struct tc_arena *arena, const struct tc_code_result *code,
                           size_t prefix_len, struct tc_err *err)
{
    struct parts parts = { 0 };
    const char *serial = NULL, *value;
    const struct tc_epc_scheme *scheme = find_scheme(code, &serial);
    struct tc_writing w = tc_writing_new(arena, code, 0);

    if (check_place(code, scheme, serial, err) < 0 || check_prefix(prefix_len, err) < 0)
        return NULL;
    parts.serial = serial;
    value = tc_code_value(code, scheme->key);
    if (scheme->digits)
        cut_digits(scheme, value, prefix_len, &parts);
    else if (cut_free(value, prefix_len, &parts, err) < 0)
        return NULL;
    write_uri(&w, scheme, &parts, prefix_len);
    return w.text;
}
