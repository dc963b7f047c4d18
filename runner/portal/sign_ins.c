#include "portal/sign_ins.h"

#include <jansson.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "portal/ledger.h"

struct tc_portal_sign_ins {
    pthread_mutex_t lock;
    json_t *nonces; /* by digest: true once it counts as used */
    json_t *facts;
};

struct tc_portal_sign_ins *tc_portal_sign_ins_new(void)
{
    struct tc_portal_sign_ins *s = calloc(1, sizeof(*s));

    if (!s || pthread_mutex_init(&s->lock, NULL) != 0)
        abort();
    s->nonces = json_object();
    s->facts = json_pack("{s:i, s:i, s:i, s:i}", "calls", 0, "refused", 0, "repeatedNonces", 0,
                         "untimed", 0);
    return s;
}

void tc_portal_sign_ins_free(struct tc_portal_sign_ins *s)
{
    if (!s)
        return;
    json_decref(s->nonces);
    json_decref(s->facts);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static void add_one(struct tc_portal_sign_ins *s, const char *name)
{
    json_object_set_new(s->facts, name,
                        json_integer(json_integer_value(json_object_get(s->facts, name)) + 1));
}

/* Text of a client, of which not all need be UTF-8. */
static json_t *text_of(const char *text)
{
    json_t *json = json_string(text ? text : "");

    return json ? json : json_string("");
}

static void show_call(struct tc_portal_sign_ins *s, const char *name,
                      const struct tc_portal_signature *signature)
{
    char of[64];

    snprintf(of, sizeof(of), "%sCall", name);
    json_object_set_new(s->facts, of,
                        json_pack("{s:o, s:o}", "nonce", text_of(signature->nonce), "created",
                                  text_of(signature->created)));
}

/* Keep the value if it is worse than what is there: larger, by its size, or smaller. */
static void keep_worst(struct tc_portal_sign_ins *s, const char *name, double value,
                       bool smaller, const struct tc_portal_signature *signature)
{
    const json_t *known = json_object_get(s->facts, name);
    double before = json_number_value(known);

    if (known && (smaller ? value >= before : value <= before))
        return;
    json_object_set_new(s->facts, name, json_real(value));
    show_call(s, name, signature);
}

static void look_at_nonce(struct tc_portal_sign_ins *s,
                          const struct tc_portal_signature *signature, int status)
{
    bool used = json_is_true(json_object_get(s->nonces, signature->nonce_sha));
    bool answered = status >= 200 && (status < 300 || status >= 400);

    keep_worst(s, "nonceBytes", (double)signature->nonce_bytes, true, signature);
    if (signature->nonce_bytes == 0)
        return;
    if (used) {
        add_one(s, "repeatedNonces");
        show_call(s, "repeatedNonces", signature);
    } else if (json_object_size(s->nonces) < TC_PORTAL_ARRIVALS_MAX) {
        json_object_set_new(s->nonces, signature->nonce_sha, json_boolean(answered));
    }
}

static void look_at_times(struct tc_portal_sign_ins *s,
                          const struct tc_portal_signature *signature)
{
    if (!signature->timed) {
        add_one(s, "untimed");
        show_call(s, "untimed", signature);
        return;
    }
    keep_worst(s, "skewS", fabs(signature->skew_s), false, signature);
    keep_worst(s, "lifeS", signature->life_s, false, signature);
    keep_worst(s, "shortestLifeS", signature->life_s, true, signature);
}

void tc_portal_sign_ins_note(struct tc_portal_sign_ins *s,
                             const struct tc_portal_signature *signature, int status)
{
    if (signature->how == TC_PORTAL_NOT_ASKED)
        return;
    pthread_mutex_lock(&s->lock);
    if (signature->how == TC_PORTAL_SIGNED) {
        add_one(s, "calls");
        look_at_nonce(s, signature, status);
        look_at_times(s, signature);
    } else {
        add_one(s, "refused");
    }
    pthread_mutex_unlock(&s->lock);
}

char *tc_portal_sign_ins_facts(struct tc_portal_sign_ins *s)
{
    char *text;

    pthread_mutex_lock(&s->lock);
    text = json_dumps(s->facts, JSON_COMPACT);
    pthread_mutex_unlock(&s->lock);
    if (!text)
        abort();
    return text;
}
