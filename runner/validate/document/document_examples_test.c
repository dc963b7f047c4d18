/* GS1's published examples, where TRACECERT_DATA names the folder: no verdict
 * but those that docs/rulings.md explains. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "base/file.h"
#include "tracecert/document.h"

/* End of the path, and what is found there that is no mere advice. */
static const struct {
    const char *file, *requirement;
} explained[] = {
    { "/SensorDataExamples.xml", "EPCIS-DOC-20" },
    { "/AssociationEvent-h.jsonld", "EPCIS-DOC-31" },
    { "/Example-PersistentDisposition.xml", "EPCIS-DOC-35" },
};
static const char *const advice[] = { "EPCIS-DOC-33", "EPCIS-DOC-42", "EPCIS-DOC-43",
                                      "EPCIS-DOC-46", "EPCIS-DOC-50" };

static struct tc_arena *arena;
static size_t files;

static bool ends_with(const char *path, const char *end)
{
    size_t len = strlen(path), n = strlen(end);

    return len >= n && strcmp(path + len - n, end) == 0;
}

static bool is_explained(const char *path, const char *requirement)
{
    for (size_t i = 0; i < sizeof(advice) / sizeof(advice[0]); i++)
        if (strcmp(advice[i], requirement) == 0)
            return true;
    for (size_t i = 0; i < sizeof(explained) / sizeof(explained[0]); i++)
        if (strcmp(explained[i].requirement, requirement) == 0 &&
            ends_with(path, explained[i].file))
            return true;
    return false;
}

static int judge(const char *path, const struct stat *status, int kind, struct FTW *ftw)
{
    struct tc_document_result result;
    struct tc_err err = { 0 };
    size_t len;
    char *bytes;

    (void)status, (void)ftw;
    if (kind != FTW_F)
        return 0;
    bytes = tc_file_read(arena, path, (size_t)16 << 20, &len, &err);
    ck_assert_msg(bytes != NULL, "%s: %s", path, err.en);
    tc_document_check(arena, bytes, len, &result);
    for (size_t i = 0; i < result.findings.count; i++) {
        const struct tc_finding *f = &result.findings.items[i];

        ck_assert_msg(is_explained(path, f->requirement), "%s:%ld: %s is not explained", path,
                      f->where.line, f->requirement);
    }
    files++;
    return 0;
}

START_TEST(examples_get_the_explained_verdicts)
{
    const char *data = getenv("TRACECERT_DATA");

    if (!data) {
        puts("skipped: TRACECERT_DATA is not set");
        return;
    }
    arena = tc_arena_new();
    ck_assert_int_eq(
        nftw(tc_arena_printf(arena, "%s/epcis/examples", data), judge, 8, FTW_PHYS), 0);
    ck_assert_uint_ge(files, 80);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("document examples", examples_get_the_explained_verdicts)
