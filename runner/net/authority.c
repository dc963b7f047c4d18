#include "net/authority.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "net/x509_parts.h"

#define DAY_S 86400L
#define PEM_MAX ((size_t)64 << 10)

/* A key and its certificate. */
struct pair {
    EVP_PKEY *key;
    X509 *cert;
};

/* What a certificate says. */
struct form {
    const char *name;  /* common name */
    const char *hosts; /* subjectAltName, or NULL */
    long from_s, to_s; /* from now */
    bool is_ca;
    const char *usage;       /* extended key usage, or NULL */
    const char *constraints; /* name constraints, or NULL */
    bool sha1, small_key, must_staple;
};

static void drop(struct pair *pair)
{
    EVP_PKEY_free(pair->key);
    X509_free(pair->cert);
}

static int extend_all(X509 *cert, X509 *issuer, const struct form *form)
{
    return tc_x509_extend(cert, issuer, NID_basic_constraints,
                          form->is_ca ? "critical,CA:TRUE" : "critical,CA:FALSE") &&
           tc_x509_extend(cert, issuer, NID_subject_key_identifier, "hash") &&
           tc_x509_extend(cert, issuer, NID_authority_key_identifier, "keyid:always") &&
           (!form->hosts || tc_x509_extend(cert, issuer, NID_subject_alt_name, form->hosts)) &&
           (!form->constraints ||
            tc_x509_extend(cert, issuer, NID_name_constraints, form->constraints)) &&
           (!form->must_staple ||
            tc_x509_extend(cert, issuer, NID_tlsfeature, "status_request")) &&
           (!form->usage || tc_x509_extend(cert, issuer, NID_ext_key_usage, form->usage));
}

/* Signed by `issuer`, or by itself when that is NULL; both NULL on failure. */
static struct pair make(const struct form *form, const struct pair *issuer)
{
    struct pair made = { form->small_key ? EVP_RSA_gen(1024) : EVP_EC_gen("P-256"),
                         X509_new() };
    X509_NAME *name = made.cert ? X509_get_subject_name(made.cert) : NULL;
    X509 *signer = issuer ? issuer->cert : made.cert;

    if (made.key && name && X509_set_version(made.cert, 2) && tc_x509_set_serial(made.cert) &&
        X509_gmtime_adj(X509_getm_notBefore(made.cert), form->from_s) &&
        X509_gmtime_adj(X509_getm_notAfter(made.cert), form->to_s) &&
        X509_set_pubkey(made.cert, made.key) &&
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)form->name,
                                   -1, -1, 0) &&
        X509_set_issuer_name(made.cert, X509_get_subject_name(signer)) &&
        extend_all(made.cert, signer, form) &&
        X509_sign(made.cert, issuer ? issuer->key : made.key,
                  form->sha1 ? EVP_sha1() : EVP_sha256()))
        return made;
    drop(&made);
    return (struct pair){ NULL, NULL };
}

/* --- PEM ------------------------------------------------------------------------------ */

static struct pair read_pair(const struct tc_authority *authority)
{
    BIO *key = BIO_new_mem_buf(authority->key_pem, -1);
    BIO *cert = BIO_new_mem_buf(authority->cert_pem, -1);
    struct pair pair = { key ? PEM_read_bio_PrivateKey(key, NULL, NULL, NULL) : NULL,
                         cert ? PEM_read_bio_X509(cert, NULL, NULL, NULL) : NULL };

    BIO_free(key);
    BIO_free(cert);
    return pair;
}

static int complain(struct tc_err *err)
{
    tc_err_set(err, "không tạo được chứng thư", "cannot make a certificate");
    return -1;
}

/* --- the authority ---------------------------------------------------------------------- */

static struct pair make_authority(const char *name)
{
    return make(
        &(struct form){ .name = name, .from_s = -DAY_S, .to_s = 3650 * DAY_S, .is_ca = true },
        NULL);
}

int tc_authority_make(struct tc_arena *arena, struct tc_authority *authority,
                      struct tc_err *err)
{
    struct pair ca = make_authority("tracecert test authority");

    if (!ca.cert)
        return complain(err);
    authority->key_pem = tc_x509_pem(arena, NULL, ca.key);
    authority->cert_pem = tc_x509_pem(arena, ca.cert, NULL);
    drop(&ca);
    return authority->key_pem && authority->cert_pem ? 0 : complain(err);
}

int tc_authority_keep(struct tc_arena *arena, const char *dir, struct tc_authority *authority,
                      struct tc_err *err)
{
    const char *cert = tc_arena_printf(arena, "%s/ca.pem", dir);
    const char *key = tc_arena_printf(arena, "%s/ca-key.pem", dir);
    size_t len;

    if (access(cert, F_OK) == 0) {
        authority->cert_pem = tc_file_read(arena, cert, PEM_MAX, &len, err);
        authority->key_pem =
            authority->cert_pem ? tc_file_read(arena, key, PEM_MAX, &len, err) : NULL;
        return authority->key_pem ? 0 : -1;
    }
    if (tc_authority_make(arena, authority, err) < 0 || tc_file_mkdirs(dir, err) < 0 ||
        tc_file_write_secret(key, authority->key_pem, strlen(authority->key_pem), err) < 0)
        return -1;
    return tc_file_write(cert, authority->cert_pem, strlen(authority->cert_pem), err);
}

/* --- what servers show -------------------------------------------------------------------- */

static const char *const proof_names[TC_PROOFS] = {
    [TC_PROOF_GOOD] = "good",
    [TC_PROOF_EARLY_DATA] = "early-data",
    [TC_PROOF_UNCLOSED] = "unclosed",
    [TC_PROOF_CHANGED] = "changed",
    [TC_PROOF_EXPIRED] = "expired",
    [TC_PROOF_NOT_YET_VALID] = "not-yet-valid",
    [TC_PROOF_SELF_SIGNED] = "self-signed",
    [TC_PROOF_UNKNOWN_AUTHORITY] = "unknown-authority",
    [TC_PROOF_WRONG_HOST] = "wrong-host",
    [TC_PROOF_CLIENTS_ONLY] = "clients-only",
    [TC_PROOF_ISSUER_IS_NO_CA] = "issuer-is-no-ca",
    [TC_PROOF_NAME_ALONE] = "name-alone",
    [TC_PROOF_OTHER_KIND] = "other-kind",
    [TC_PROOF_WILDCARD] = "wildcard",
    [TC_PROOF_CONSTRAINED] = "constrained",
    [TC_PROOF_SHA1] = "sha1",
    [TC_PROOF_SMALL_KEY] = "small-key",
    [TC_PROOF_OLD_PROTOCOL] = "old-protocol",
    [TC_PROOF_OLDER_PROTOCOL] = "older-protocol",
    [TC_PROOF_NO_CIPHER] = "no-cipher",
    [TC_PROOF_COPIED] = "copied",
    [TC_PROOF_REVOKED] = "revoked",
};

const char *tc_server_proof_name(enum tc_server_proof proof)
{
    return proof_names[proof];
}

int tc_server_proof_from_name(const char *name)
{
    for (int i = 0; i < TC_PROOFS; i++)
        if (proof_names[i] && strcmp(proof_names[i], name) == 0)
            return i;
    return -1;
}

/* The host by which the server is known, and this machine's own names. */
static const char *names_of(struct tc_arena *arena, const char *host)
{
    char own[256] = "localhost";

    if (gethostname(own, sizeof(own) - 1) < 0 || !*own || strchr(own, ','))
        strcpy(own, "localhost");
    return tc_arena_printf(arena, "%s,DNS:localhost,DNS:portal.localhost,DNS:%s,IP:127.0.0.1",
                           tc_x509_names(arena, host), own);
}

/* For a.b.c "*.c", a label too deep; for an address what looks like a match. */
static const char *wildcard_of(struct tc_arena *arena, const char *host)
{
    const char *dot = strchr(host, '.');
    const char *next = dot && !tc_x509_is_address(host) ? strchr(dot + 1, '.') : NULL;

    return tc_arena_printf(arena, "DNS:*%s", next ? next : dot ? dot : ".example.org");
}

/* What is wrong with the names of the certificate. */
static void spoil_names(struct tc_arena *arena, const char *host, enum tc_server_proof proof,
                        struct form *form)
{
    if (proof == TC_PROOF_WRONG_HOST) {
        form->hosts = "DNS:portal.example.org";
    } else if (proof == TC_PROOF_NAME_ALONE) {
        form->name = host;
        form->hosts = NULL;
    } else if (proof == TC_PROOF_OTHER_KIND) {
        form->hosts =
            tc_x509_is_address(host) ? tc_arena_printf(arena, "DNS:%s", host) : "IP:127.0.0.1";
    } else if (proof == TC_PROOF_WILDCARD) {
        form->hosts = wildcard_of(arena, host);
    }
}

static struct form form_of(struct tc_arena *arena, const char *host, enum tc_server_proof proof)
{
    struct form form = { .name = "tracecert portal",
                         .hosts = names_of(arena, host),
                         .from_s = -DAY_S,
                         .to_s = 30 * DAY_S,
                         .usage = "serverAuth" };

    if (proof == TC_PROOF_EXPIRED) {
        form.from_s = -30 * DAY_S;
        form.to_s = -DAY_S;
    } else if (proof == TC_PROOF_NOT_YET_VALID) {
        form.from_s = DAY_S;
    } else if (proof == TC_PROOF_CLIENTS_ONLY) {
        form.usage = "clientAuth";
    }
    form.sha1 = proof == TC_PROOF_SHA1;
    form.small_key = proof == TC_PROOF_SMALL_KEY;
    form.must_staple = proof == TC_PROOF_REVOKED; /* RFC 7633 */
    spoil_names(arena, host, proof, &form);
    return form;
}

/* Who signs; `middle` is a certificate that goes along with it. */
static struct pair leaf_of(const struct form *form, const struct pair *ca,
                           enum tc_server_proof proof, struct pair *middle)
{
    struct form server = { .name = "tracecert server", .from_s = -DAY_S, .to_s = 30 * DAY_S };
    struct pair stranger, leaf;

    if (proof == TC_PROOF_SELF_SIGNED)
        return make(form, NULL);
    if (proof == TC_PROOF_UNKNOWN_AUTHORITY) {
        stranger = make_authority("another authority");
        leaf = stranger.cert ? make(form, &stranger) : stranger;
        drop(&stranger);
        return leaf;
    }
    if (proof == TC_PROOF_CONSTRAINED) {
        server.name = "tracecert constrained authority";
        server.is_ca = true;
        server.constraints = "permitted;DNS:example.org,excluded;IP:0.0.0.0/0.0.0.0";
    } else if (proof != TC_PROOF_ISSUER_IS_NO_CA) {
        return make(form, ca);
    }
    *middle = make(&server, ca);
    return middle->cert ? make(form, middle) : *middle;
}

int tc_authority_issue(struct tc_arena *arena, const struct tc_authority *authority,
                       const char *host, enum tc_server_proof proof,
                       struct tc_certificate *certificate, struct tc_err *err)
{
    const char *bare = tc_x509_bare_host(arena, host);
    struct form form = form_of(arena, bare, proof);
    struct pair ca = read_pair(authority), middle = { NULL, NULL }, leaf = { NULL, NULL };

    *certificate = (struct tc_certificate){ 0 };
    if (ca.key && ca.cert)
        leaf = leaf_of(&form, &ca, proof, &middle);
    if (leaf.cert) {
        const char *pem = tc_x509_pem(arena, leaf.cert, NULL);
        const char *more = middle.cert ? tc_x509_pem(arena, middle.cert, NULL) : "";

        certificate->key_pem = tc_x509_pem(arena, NULL, leaf.key);
        certificate->cert_pem = pem && more ? tc_arena_printf(arena, "%s%s", pem, more) : NULL;
    }
    drop(&ca);
    drop(&middle);
    drop(&leaf);
    return certificate->key_pem && certificate->cert_pem ? 0 : complain(err);
}
