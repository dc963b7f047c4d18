#include "engine/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"

#define MAX_RESULTS ((size_t)512 << 20)

static const char *path_of(struct tc_arena *arena, const char *dir, const char *name)
{
    return tc_arena_printf(arena, "%s/%s", dir, name);
}

static int write_manifest(struct tc_arena *arena, const char *dir, json_t *manifest,
                          struct tc_err *err)
{
    char *text = json_dumps(manifest, JSON_INDENT(1));
    int rc = text ? tc_file_write(path_of(arena, dir, "manifest.json"), text, strlen(text), err)
                  : -1;

    free(text);
    return rc;
}

static int open_results(struct tc_evidence *evidence, const char *path, int flags,
                        struct tc_err *err)
{
    evidence->fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | flags, 0644);
    if (evidence->fd >= 0)
        return 0;
    tc_err_at(err, path, 0, 0);
    tc_err_set(err, "không ghi được tệp kết quả (%s)", "cannot write the results (%s)",
               strerror(errno));
    return -1;
}

int tc_evidence_create(struct tc_evidence *evidence, const char *dir, json_t *manifest,
                       struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    const char *results = path_of(arena, dir, "results.jsonl");
    int rc = -1;

    *evidence = (struct tc_evidence){ .dir = dir, .fd = -1, .records = json_array() };
    if (access(results, F_OK) == 0) {
        tc_err_at(err, dir, 0, 0);
        tc_err_set(err,
                   "thư mục đã có kết quả của một lần chạy; dùng --resume hoặc thư mục khác",
                   "the folder already holds a run; use --resume or another folder");
    } else if (tc_file_mkdirs(path_of(arena, dir, "blobs"), err) == 0 &&
               write_manifest(arena, dir, manifest, err) == 0) {
        rc = open_results(evidence, results, O_CREAT | O_EXCL, err);
    }
    json_decref(manifest);
    tc_arena_free(arena);
    return rc;
}

static int altered(struct tc_err *err, const char *path, long line)
{
    tc_err_at(err, path, line, 1);
    tc_err_set(err, "kết quả đã bị sửa: chuỗi băm đứt ở dòng này",
               "the results were altered: the hash chain breaks at this line");
    return -1;
}

/* Read the whole lines of `bytes` into `records`. */
static int read_lines(const char *path, const char *bytes, size_t len, json_t *records,
                      size_t *whole, char prev[TC_SHA256_HEX + 1], struct tc_err *err)
{
    const char *at = bytes, *end;
    long line = 1;

    for (; (end = memchr(at, '\n', len - (size_t)(at - bytes))) != NULL; at = end + 1, line++) {
        json_t *record = tc_json_parse(path, at, (size_t)(end - at), err);
        const char *claimed = json_string_value(json_object_get(record, "prev"));
        int broken = !claimed || strcmp(claimed, prev) != 0;

        if (record)
            json_array_append_new(records, record);
        if (broken)
            return altered(err, path, line);
        tc_sha256_hex(at, (size_t)(end - at), prev);
    }
    *whole = (size_t)(at - bytes);
    return 0;
}

json_t *tc_evidence_read(const char *dir, size_t *whole, char prev[TC_SHA256_HEX + 1],
                         struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    const char *path = path_of(arena, dir, "results.jsonl");
    json_t *records = json_array();
    size_t len;
    char *bytes = tc_file_read(arena, path, MAX_RESULTS, &len, err);

    prev[0] = '\0';
    if (!bytes || read_lines(path, bytes, len, records, whole, prev, err) < 0) {
        json_decref(records);
        records = NULL;
    }
    tc_arena_free(arena);
    return records;
}

json_t *tc_evidence_manifest(const char *dir, struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    json_t *manifest = tc_json_load(path_of(arena, dir, "manifest.json"), err);

    tc_arena_free(arena);
    return manifest;
}

int tc_evidence_resume(struct tc_evidence *evidence, const char *dir, struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    const char *path = path_of(arena, dir, "results.jsonl");
    size_t whole = 0;
    int rc = -1;

    *evidence = (struct tc_evidence){ .dir = dir, .fd = -1 };
    if (open_results(evidence, path, O_CREAT, err) == 0)
        evidence->records = tc_evidence_read(dir, &whole, evidence->prev, err);
    if (evidence->records) {
        rc = ftruncate(evidence->fd, (off_t)whole);
        if (rc < 0)
            tc_err_set(err, "không cắt được dòng dở dang (%s)", "cannot cut the half line (%s)",
                       strerror(errno));
    }
    tc_arena_free(arena);
    return rc;
}

int tc_evidence_append(struct tc_evidence *evidence, json_t *record, struct tc_err *err)
{
    char *text, *line;
    size_t len;
    ssize_t put = -1;

    json_object_set_new(record, "prev", json_string(evidence->prev));
    text = json_dumps(record, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(record);
    len = text ? strlen(text) : 0;
    line = realloc(text, len + 2);
    if (!line)
        abort();
    tc_sha256_hex(line, len, evidence->prev);
    line[len] = '\n';
    put = write(evidence->fd, line, len + 1);
    free(line);
    if (put == (ssize_t)(len + 1) && fsync(evidence->fd) == 0)
        return 0;
    tc_err_at(err, evidence->dir, 0, 0);
    tc_err_set(err, "không ghi được kết quả (%s); hãy kiểm tra dung lượng đĩa",
               "cannot write the results (%s); look at the space on the disk",
               put < 0 ? strerror(errno) : strerror(ENOSPC));
    return -1;
}

void tc_evidence_close(struct tc_evidence *evidence)
{
    if (evidence->fd >= 0)
        close(evidence->fd);
    json_decref(evidence->records);
}
