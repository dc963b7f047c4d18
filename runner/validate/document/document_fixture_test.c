/* fixtures/documents: a bad document breaks exactly the requirement in its
 * name, a good one none; and it makes no difference in what pieces it comes. */
#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "base/fixture_files.h"
#include "tracecert/document.h"

static struct tc_arena *arena;

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
        struct fixture_pieces pieces = { bytes, bytes + len, sizes[i] };
        struct tc_document_result result;

        tc_document_stream(arena, fixture_give, &pieces, &result);
        compare(file, whole, &result);
    }
}

static void judge_file(const char *folder, const char *file, struct tc_document_result *result)
{
    size_t len;
    char *bytes = fixture_read(arena, folder, file, &len);

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

static void judge_bad(const char *folder, const char *file)
{
    struct tc_document_result result;

    judge_file(folder, file, &result);
    expect_only(file, &result, fixture_requirement(arena, file));
}

static void judge_good(const char *folder, const char *file)
{
    struct tc_document_result result;

    judge_file(folder, file, &result);
    expect_only(file, &result, NULL);
}

START_TEST(each_bad_document_breaks_its_requirement)
{
    arena = tc_arena_new();
    ck_assert_uint_ge(fixture_walk(arena, "documents", "bad", judge_bad), 250);
    tc_arena_free(arena);
}
END_TEST

START_TEST(good_documents_break_none)
{
    arena = tc_arena_new();
    ck_assert_uint_ge(fixture_walk(arena, "documents", "good", judge_good), 20);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("document fixtures", each_bad_document_breaks_its_requirement,
              good_documents_break_none)
