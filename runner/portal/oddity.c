#include "portal/oddity.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define WIDE ((size_t)64 << 10)
#define DEEP 10000
#define BOMB ((size_t)16 << 20)
#define BOMB_PIECE ((size_t)1 << 16)
#define JSON "{\"title\":\"scripted\"}"

static const char chunked[] = "Content-Type: application/json\r\n"
                              "Transfer-Encoding: chunked\r\n"
                              "Trailer: X-Sum\r\n\r\n"
                              "1;a=b\r\n{\r\n"
                              "00007;name=\"q;q\"\r\n\"title\"\r\n"
                              "B\r\n:\"scripted\"\r\n"
                              "1\r\n}\r\n"
                              "0;last\r\nX-Sum: 1\r\n\r\n";

static const char odd_headers[] = "content-type: application/json\r\n"
                                  "cache-control: no-store\r\nCACHE-CONTROL: private\r\n"
                                  "x-folded: one\r\n two\r\n\tthree\r\n"
                                  "x-empty:\r\n"
                                  "content-length:20\r\n\r\n" JSON;

static const char entities[] =
    "<?xml version=\"1.0\"?>\n<!DOCTYPE e [\n<!ENTITY x SYSTEM \"%s\">\n"
    "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\n"
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
    "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">\n"
    "<!ENTITY f \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]>\n<e>&x;&f;&f;&f;</e>\n";

static const char *repeated(struct tc_arena *arena, char what, size_t n)
{
    char *text = tc_arena_alloc(arena, n + 1);

    memset(text, what, n);
    return text;
}

static const char *with_length(struct tc_arena *arena, const char *type, const char *body)
{
    return tc_arena_printf(arena, "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n%s", type,
                           strlen(body), body);
}

static const char *deep_json(struct tc_arena *arena)
{
    return with_length(
        arena, "application/json",
        tc_arena_printf(arena, "%s%s", repeated(arena, '[', DEEP), repeated(arena, ']', DEEP)));
}

/* Headers and body of the message, as text; NULL for another name. */
static const char *text_of(struct tc_arena *arena, const char *name, const char *elsewhere)
{
    if (strcmp(name, "chunked") == 0)
        return chunked;
    if (strcmp(name, "odd-headers") == 0)
        return odd_headers;
    if (strcmp(name, "http-1.0") == 0 || strcmp(name, "stale") == 0)
        return with_length(arena, "application/json", JSON);
    if (strcmp(name, "closing") == 0)
        return tc_arena_printf(arena, "Connection: close\r\n%s",
                               with_length(arena, "application/json", JSON));
    if (strcmp(name, "unfinished") == 0)
        return "Connection: close\r\nContent-Type: application/json\r\n\r\n{\"title\":\"scr";
    if (strcmp(name, "wide-header") == 0)
        return tc_arena_printf(arena, "X-Wide: %s\r\n%s", repeated(arena, 'w', WIDE),
                               with_length(arena, "application/json", JSON));
    if (strcmp(name, "bom") == 0)
        return with_length(arena, "application/json; charset=UTF-16", "\xEF\xBB\xBF" JSON);
    if (strcmp(name, "broken-json") == 0)
        return with_length(arena, "application/json", "{\"title\":\"scr");
    if (strcmp(name, "odd-json") == 0)
        return with_length(arena, "application/json",
                           "{\"status\":9223372036854775808,\"status\":1e400,\"status\":-0}");
    if (strcmp(name, "deep-json") == 0)
        return deep_json(arena);
    if (strcmp(name, "entities") == 0)
        return with_length(arena, "application/xml",
                           tc_arena_printf(arena, entities, elsewhere));
    return NULL;
}

static unsigned char packed[BOMB / 500];
static size_t packed_len;

/* So many zero bytes, packed into few. */
static void pack(void)
{
    static const unsigned char zeros[BOMB_PIECE];
    z_stream z = { .next_out = packed, .avail_out = sizeof(packed) };

    if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_RLE) != Z_OK)
        abort();
    for (size_t done = 0; done < BOMB; done += BOMB_PIECE) {
        z.next_in = (unsigned char *)zeros;
        z.avail_in = BOMB_PIECE;
        deflate(&z, done + BOMB_PIECE == BOMB ? Z_FINISH : Z_NO_FLUSH);
    }
    packed_len = z.total_out;
    deflateEnd(&z);
}

static const char *bomb_message(struct tc_arena *arena, int status, size_t *len)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    const char *head;
    char *message;

    pthread_once(&once, pack);
    head = tc_arena_printf(arena,
                           "HTTP/1.1 %d Scripted\r\nContent-Type: application/json\r\n"
                           "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n",
                           status, packed_len);
    *len = strlen(head) + packed_len;
    message = tc_arena_alloc(arena, *len);
    memcpy(message, head, strlen(head));
    memcpy(message + strlen(head), packed, packed_len);
    return message;
}

const char *tc_portal_oddity(struct tc_arena *arena, const char *name, int status,
                             const char *elsewhere, size_t *len)
{
    const char *text, *message;

    if (strcmp(name, "gzip-bomb") == 0)
        return bomb_message(arena, status, len);
    text = text_of(arena, name, elsewhere);
    if (!text)
        return NULL;
    message = tc_arena_printf(arena, "HTTP/1.%d %d Scripted\r\n%s",
                              strcmp(name, "http-1.0") == 0 ? 0 : 1, status, text);
    *len = strlen(message);
    return message;
}
