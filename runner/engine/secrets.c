#include "engine/secrets.h"

#include <openssl/evp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"

#define MAX_SECRET ((size_t)16 << 10)
#define MAX_NEEDLES 1024
#define SHORTEST 4

/* Every spelling of every secret, longest first. */
static struct needle {
    char *bytes;
    size_t len;
} needles[MAX_NEEDLES];
static size_t needle_count;
static pthread_mutex_t adding = PTHREAD_MUTEX_INITIALIZER; /* the doctor asks in threads */

bool tc_secret_is_reference(const char *reference)
{
    return (strncmp(reference, "env:", 4) == 0 && reference[4]) ||
           (strncmp(reference, "file:", 5) == 0 && reference[5]);
}

static void add_needle(const char *bytes, size_t len)
{
    size_t at = needle_count;

    if (len < SHORTEST || needle_count == MAX_NEEDLES)
        return;
    for (size_t i = 0; i < needle_count; i++)
        if (needles[i].len == len && memcmp(needles[i].bytes, bytes, len) == 0)
            return;
    while (at > 0 && needles[at - 1].len < len) {
        needles[at] = needles[at - 1];
        at--;
    }
    needles[at] = (struct needle){ malloc(len), len };
    if (!needles[at].bytes)
        abort();
    memcpy(needles[at].bytes, bytes, len);
    needle_count++;
}

/* Base64 with `skip` bytes before the secret: without the characters that the
 * neighbours share. */
static void add_base64(struct tc_arena *arena, const char *value, size_t len, size_t skip)
{
    unsigned char *padded = tc_arena_alloc(arena, len + skip);
    char *text = tc_arena_alloc(arena, 4 * ((len + skip) / 3 + 2));
    size_t from = skip ? skip + 1 : 0, to = (len + skip) * 8 / 6;

    memcpy(padded + skip, value, len);
    EVP_EncodeBlock((unsigned char *)text, padded, (int)(len + skip));
    if (to <= from)
        return;
    add_needle(text + from, to - from);
    for (size_t i = from; i < to; i++)
        text[i] = text[i] == '+' ? '-' : text[i] == '/' ? '_' : text[i];
    add_needle(text + from, to - from);
}

static void add_escaped(struct tc_arena *arena, const char *value, size_t len)
{
    char *url = tc_arena_alloc(arena, 3 * len + 1), *json = tc_arena_alloc(arena, 2 * len + 1);
    size_t u = 0, j = 0;

    for (size_t i = 0; i < len; i++) {
        static const char hex[] = "0123456789ABCDEF";
        unsigned char c = (unsigned char)value[i];

        if (c == '"' || c == '\\')
            json[j++] = '\\';
        json[j++] = (char)c;
        if (c && (strchr("-._~", c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                  (c >= 'A' && c <= 'Z'))) {
            url[u++] = (char)c;
        } else {
            url[u++] = '%';
            url[u++] = hex[c >> 4];
            url[u++] = hex[c & 15];
        }
    }
    add_needle(url, u);
    add_needle(json, j);
}

bool tc_secrets_add(const char *value, size_t len)
{
    struct tc_arena *arena;

    if (len < SHORTEST || len > MAX_SECRET)
        return false;
    arena = tc_arena_new();
    pthread_mutex_lock(&adding);
    add_needle(value, len);
    for (size_t skip = 0; skip < 3; skip++)
        add_base64(arena, value, len, skip);
    add_escaped(arena, value, len);
    pthread_mutex_unlock(&adding);
    tc_arena_free(arena);
    return true;
}

static const char *from_file(struct tc_arena *arena, const char *path, const char *beside,
                             struct tc_err *err)
{
    size_t len;
    char *value;

    if (*path != '/' && beside)
        path = tc_arena_printf(arena, "%s/%s", beside, path);
    value = tc_file_read(arena, path, MAX_SECRET, &len, err);
    if (value && len && value[len - 1] == '\n')
        value[--len] = '\0';
    if (value && len && value[len - 1] == '\r')
        value[--len] = '\0';
    return value;
}

const char *tc_secret_resolve(struct tc_arena *arena, const char *reference, const char *beside,
                              struct tc_err *err)
{
    const char *value;

    if (strncmp(reference, "file:", 5) == 0) {
        value = from_file(arena, reference + 5, beside, err);
        if (!value)
            return NULL;
    } else {
        value = getenv(reference + 4);
    }
    if (!value || !*value) {
        tc_err_set(err, "%s chưa được đặt hoặc rỗng", "%s is not set or empty", reference);
        return NULL;
    }
    tc_secrets_add(value, strlen(value));
    return tc_arena_strdup(arena, value);
}

static const struct needle *needle_at(const char *at, size_t left)
{
    for (size_t i = 0; i < needle_count; i++)
        if (needles[i].len <= left && *needles[i].bytes == *at &&
            memcmp(needles[i].bytes, at, needles[i].len) == 0)
            return &needles[i];
    return NULL;
}

/* Length of a header name whose value is always secret, 0 if none is here. */
static size_t secret_header_at(const char *bytes, size_t at, size_t len)
{
    static const char *const names[] = { "Authorization:", "Proxy-Authorization:", "Cookie:",
                                         "Set-Cookie:" };

    if (at > 0 && bytes[at - 1] != '\n')
        return 0;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        size_t n = strlen(names[i]);

        if (n <= len - at && strncasecmp(bytes + at, names[i], n) == 0)
            return n;
    }
    return 0;
}

struct output {
    char *bytes;
    size_t len, capacity;
};

static void put(struct output *out, const char *bytes, size_t len)
{
    if (out->len + len + 1 > out->capacity) {
        out->capacity = 2 * (out->len + len) + 64;
        out->bytes = realloc(out->bytes, out->capacity);
        if (!out->bytes)
            abort();
    }
    memcpy(out->bytes + out->len, bytes, len);
    out->len += len;
}

const char *tc_secrets_redact(struct tc_arena *arena, const char *bytes, size_t len,
                              size_t *out_len)
{
    struct output out = { 0 };
    const char *kept;

    for (size_t i = 0; i < len;) {
        const struct needle *needle = needle_at(bytes + i, len - i);
        size_t header = secret_header_at(bytes, i, len);

        if (header) {
            put(&out, bytes + i, header);
            put(&out, " " TC_SECRET_REMOVED, strlen(" " TC_SECRET_REMOVED));
            for (i += header; i < len && bytes[i] != '\r' && bytes[i] != '\n'; i++)
                continue;
        } else if (needle) {
            put(&out, TC_SECRET_REMOVED, strlen(TC_SECRET_REMOVED));
            i += needle->len;
        } else {
            put(&out, bytes + i++, 1);
        }
    }
    kept = tc_arena_strndup(arena, out.bytes ? out.bytes : "", out.len);
    *out_len = out.len;
    free(out.bytes);
    return kept;
}

const char *tc_secrets_redact_text(struct tc_arena *arena, const char *text)
{
    size_t len;

    return text ? tc_secrets_redact(arena, text, strlen(text), &len) : NULL;
}
