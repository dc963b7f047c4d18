/* Any bytes as the two inputs of a chain: cut at the first NUL. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tracecert/document.h"

struct bytes {
    const char *at, *end;
};

static size_t give(void *cookie, char *into, size_t room)
{
    struct bytes *b = cookie;
    size_t n = (size_t)(b->end - b->at);

    n = n < room ? n : room;
    memcpy(into, b->at, n);
    b->at += n;
    return n;
}

static void check_text(const char *text)
{
    for (size_t len = strlen(text), n; len > 0; text += n, len -= n)
        if (!(n = tc_utf8_len(text, len)))
            abort();
}

static void check(const struct tc_document_result *result)
{
    for (size_t i = 0; i < result->findings.count; i++) {
        check_text(result->findings.items[i].actual.vi);
        check_text(result->findings.items[i].actual.en);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *start = size ? (const char *)data : "", *end = start + size;
    const char *cut = memchr(start, '\0', size);
    struct bytes inputs[] = { { start, cut ? cut : end }, { cut ? cut + 1 : end, end } };
    struct tc_document_result results[2], *both[] = { &results[0], &results[1] };
    struct tc_scenario *chain = tc_scenario_new();
    struct tc_arena *arena = tc_arena_new();

    for (int i = 0; i < 2; i++)
        tc_scenario_stream(chain, NULL, arena, give, &inputs[i], &results[i]);
    tc_scenario_judge(chain, arena, both, 2);
    check(&results[0]);
    check(&results[1]);
    tc_scenario_free(chain);
    tc_arena_free(arena);
    return 0;
}
