/* Fuzzing what the simulator reads of a client assertion: the form, the token and, where
 * both can be read, its signature by either kind of key. */
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <stdint.h>
#include <stdlib.h>

#include "portal/assertion.h"
#include "portal/jwt.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static EVP_PKEY *keys[2]; /* for as long as the fuzzer runs */
    struct tc_arena *arena = tc_arena_new();
    const char *text = tc_arena_strndup(arena, (const char *)bytes, len);
    struct tc_jwt jwt;

    if (!keys[0]) {
        keys[0] = EVP_EC_gen("P-256");
        keys[1] = EVP_RSA_gen(2048);
    }
    for (size_t i = 0; i < 2; i++) {
        const struct tc_portal_asserted wanted = { keys[i], "c", "https://h:1", "/token", 1e9 };
        const char *form = tc_arena_printf(arena, "client_assertion=%s", text);

        json_decref(tc_portal_assertion_facts(arena, form, &wanted));
        json_decref(tc_portal_assertion_facts(arena, text, &wanted));
        if (tc_jwt_read(arena, text, &jwt))
            tc_jwt_signed_by(&jwt, keys[i]);
        tc_jwt_free(&jwt);
    }
    tc_arena_free(arena);
    return 0;
}
