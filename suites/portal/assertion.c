/* Assertions that the system signs to show who it is, in place of a secret. RFC 7521 and
 * RFC 7523. */
#include <string.h>

#include "portals.h"

static struct tc_portal_assertions seen; /* at all portals; a case has its process for itself */

/* --- what an assertion must say (RFC 7523, 3) ------------------------------------------- */

static bool is_typed(struct tc_test *t, const struct tc_portal_assertion *a)
{
    (void)t;
    return a->typed && a->readable;
}

static bool is_allowed(struct tc_test *t, const struct tc_portal_assertion *a)
{
    (void)t;
    return a->allowed || !a->readable;
}

static bool is_of_client(struct tc_test *t, const struct tc_portal_assertion *a)
{
    (void)t;
    return a->client_right || !a->is_signed;
}

static bool is_for_portal(struct tc_test *t, const struct tc_portal_assertion *a)
{
    (void)t;
    return a->audience_right || !a->is_signed;
}

/* Two clocks are compared where the system does not say when it made it. */
static bool is_short_lived(struct tc_test *t, const struct tc_portal_assertion *a)
{
    double skew = tc_portal_limit(t, "clockSkewS"),
           most = tc_portal_limit(t, "assertionLifeS") + (a->issued_at ? 0 : skew);

    return !a->is_signed || (a->expires && a->life_s <= most && a->left_s >= -skew);
}

static bool has_jti(struct tc_test *t, const struct tc_portal_assertion *a)
{
    (void)t;
    return *a->jti || !a->is_signed;
}

/* Seen for the first time among those that were good for a token: one that brought nothing
 * may be sent again. */
static bool has_new_jti(struct tc_test *t, const struct tc_portal_assertion *a)
{
    (void)t;
    for (const struct tc_portal_assertion *b = seen.items; b < a && a->is_signed; b++)
        if (b->status == 200 && *b->jti && strcmp(a->jti_sha, b->jti_sha) == 0)
            return false;
    return true;
}

static struct tc_text kind_of(struct tc_test *t, const struct tc_portal_assertion *a)
{
    (void)t;
    return a->readable ? TC_TEXT("client_assertion_type khác", "another client_assertion_type")
                       : TC_TEXT("không phải JWT", "no JWT");
}

static struct tc_text alg_of(struct tc_test *t, const struct tc_portal_assertion *a)
{
    return TC_SAY(t, "alg là \"%s\"", "alg is \"%s\"", a->alg);
}

static struct tc_text client_of(struct tc_test *t, const struct tc_portal_assertion *a)
{
    (void)t;
    (void)a;
    return TC_TEXT("iss hoặc sub khác, hoặc không có", "iss or sub is another, or missing");
}

static struct tc_text audience_of(struct tc_test *t, const struct tc_portal_assertion *a)
{
    return TC_SAY(t, "aud là %s", "aud is %s", *a->audience ? a->audience : "\"\"");
}

static struct tc_text times_of(struct tc_test *t, const struct tc_portal_assertion *a)
{
    if (!a->expires)
        return TC_TEXT("không có exp", "no exp");
    return TC_SAY(t, "có hiệu lực %.0f giây, còn %.0f giây khi tới",
                  "good for %.0f s, of which %.0f s were left when it came", a->life_s,
                  a->left_s);
}

static struct tc_text jti_of(struct tc_test *t, const struct tc_portal_assertion *a)
{
    return *a->jti ? TC_SAY(t, "jti \"%s\" đã được dùng", "jti \"%s\" was used before", a->jti)
                   : TC_TEXT("không có jti", "no jti");
}

static const struct rule {
    bool (*holds)(struct tc_test *t, const struct tc_portal_assertion *a);
    struct tc_text expected;
    struct tc_text (*found)(struct tc_test *t, const struct tc_portal_assertion *a);
} rules[] = {
    { is_typed,
      { "JWT với client_assertion_type của RFC 7523",
        "a JWT with the client_assertion_type of RFC 7523" },
      kind_of },
    { is_allowed,
      { "ký bằng khóa bí mật với SHA-2 (RS256, PS256, ES256…)",
        "signed by a private key with SHA-2 (RS256, PS256, ES256…)" },
      alg_of },
    { is_of_client, { "iss và sub là clientId", "iss and sub are the clientId" }, client_of },
    { is_for_portal,
      { "aud là địa chỉ của cổng hoặc nơi cấp mã truy cập",
        "aud is the address of the portal or of its token endpoint" },
      audience_of },
    { is_short_lived,
      { "có exp, hiệu lực không quá giới hạn, chưa hết hạn",
        "an exp, a life within the limit, not expired" },
      times_of },
    { has_jti, { "có jti", "a jti" }, jti_of },
    { has_new_jti, { "mỗi lần một jti mới", "a new jti each time" }, jti_of },
};

/* One finding for a rule, however often it is broken. */
static bool check_rule(struct tc_test *t, const struct rule *rule)
{
    const struct tc_portal_assertion *a = seen.items, *end = seen.items + seen.count;

    while (a < end && rule->holds(t, a))
        a++;
    return tc_check(t, a == end, "P-AUT-09", TC_AT(.part = "client assertion"), rule->expected,
                    a == end ? rule->expected : rule->found(t, a));
}

/* --- the case ------------------------------------------------------------------------- */

/* Add what has come to this portal. */
static void see(struct tc_test *t)
{
    struct tc_portal_assertions here = tc_portal_assertions(t);
    struct tc_portal_assertion *all =
        tc_arena_alloc(tc_test_arena(t), (seen.count + here.count + 1) * sizeof(*all));

    for (size_t i = 0; i < seen.count; i++)
        all[i] = seen.items[i];
    for (size_t i = 0; i < here.count; i++)
        all[seen.count + i] = here.items[i];
    seen = (struct tc_portal_assertions){ all, seen.count + here.count };
}

/* Signatures that all fail are those of another key: whether the description names the
 * right one cannot be known. */
static void check_signatures(struct tc_test *t)
{
    size_t held = 0;

    for (size_t i = 0; i < seen.count; i++)
        held += seen.items[i].is_signed;
    if (held == 0)
        tc_stop_setup(t, TC_TEXT("không chữ ký nào khớp với khóa đã khai báo; hãy xem "
                                 "interfaces.portal.clientKey có đúng khóa không",
                                 "no signature fits the key of the description; see whether "
                                 "interfaces.portal.clientKey is the right one"));
    tc_check(t, held == seen.count, "P-AUT-09", TC_AT(.part = "client assertion"),
             TC_TEXT("chữ ký đúng", "a signature that holds"),
             TC_SAY(t, "%zu trong %zu chữ ký không đúng", "%zu of %zu signatures do not hold",
                    seen.count - held, seen.count));
}

static void judge(struct tc_test *t)
{
    bool fine = true;

    if (seen.count == 0)
        tc_stop(t, TC_TEXT("hệ thống không gửi client assertion nào khi xin mã truy cập",
                           "the system sent no client assertion when it asked for a token"));
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
        fine = check_rule(t, &rules[i]) && fine;
    if (fine)
        check_signatures(t);
}

/* The token with which the event comes first is rejected, so that there is another
 * assertion to be compared. */
static void assertions_are_right(struct tc_test *t)
{
    static const struct tc_portal_step rejected = { .status = 401 };
    const char *mark = delivery_mark(t);
    bool delivered = true;

    portals_need(t, tc_portal_has_client_key,
                 TC_TEXT("không cổng nào trong tệp mô tả dùng client assertion "
                         "(interfaces.portal.clientKey)",
                         "no portal of the description takes client assertions "
                         "(interfaces.portal.clientKey)"));
    for (unsigned i = 0; portals_use_next(t, &i, tc_portal_has_client_key); i++)
        tc_portal_script(t, mark, &rejected, 1);
    delivery_capture(t, mark, "storing");
    for (unsigned i = 0; portals_use_next(t, &i, tc_portal_has_client_key); i++) {
        struct tc_portal_attempts attempts = tc_portal_wait(t, mark, 0);

        delivered = delivered && delivery_accepted(&attempts) > 0;
        see(t);
    }
    judge(t);
    if (!delivered)
        delivery_stop_unseen(t);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_WHOLE("portal/client-assertions-are-right", assertions_are_right, "P-AUT-09"),
};
TC_SUITE(portal, cases);
