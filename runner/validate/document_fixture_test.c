/* fixtures/documents: a bad document breaks exactly the requirement in its
 * name, a good one none; and it makes no difference in what pieces it comes. */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "base/file.h"
#include "tracecert/document.h"

#define DOCUMENT_MAX ((size_t)1 << 20)

static struct tc_arena *arena;

/* A document that is given in pieces of `piece` bytes. */
struct pieces {
    const char *at, *end;
    size_t piece;
};

static size_t give(void *cookie, char *into, size_t room)
{
    struct pieces *p = cookie;
    size_t n = (size_t)(p->end - p->at);

    n = n < p->piece ? n : p->piece;
    n = n < room ? n : room;
    memcpy(into, p->at, n);
    p->at += n;
    return n;
}

static void same_text(const char *file, const char *a, const char *b)
{
    ck_assert_msg((!a && !b) || (a && b && strcmp(a, b) == 0), "%s: \"%s\", in pieces \"%s\"",
                  file, a ? a : "-", b ? b : "-");
}

static void compare(const char *file, const struct tc_document_result *whole,
                    const struct tc_document_result *pieces)
{
    ck_assert_msg(whole->events == pieces->events, "%s: %zu events, in pieces %zu", file,
                  whole->events, pieces->events);
    ck_assert_msg(whole->findings.count == pieces->findings.count,
                  "%s: %zu findings, in pieces %zu", file, whole->findings.count,
                  pieces->findings.count);
    for (size_t i = 0; i < whole->findings.count; i++) {
        const struct tc_finding *a = &whole->findings.items[i];
        const struct tc_finding *b = &pieces->findings.items[i];

        same_text(file, a->requirement, b->requirement);
        same_text(file, a->where.pointer, b->where.pointer);
        same_text(file, a->expected.en, b->expected.en);
        same_text(file, a->actual.vi, b->actual.vi);
        ck_assert_msg(a->where.line == b->where.line && a->where.column == b->where.column,
                      "%s: %ld:%ld, in pieces %ld:%ld", file, a->where.line, a->where.column,
                      b->where.line, b->where.column);
    }
}

static void judge_in_pieces(const char *file, const char *bytes, size_t len,
                            const struct tc_document_result *whole)
{
    static const size_t sizes[] = { 1, 7, 256 };

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct pieces pieces = { bytes, bytes + len, sizes[i] };
        struct tc_document_result result;

        tc_document_stream(arena, give, &pieces, &result);
        compare(file, whole, &result);
    }
}

static void judge_file(const char *folder, const char *file, struct tc_document_result *result)
{
    struct tc_err err = { 0 };
    size_t len;
    char *bytes = tc_file_read(arena, tc_arena_printf(arena, "%s/%s", folder, file),
                               DOCUMENT_MAX, &len, &err);

    ck_assert_msg(bytes != NULL, "%s: %s", file, err.en);
    tc_document_check(arena, bytes, len, result);
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct tc_finding *f = &result->findings.items[i];

        ck_assert_msg(f->where.line >= 1 && f->where.column >= 1, "%s: no place", file);
        ck_assert_msg(f->expected.vi && f->expected.en && f->actual.vi && f->actual.en,
                      "%s: a text is missing", file);
    }
    judge_in_pieces(file, bytes, len, result);
}

/* NULL: none may be broken. */
static void expect_only(const char *file, const struct tc_document_result *result,
                        const char *requirement)
{
    ck_assert_msg(result->findings.count == (requirement ? 1 : 0), "%s: %zu findings, first %s",
                  file, result->findings.count,
                  result->findings.count ? result->findings.items[0].requirement : "none");
    if (requirement)
        ck_assert_msg(strcmp(result->findings.items[0].requirement, requirement) == 0,
                      "%s: found %s", file, result->findings.items[0].requirement);
}

/* The requirement that begins the name of a file, up to two hyphens. */
static const char *requirement_of(const char *file)
{
    const char *end = strstr(file, "--");

    ck_assert_msg(end != NULL, "%s names no requirement", file);
    return tc_arena_strndup(arena, file, (size_t)(end - file));
}

static size_t walk(const char *kind, bool bad)
{
    const char *folder;
    size_t n = 0;
    DIR *dir;

    arena = tc_arena_new();
    folder = tc_arena_printf(arena, "%s/fixtures/documents/%s", tc_file_home(arena), kind);
    dir = opendir(folder);
    ck_assert_msg(dir != NULL, "no folder %s", folder);
    for (struct dirent *entry; (entry = readdir(dir));) {
        struct tc_document_result result;

        if (entry->d_name[0] == '.')
            continue;
        judge_file(folder, entry->d_name, &result);
        expect_only(entry->d_name, &result, bad ? requirement_of(entry->d_name) : NULL);
        n++;
    }
    closedir(dir);
    tc_arena_free(arena);
    return n;
}

START_TEST(each_bad_document_breaks_its_requirement)
{
    ck_assert_uint_ge(walk("bad", true), 250);
}
END_TEST

START_TEST(good_documents_break_none)
{
    ck_assert_uint_ge(walk("good", false), 20);
}
END_TEST

TC_CHECK_MAIN("document fixtures", each_bad_document_breaks_its_requirement,
              good_documents_break_none)
