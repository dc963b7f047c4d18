/* Fuzzing the judge of documents: whatever the bytes, it ends; each finding has
 * a place inside the input and texts of UTF-8 in both languages; and it makes
 * no difference in what pieces the bytes come. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tracecert/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

struct pieces {
    const uint8_t *at;
    size_t left, piece;
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

static void check_text(const char *text)
{
    require(text != NULL);
    for (size_t len = strlen(text); len > 0;) {
        size_t n = tc_utf8_len(text, len);

        require(n > 0);
        text += n;
        len -= n;
    }
}

static void check(const struct tc_document_result *result)
{
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct tc_finding *f = &result->findings.items[i];

        require(f->where.line >= 1 && f->where.column >= 1);
        check_text(f->expected.vi);
        check_text(f->expected.en);
        check_text(f->actual.vi);
        check_text(f->actual.en);
    }
}

static void compare(const struct tc_document_result *a, const struct tc_document_result *b)
{
    require(a->events == b->events && a->findings.count == b->findings.count);
    for (size_t i = 0; i < a->findings.count; i++)
        require(strcmp(a->findings.items[i].requirement, b->findings.items[i].requirement) ==
                0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_document_result whole, pieces;
    struct pieces source = { bytes, len, len % 61 + 1 };

    tc_document_check(arena, bytes, len, &whole);
    check(&whole);
    tc_document_stream(arena, give, &source, &pieces);
    check(&pieces);
    compare(&whole, &pieces);
    tc_arena_free(arena);
    return 0;
}
