#include "base/lines.h"

#include <string.h>
#include <unistd.h>

#include "base/check_main.h"

static struct tc_lines lines;

/* A file of these bytes, open for reading. */
static void open_bytes(const char *bytes, size_t len, size_t times)
{
    char name[] = "/tmp/tracecert-lines-XXXXXX";
    int fd = mkstemp(name);

    ck_assert_int_ge(fd, 0);
    unlink(name);
    for (size_t i = 0; i < times; i++)
        ck_assert_int_eq(write(fd, bytes, len), (ssize_t)len);
    lseek(fd, 0, SEEK_SET);
    tc_lines_init(&lines, fd);
}

static void expect(const char *wanted, size_t number)
{
    const char *line;
    size_t len;

    ck_assert(tc_lines_next(&lines, &line, &len));
    ck_assert_uint_eq(len, strlen(wanted));
    ck_assert_mem_eq(line, wanted, len);
    ck_assert_uint_eq(lines.number, number);
}

static void expect_end(void)
{
    const char *line;
    size_t len;

    ck_assert(!tc_lines_next(&lines, &line, &len));
    close(lines.fd);
}

START_TEST(line_ends)
{
    open_bytes("a\r\n\nb\n", 6, 1);
    expect("a", 1);
    expect("", 2);
    expect("b", 3);
    expect_end();
    ck_assert_int_eq(lines.error, 0);
}
END_TEST

START_TEST(last_line_without_end)
{
    open_bytes("a\nbc", 4, 1);
    expect("a", 1);
    expect("bc", 2);
    expect_end();
    open_bytes("", 0, 1);
    expect_end();
}
END_TEST

START_TEST(long_line_is_cut)
{
    static char big[3 * TC_LINE_MAX];
    const char *line;
    size_t len;

    memset(big, 'x', sizeof(big));
    memcpy(big + sizeof(big) - 5, "\nend\n", 5);
    open_bytes(big, sizeof(big), 1);
    ck_assert(tc_lines_next(&lines, &line, &len));
    ck_assert_uint_eq(len, TC_LINE_MAX);
    expect("end", 2);
    expect_end();
}
END_TEST

START_TEST(many_lines)
{
    open_bytes("0123456\n", 8, 100000);
    for (size_t i = 1; i <= 100000; i++)
        expect("0123456", i);
    expect_end();
}
END_TEST

START_TEST(read_error)
{
    tc_lines_init(&lines, -1);
    expect_end();
    ck_assert_int_ne(lines.error, 0);
}
END_TEST

TC_CHECK_MAIN("lines", line_ends, last_line_without_end, long_line_is_cut, many_lines,
              read_error)
