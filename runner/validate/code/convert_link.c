/* Writing a Digital Link. GS1 Digital Link: URI Syntax 4.3 to 4.12; CBV 2.0 for
 * the form that events hold. */
#include <string.h>

#include "validate/code/convert.h"
#include "validate/code/epc_scheme.h"
#include "validate/code/link.h"
#include "validate/code/percent.h"

#define STEM "https://id.gs1.org"

/* The code while it is written. */
struct making {
    const struct tc_code_result *code;
    const struct tc_ai *key;
    const struct tc_ai_entry *entry;
    const char *alternative; /* the qualifiers that are used; "": none */
    size_t alternative_len;
    struct tc_writing w;
};

static const struct tc_ai *find_ai(const struct tc_code_result *code, const char *ai,
                                   size_t len)
{
    for (size_t i = 0; i < code->count; i++)
        if (strlen(code->ais[i].ai) == len && memcmp(code->ais[i].ai, ai, len) == 0)
            return &code->ais[i];
    return NULL;
}

static const struct tc_ai_entry *entry_of(const struct tc_ai *ai)
{
    return tc_ai_find(ai->ai, strlen(ai->ai));
}

/* The first AI that is a primary key. */
static int find_key(struct making *making, struct tc_err *err)
{
    for (size_t i = 0; i < making->code->count; i++) {
        making->key = &making->code->ais[i];
        making->entry = entry_of(making->key);
        if (making->entry->qualifiers)
            return 0;
    }
    tc_err_set(err, "mã không có khóa chính của Digital Link, ví dụ (01) hoặc (00)",
               "the code has no primary key of a Digital Link, such as (01) or (00)");
    return -1;
}

static bool in_list(const char *list, size_t len, const char *ai)
{
    size_t place;

    return tc_link_alternative_holds(list, len, ai, strlen(ai), &place);
}

/* True if the AI is a qualifier of the key in any alternative. */
static bool is_qualifier(const struct making *making, const char *ai)
{
    const char *list = making->entry->qualifiers, *piece;
    size_t len;

    while (tc_ai_next(&list, "|", &piece, &len))
        if (in_list(piece, len, ai))
            return true;
    return false;
}

/* True if every qualifier that the code has stands in the alternative. */
static bool takes_all(const struct making *making, const char *alternative, size_t len)
{
    for (size_t i = 0; i < making->code->count; i++) {
        const char *ai = making->code->ais[i].ai;

        if (is_qualifier(making, ai) && !in_list(alternative, len, ai))
            return false;
    }
    return true;
}

static int find_alternative(struct making *making, struct tc_err *err)
{
    const char *list = making->entry->qualifiers;

    if (!*list)
        return 0;
    while (tc_ai_next(&list, "|", &making->alternative, &making->alternative_len))
        if (takes_all(making, making->alternative, making->alternative_len))
            return 0;
    tc_err_set(err, "các phần bổ nghĩa của (%s) không đứng cùng nhau trong một Digital Link",
               "the qualifiers of (%s) do not stand together in a Digital Link",
               making->key->ai);
    return -1;
}

static void write_pair(struct making *making, const struct tc_ai *ai)
{
    tc_write_string(&making->w, "/");
    tc_write_string(&making->w, ai->ai);
    tc_write_string(&making->w, "/");
    tc_write_escaped(&making->w, ai->value, strlen(ai->value), tc_percent_unreserved);
}

static void write_path(struct making *making)
{
    const char *at = making->alternative, *end = at + making->alternative_len;

    write_pair(making, making->key);
    while (at < end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        size_t len = (size_t)((comma ? comma : end) - at);
        const struct tc_ai *ai = find_ai(making->code, at, len);

        if (ai)
            write_pair(making, ai);
        at += len + 1;
    }
}

/* --- attributes ------------------------------------------------------------------------ */

/* True if the AI neither stands in the path nor repeats an earlier one. */
static bool is_left(const struct making *making, size_t i)
{
    const struct tc_ai *ai = &making->code->ais[i];

    return find_ai(making->code, ai->ai, strlen(ai->ai)) == ai && ai != making->key &&
           !in_list(making->alternative, making->alternative_len, ai->ai);
}

/* The first AI behind `before` in their order, of those that are left. */
static const struct tc_ai *next_attribute(const struct making *making, const char *before)
{
    const struct tc_ai *next = NULL;

    for (size_t i = 0; i < making->code->count; i++) {
        const struct tc_ai *ai = &making->code->ais[i];

        if (is_left(making, i) && strcmp(ai->ai, before) > 0 &&
            (!next || strcmp(ai->ai, next->ai) < 0))
            next = ai;
    }
    return next;
}

static int write_query(struct making *making, struct tc_err *err)
{
    const char *mark = "?";

    for (const struct tc_ai *ai = next_attribute(making, ""); ai;
         ai = next_attribute(making, ai->ai), mark = "&") {
        if (!(entry_of(ai)->flags & TC_AI_ATTRIBUTE)) {
            tc_err_set(err, "(%s) không có chỗ trong Digital Link của (%s)",
                       "(%s) has no place in a Digital Link of (%s)", ai->ai, making->key->ai);
            return -1;
        }
        tc_write_string(&making->w, mark);
        tc_write_string(&making->w, ai->ai);
        tc_write_string(&making->w, "=");
        tc_write_escaped(&making->w, ai->value, strlen(ai->value), tc_percent_unreserved);
    }
    return 0;
}

/* --- links for events --------------------------------------------------------------------- */

/* Of the qualifiers an event names the one that tells item or lot. */
static void write_event_path(struct making *making)
{
    static const char *const telling[] = { "21", "235", "10", "254", "8011" };

    tc_write_string(&making->w, STEM);
    write_pair(making, making->key);
    for (size_t i = 0; i < sizeof(telling) / sizeof(telling[0]); i++) {
        const struct tc_ai *ai = find_ai(making->code, telling[i], strlen(telling[i]));

        if (ai && is_qualifier(making, telling[i])) {
            write_pair(making, ai);
            return;
        }
    }
}

static bool has_scheme(const char *key)
{
    for (size_t i = 0; tc_epc_scheme_at(i); i++)
        if (strcmp(tc_epc_scheme_at(i)->key, key) == 0)
            return true;
    return false;
}

/* An event names what has an EPC scheme; a variant of a product has none. */
static int check_event_has_place(const struct making *making, struct tc_err *err)
{
    bool variant = find_ai(making->code, "22", 2) && !find_ai(making->code, "21", 2) &&
                   !find_ai(making->code, "10", 2);

    if (!variant && has_scheme(making->key->ai))
        return 0;
    if (variant)
        tc_err_set(err, "sự kiện không nêu được biến thể (22) mà không có lô hay sê-ri",
                   "an event cannot name a variant (22) without a lot or serial");
    else
        tc_err_set(err, "(%s) không phải khóa định danh của sự kiện EPCIS",
                   "(%s) is no key that EPCIS events name things by", making->key->ai);
    return -1;
}

static int find_roles(struct making *making, struct tc_err *err)
{
    return find_key(making, err) < 0 ? -1 : find_alternative(making, err);
}

const char *tc_convert_link_behind(struct tc_arena *arena, const struct tc_code_result *code,
                                   const char *stem, size_t len, struct tc_err *err)
{
    struct making making = { .code = code,
                             .alternative = "",
                             .w = tc_writing_new(arena, code, len) };

    if (find_roles(&making, err) < 0)
        return NULL;
    tc_write(&making.w, stem, len);
    write_path(&making);
    return write_query(&making, err) < 0 ? NULL : making.w.text;
}

const char *tc_convert_link(struct tc_arena *arena, const struct tc_code_result *code,
                            bool for_events, struct tc_err *err)
{
    struct making making = { .code = code,
                             .alternative = "",
                             .w = tc_writing_new(arena, code, 0) };

    if (!for_events)
        return tc_convert_link_behind(arena, code, STEM, strlen(STEM), err);
    if (find_roles(&making, err) < 0 || check_event_has_place(&making, err) < 0)
        return NULL;
    write_event_path(&making);
    return making.w.text;
}
