#include "base/check_main.h"
#include "net/authority.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

START_TEST(an_authority_is_kept)
{
    struct tc_arena *arena = tc_arena_new();
    char dir[] = "/tmp/tracecert-authority-XXXXXX";
    const char *inner, *key;
    struct tc_authority first, second;
    struct tc_certificate certificate;
    struct tc_err err = { 0 };
    struct stat info;

    ck_assert_ptr_nonnull(mkdtemp(dir));
    inner = tc_arena_printf(arena, "%s/portal", dir);
    key = tc_arena_printf(arena, "%s/ca-key.pem", inner);
    ck_assert_int_eq(tc_authority_keep(arena, inner, &first, &err), 0);
    ck_assert_int_eq(tc_authority_keep(arena, inner, &second, &err), 0);
    ck_assert_str_eq(first.cert_pem, second.cert_pem);
    ck_assert_int_eq(stat(key, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
    ck_assert_int_eq(tc_authority_issue(arena, &second, "portal.example.org", TC_PROOF_GOOD,
                                        &certificate, &err),
                     0);
    unlink(key);
    ck_assert_int_eq(tc_authority_keep(arena, inner, &second, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.file, "ca-key.pem"));
    unlink(tc_arena_printf(arena, "%s/ca.pem", inner));
    rmdir(inner);
    rmdir(dir);
    tc_arena_free(arena);
}
END_TEST

START_TEST(nonsense_makes_no_certificate)
{
    struct tc_arena *arena = tc_arena_new();
    const struct tc_authority nonsense = { "no key", "no certificate" };
    struct tc_certificate certificate;
    struct tc_err err = { 0 };

    ck_assert_int_eq(
        tc_authority_issue(arena, &nonsense, "127.0.0.1", TC_PROOF_GOOD, &certificate, &err),
        -1);
    ck_assert_int_eq(tc_server_proof_from_name("nonesuch"), -1);
    tc_arena_free(arena);
}
END_TEST

/* Whatever it listens at, the certificate names that by which it is reached. */
START_TEST(certificates_name_their_host)
{
    static const char *const hosts[][2] = { { "[::1]", "::1" },
                                            { "0.0.0.0", "127.0.0.1" },
                                            { "10.1.2.3", "10.1.2.3" } };
    struct tc_arena *arena = tc_arena_new();
    struct tc_authority authority;
    struct tc_certificate certificate;
    struct tc_err err = { 0 };

    ck_assert_int_eq(tc_authority_make(arena, &authority, &err), 0);
    for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
        BIO *pem;
        X509 *cert;

        ck_assert_int_eq(tc_authority_issue(arena, &authority, hosts[i][0], TC_PROOF_GOOD,
                                            &certificate, &err),
                         0);
        pem = BIO_new_mem_buf(certificate.cert_pem, -1);
        cert = PEM_read_bio_X509(pem, NULL, NULL, NULL);
        ck_assert_int_eq(X509_check_ip_asc(cert, hosts[i][1], 0), 1);
        ck_assert_int_eq(X509_check_host(cert, "localhost", 0, 0, NULL), 1);
        X509_free(cert);
        BIO_free(pem);
    }
    ck_assert_int_eq(tc_certificate_make(arena, "[::1]", 2, &certificate, &err), 0);
    tc_arena_free(arena);
}
END_TEST

/* A proof without a name could be neither asked for nor told of. */
START_TEST(every_proof_has_a_name)
{
    for (int proof = 0; proof < TC_PROOFS; proof++) {
        ck_assert_ptr_nonnull(tc_server_proof_name((enum tc_server_proof)proof));
        ck_assert_int_eq(
            tc_server_proof_from_name(tc_server_proof_name((enum tc_server_proof)proof)),
            proof);
    }
}
END_TEST

TC_CHECK_MAIN("authority", an_authority_is_kept, nonsense_makes_no_certificate,
              certificates_name_their_host, every_proof_has_a_name)
