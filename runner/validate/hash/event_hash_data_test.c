/* The published vectors, where TRACECERT_DATA names the folder: every line of
 * a .hashes file is the hash of an event by the readings named here. What is
 * not met is explained, one by one, in docs/event-hash.md. */
#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "base/file.h"
#include "tracecert/hash.h"

#define T (1U << TC_HASH_TEXT)
#define R (1U << TC_HASH_REFERENCE)
#define O20 (1U << TC_HASH_OPENEPCIS_2_0)
#define O21 (1U << TC_HASH_OPENEPCIS_2_1) /* its pre-hash string; its version differs */

/* Of each event of a file, in order: which readings give its vector. */
static const struct {
    const char *file, *vectors;
    unsigned met[3];
} files[] = {
    { "ReferenceEventHashAlgorithm.jsonld", "ReferenceEventHashAlgorithm", { TC_HASH_ALL } },
    { "ReferenceEventHashAlgorithm.xml", "ReferenceEventHashAlgorithm", { TC_HASH_ALL } },
    { "ReferenceEventHashAlgorithm2.jsonld", "ReferenceEventHashAlgorithm2", { TC_HASH_ALL } },
    { "ReferenceEventHashAlgorithm2.xml", "ReferenceEventHashAlgorithm2", { TC_HASH_ALL } },
    { "ReferenceEventHashAlgorithm3.jsonld", "ReferenceEventHashAlgorithm3", { R } },
    { "ReferenceEventHashAlgorithm3.xml", "ReferenceEventHashAlgorithm3", { R } },
    { "TimeStampRoundOff.jsonld", "TimeStampRoundOff", { TC_HASH_ALL, TC_HASH_ALL, R } },
    { "epcisDocWithSingleEvent.jsonld", "epcisDocWithSingleEvent", { R | O20 | O21 } },
};

/* The lines of the vectors that belong to the events of a file. */
struct vectors {
    const char *file;
    char *hashes, *prehashes;
    const unsigned *met;
    size_t count;
};

static struct tc_arena *arena;

/* Cut the next line off; NULL at the end. */
static char *next_line(char **text)
{
    char *line = *text, *end = line ? strchr(line, '\n') : NULL;

    if (!line || !*line)
        return NULL;
    *text = end ? end + 1 : line + strlen(line);
    if (end)
        *end = '\0';
    return line;
}

static void compare(void *cookie, const struct tc_hash_event *event)
{
    struct vectors *v = cookie;
    const char *hash = next_line(&v->hashes), *prehash = next_line(&v->prehashes);
    unsigned met = v->met[v->count++];

    ck_assert_ptr_nonnull(hash);
    ck_assert_ptr_nonnull(prehash);
    for (unsigned r = 0; r < TC_HASH_READINGS; r++) {
        const struct tc_hash *got = &event->hashes[r];
        bool same = strcmp(got->prehash, prehash) == 0;

        ck_assert_msg(same == (met >> r & 1), "%s %zu %s: %s\n%s", v->file, v->count,
                      tc_hash_reading_name((enum tc_hash_reading)r), got->prehash, prehash);
        if (r != TC_HASH_OPENEPCIS_2_1)
            ck_assert_int_eq(strcmp(got->id, hash) == 0, same);
    }
    /* Certain only where all agree; round-off vectors are doubtful as well. */
    ck_assert(event->doubts != 0 || met == TC_HASH_ALL);
}

static char *read_file(const char *data, const char *name, const char *end)
{
    struct tc_err err = { 0 };
    size_t len;
    char *text =
        tc_file_read(arena, tc_arena_printf(arena, "%s/event-hash/%s%s", data, name, end),
                     (size_t)1 << 20, &len, &err);

    ck_assert_msg(text != NULL, "%s%s: %s", name, end, err.en);
    return text;
}

START_TEST(vectors_are_met_or_explained)
{
    const char *data = getenv("TRACECERT_DATA");

    if (!data) {
        puts("skipped: TRACECERT_DATA is not set");
        return;
    }
    arena = tc_arena_new();
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        char *text = read_file(data, files[i].file, "");
        struct vectors v = { .file = files[i].file,
                             .hashes = read_file(data, files[i].vectors, ".hashes"),
                             .prehashes = read_file(data, files[i].vectors, ".prehashes"),
                             .met = files[i].met };
        struct tc_hash_request request = { TC_HASH_ALL, 0, compare, &v };
        struct tc_err err = { 0 };

        ck_assert_int_eq(tc_hash_bytes(text, strlen(text), &request, &err), 0);
        ck_assert_ptr_null(next_line(&v.hashes));
    }
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("event hash vectors", vectors_are_met_or_explained)
