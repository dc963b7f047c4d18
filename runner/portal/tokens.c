#include "portal/tokens.h"

#include <openssl/rand.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/digest.h"

#define BYTES 20
#define KEPT 4096 /* older tokens are forgotten, and so no longer good */

struct token {
    char text[TC_PORTAL_TOKEN_TEXT];
    double until_ms;
};

struct tc_portal_tokens {
    pthread_mutex_t lock;
    struct token items[KEPT];
    size_t issued; /* ever */
};

struct tc_portal_tokens *tc_portal_tokens_new(void)
{
    struct tc_portal_tokens *tokens = calloc(1, sizeof(*tokens));

    if (!tokens || pthread_mutex_init(&tokens->lock, NULL) != 0)
        abort();
    return tokens;
}

void tc_portal_tokens_free(struct tc_portal_tokens *tokens)
{
    if (tokens)
        pthread_mutex_destroy(&tokens->lock);
    free(tokens);
}

static size_t kept(const struct tc_portal_tokens *tokens)
{
    return tokens->issued < KEPT ? tokens->issued : KEPT;
}

void tc_portal_tokens_issue(struct tc_portal_tokens *tokens, unsigned lifetime_s,
                            char token[TC_PORTAL_TOKEN_TEXT])
{
    unsigned char bytes[BYTES];
    struct token *slot;

    if (RAND_bytes(bytes, sizeof(bytes)) != 1)
        abort();
    for (size_t i = 0; i < BYTES; i++)
        snprintf(token + 2 * i, 3, "%02x", bytes[i]);
    pthread_mutex_lock(&tokens->lock);
    slot = &tokens->items[tokens->issued++ % KEPT];
    memcpy(slot->text, token, TC_PORTAL_TOKEN_TEXT);
    slot->until_ms = tc_clock_ms() + lifetime_s * 1e3;
    pthread_mutex_unlock(&tokens->lock);
}

void tc_portal_tokens_revoke_all(struct tc_portal_tokens *tokens)
{
    pthread_mutex_lock(&tokens->lock);
    for (size_t i = 0; i < kept(tokens); i++)
        tokens->items[i].until_ms = 0;
    pthread_mutex_unlock(&tokens->lock);
}

static struct token *find(struct tc_portal_tokens *tokens, const char *token)
{
    for (size_t i = 0; i < kept(tokens); i++)
        if (strcmp(tokens->items[i].text, token) == 0)
            return &tokens->items[i];
    return NULL;
}

bool tc_portal_tokens_good(struct tc_portal_tokens *tokens, const char *token)
{
    const struct token *found;
    bool good;

    pthread_mutex_lock(&tokens->lock);
    found = token ? find(tokens, token) : NULL;
    good = found && found->until_ms > tc_clock_ms();
    pthread_mutex_unlock(&tokens->lock);
    return good;
}

bool tc_portal_tokens_known(struct tc_portal_tokens *tokens, const char *token)
{
    bool known;

    pthread_mutex_lock(&tokens->lock);
    known = token && find(tokens, token);
    pthread_mutex_unlock(&tokens->lock);
    return known;
}

void tc_portal_tokens_revoke(struct tc_portal_tokens *tokens, const char *token)
{
    struct token *found;

    pthread_mutex_lock(&tokens->lock);
    found = token ? find(tokens, token) : NULL;
    if (found)
        found->until_ms = 0;
    pthread_mutex_unlock(&tokens->lock);
}

bool tc_portal_tokens_in(struct tc_portal_tokens *tokens, const char *text)
{
    bool in = false;

    pthread_mutex_lock(&tokens->lock);
    for (size_t i = 0; i < kept(tokens) && !in; i++)
        in = strstr(text, tokens->items[i].text) != NULL;
    pthread_mutex_unlock(&tokens->lock);
    return in;
}

void tc_portal_token_digest(const char *token, char digest[TC_PORTAL_DIGEST_TEXT])
{
    char hex[TC_SHA256_HEX + 1] = "";

    if (token)
        tc_sha256_hex(token, strlen(token), hex);
    snprintf(digest, TC_PORTAL_DIGEST_TEXT, "%.16s", hex);
}
