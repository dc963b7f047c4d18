#include "base/csv.h"

#include <string.h>

#include "base/check_main.h"

static int parse(struct tc_arena *arena, const char *text, struct tc_csv *csv,
                 struct tc_err *err)
{
    return tc_csv_parse(arena, "rows.csv", text, strlen(text), csv, err);
}

START_TEST(cells_are_read)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    struct tc_csv csv;

    ck_assert_int_eq(
        parse(arena, "id,label\r\n1,\"Tên, \"\"loại 1\"\"\"\r\n\r\n2,\n", &csv, &err), 0);
    ck_assert_uint_eq(csv.columns, 2);
    ck_assert_uint_eq(csv.count, 2);
    ck_assert_str_eq(csv.header[1].text, "label");
    ck_assert_str_eq(csv.rows[0].cells[1].text, "Tên, \"loại 1\"");
    ck_assert_int_eq(csv.rows[0].cells[1].column, 3);
    ck_assert_str_eq(csv.rows[1].cells[0].text, "2");
    ck_assert_int_eq(csv.rows[1].cells[0].line, 4);
    ck_assert_str_eq(csv.rows[1].cells[1].text, "");
    tc_arena_free(arena);
}
END_TEST

START_TEST(spreadsheets_are_read)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    struct tc_csv csv;

    ck_assert_int_eq(
        parse(arena, "\xEF\xBB\xBFid;nhãn\r\n1;\"hai\ndòng\"\r\n2;a,b", &csv, &err), 0);
    ck_assert_str_eq(csv.header[0].text, "id");
    ck_assert_str_eq(csv.rows[0].cells[1].text, "hai\ndòng");
    ck_assert_str_eq(csv.rows[1].cells[1].text, "a,b");
    ck_assert_int_eq(csv.rows[1].cells[0].line, 4);
    tc_arena_free(arena);
}
END_TEST

static void refused(const char *text, long line, long column)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    struct tc_csv csv;

    ck_assert_int_eq(parse(arena, text, &csv, &err), -1);
    ck_assert_str_eq(err.file, "rows.csv");
    ck_assert_int_eq(err.line, line);
    ck_assert_int_eq(err.column, column);
    ck_assert(*err.vi && *err.en);
    tc_arena_free(arena);
}

START_TEST(errors_name_line_and_column)
{
    refused("", 1, 1);
    refused("a,b\n1\n", 2, 1);
    refused("a,b\n1,2,3\n", 2, 1);
    refused("a,b\nx,\"never\nclosed\n", 2, 3);
    refused("a,b\n\"x\"y,2\n", 2, 4);
    refused("a,b\nx\"y,2\n", 2, 2);
    refused("a,b\n1,\xFF\n", 2, 3);
}
END_TEST

TC_CHECK_MAIN("csv", cells_are_read, spreadsheets_are_read, errors_name_line_and_column)
