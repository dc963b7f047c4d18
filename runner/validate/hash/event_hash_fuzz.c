/* Fuzzing the event hash: whatever the bytes, it ends; a pre-hash string begins
 * as it must and an id is well-formed; an event without doubts is read alike by
 * all; and it makes no difference in what pieces the bytes come. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tracecert/hash.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

struct pieces {
    const uint8_t *at;
    size_t left, piece;
};

/* What was met: a sum over all ids, to compare two runs. */
struct run {
    size_t events;
    uint64_t sum;
};

static void require(bool holds)
{
    if (!holds)
        abort();
}

static size_t give(void *cookie, char *into, size_t room)
{
    struct pieces *p = cookie;
    size_t n = p->left < p->piece ? p->left : p->piece;

    n = n < room ? n : room;
    memcpy(into, p->at, n);
    p->at += n;
    p->left -= n;
    return n;
}

static void check_hash(const struct tc_hash *hash)
{
    static const char start[] = "ni:///sha-256;", end[] = "?ver=CBV2.";

    require(strncmp(hash->prehash, "eventType=", 10) == 0);
    require(hash->prehash[hash->len] == '\0');
    require(strncmp(hash->id, start, strlen(start)) == 0);
    require(strspn(hash->id + strlen(start), "0123456789abcdef") == 64);
    require(strncmp(hash->id + strlen(start) + 64, end, strlen(end)) == 0);
}

static void take(void *cookie, const struct tc_hash_event *event)
{
    const struct tc_hash *text = &event->hashes[TC_HASH_TEXT];
    struct run *run = cookie;

    run->events++;
    require(text->prehash != NULL);
    for (size_t r = 0; r < TC_HASH_READINGS; r++) {
        const struct tc_hash *hash = &event->hashes[r];

        require(hash->prehash || event->doubts);
        if (!hash->prehash)
            continue;
        check_hash(hash);
        require(event->doubts || (hash->len == text->len &&
                                  memcmp(hash->prehash, text->prehash, text->len) == 0));
        for (const char *c = hash->id; *c; c++)
            run->sum = 31 * run->sum + (unsigned char)*c;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct run whole = { 0 }, parts = { 0 };
    struct pieces source = { bytes, len, len % 61 + 1 };
    struct tc_hash_request request = { TC_HASH_ALL, 0, take, &whole };
    struct tc_err err = { 0 };
    int status = tc_hash_bytes(bytes, len, &request, &err);

    request.cookie = &parts;
    require(tc_hash_stream(give, &source, &request, &err) == status);
    require(whole.events == parts.events && whole.sum == parts.sum);
    return 0;
}
