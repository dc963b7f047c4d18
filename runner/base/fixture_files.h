/* For unit tests: the files of a fixture folder, their requirements, and inputs
 * that come in pieces. */
#ifndef TC_BASE_FIXTURE_FILES_H
#define TC_BASE_FIXTURE_FILES_H

#include <check.h>
#include <dirent.h>
#include <string.h>

#include "base/file.h"

/* Call `each` with every file of fixtures/`kind`/`folder`; gives how many. */
static inline size_t fixture_walk(struct tc_arena *arena, const char *kind, const char *folder,
                                  void (*each)(const char *folder, const char *file))
{
    const char *path =
        tc_arena_printf(arena, "%s/fixtures/%s/%s", tc_file_home(arena), kind, folder);
    DIR *dir = opendir(path);
    size_t n = 0;

    ck_assert_msg(dir != NULL, "no folder %s", path);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        each(path, entry->d_name);
        n++;
    }
    closedir(dir);
    return n;
}

/* The requirement that begins the name of a file, up to two hyphens. */
static inline const char *fixture_requirement(struct tc_arena *arena, const char *file)
{
    const char *end = strstr(file, "--");

    ck_assert_msg(end != NULL, "%s names no requirement", file);
    return tc_arena_strndup(arena, file, (size_t)(end - file));
}

/* A fixture whole, at most a mebibyte. */
static inline char *fixture_read(struct tc_arena *arena, const char *folder, const char *file,
                                 size_t *len)
{
    struct tc_err err = { 0 };
    char *bytes = tc_file_read(arena, tc_arena_printf(arena, "%s/%s", folder, file),
                               (size_t)1 << 20, len, &err);

    ck_assert_msg(bytes != NULL, "%s: %s", file, err.en);
    return bytes;
}

/* An input that is given in pieces of `piece` bytes. */
struct fixture_pieces {
    const char *at, *end;
    size_t piece;
};

static inline size_t fixture_give(void *cookie, char *into, size_t room)
{
    struct fixture_pieces *p = cookie;
    size_t n = (size_t)(p->end - p->at);

    n = n < p->piece ? n : p->piece;
    n = n < room ? n : room;
    memcpy(into, p->at, n);
    p->at += n;
    return n;
}

#endif
