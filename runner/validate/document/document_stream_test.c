/* In what pieces a document comes makes no difference. */
#include <string.h>

#include "base/check_main.h"
#include "tracecert/document.h"

#define PIECE_MAX 40 /* bytes */

static struct tc_arena *arena;

struct pieces {
    const char *at;
    size_t left, piece;
};

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

static void check_same(const struct tc_document_result *whole,
                       const struct tc_document_result *pieces, const char *text, size_t piece)
{
    ck_assert_msg(whole->format == pieces->format, "%s, by %zu", text, piece);
    ck_assert_msg(whole->events == pieces->events, "%s, by %zu", text, piece);
    ck_assert_msg(whole->findings.count == pieces->findings.count, "%s, by %zu", text, piece);
    for (size_t i = 0; i < whole->findings.count; i++)
        ck_assert_str_eq(whole->findings.items[i].requirement,
                         pieces->findings.items[i].requirement);
}

static void check(const char *text, enum tc_document_format format)
{
    struct tc_document_result whole, pieces;

    tc_document_check(arena, text, strlen(text), &whole);
    ck_assert_msg(whole.format == format, "%s", text);
    for (size_t piece = 1; piece <= PIECE_MAX; piece++) {
        struct pieces source = { text, strlen(text), piece };

        tc_document_stream(arena, give, &source, &pieces);
        check_same(&whole, &pieces, text, piece);
    }
}

START_TEST(the_format_is_told_from_the_first_byte)
{
    arena = tc_arena_new();
    check("<a/>", TC_FORMAT_XML_2_0);
    check("\r\n\t <a/>", TC_FORMAT_XML_2_0);
    check("\xef\xbb\xbf<a/>", TC_FORMAT_XML_2_0);
    check("\xef\xbb\xbf \r\n <a/>", TC_FORMAT_XML_2_0);
    check("\xef\xbb\xbf \r\n {}", TC_FORMAT_JSON);
    check("{\"type\":\"ObjectEvent\"}\n{\"type\":\"ObjectEvent\"}\n", TC_FORMAT_JSON);
    check(" ", TC_FORMAT_JSON);
    check("", TC_FORMAT_JSON);
    tc_arena_free(arena);
}
END_TEST

/* libxml2 asks iconv for what it does not know by name. */
START_TEST(a_broken_byte_is_found_in_whatever_piece)
{
    arena = tc_arena_new();
    check("<?xml version=\"1.0\" encoding=\"UTF08\"?>\n<a b=\"\352 "
          "0000000000000000000000000000\">"
          " 00000000000000000000000000000000000000000000000000000000000000000000</a>\n",
          TC_FORMAT_XML_2_0);
    check("<!DOCTYPE a [<!ENTITY b '>'>]><a>&b;</a>", TC_FORMAT_XML_2_0);
    tc_arena_free(arena);
}
END_TEST

static const char *first_found(const char *text)
{
    struct tc_document_result result;

    tc_document_check(arena, text, strlen(text), &result);
    ck_assert_uint_gt(result.findings.count, 0);
    return result.findings.items[result.findings.count - 1].actual.en;
}

START_TEST(too_little_is_told_from_too_much)
{
    arena = tc_arena_new();
    ck_assert_ptr_nonnull(strstr(first_found("<a"), "ends before"));
    ck_assert_ptr_nonnull(strstr(first_found("<a><b></b>"), "ends before"));
    ck_assert_ptr_nonnull(strstr(first_found("<a/><b/>"), "Extra content"));
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("document stream", the_format_is_told_from_the_first_byte,
              a_broken_byte_is_found_in_whatever_piece, too_little_is_told_from_too_much)
