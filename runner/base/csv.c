#include "base/csv.h"

#include <stdbool.h>
#include <string.h>
#include <unistr.h>

#define COLUMNS_MAX 64
#define ROWS_MAX 10000

struct reader {
    struct tc_arena *arena;
    const char *name, *at, *end, *line_start;
    long line;
    char separator;
    struct tc_err *err;
};

/* The error is at `place`; gives -1 for return. */
static int stop_at(struct reader *r, const char *place)
{
    tc_err_at(r->err, r->name, r->line, place - r->line_start + 1);
    return -1;
}

/* A spreadsheet of a Vietnamese office separates by semicolons. */
static char find_separator(const char *bytes, const char *end)
{
    const char *line_end = memchr(bytes, '\n', (size_t)(end - bytes));
    size_t len = (size_t)((line_end ? line_end : end) - bytes);

    return memchr(bytes, ';', len) && !memchr(bytes, ',', len) ? ';' : ',';
}

static bool at_line_end(const struct reader *r)
{
    return r->at == r->end || *r->at == '\n' ||
           (*r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n');
}

static void skip_line_end(struct reader *r)
{
    if (r->at < r->end && *r->at == '\r')
        r->at++;
    if (r->at < r->end)
        r->at++;
    r->line++;
    r->line_start = r->at;
}

/* The quote that ends a cell; NULL if there is none. */
static const char *closing_quote(const char *at, const char *end)
{
    for (; at < end; at++) {
        if (*at != '"')
            continue;
        if (at + 1 == end || at[1] != '"')
            return at;
        at++;
    }
    return NULL;
}

/* The cell up to `close`, doubled quotes made single; counts its lines. */
static char *copy_quoted(struct reader *r, const char *close)
{
    char *text = tc_arena_alloc(r->arena, (size_t)(close - r->at) + 1), *to = text;

    for (; r->at < close; r->at++) {
        if (*r->at == '"')
            r->at++;
        *to++ = *r->at;
        if (*r->at == '\n') {
            r->line++;
            r->line_start = r->at + 1;
        }
    }
    r->at = close + 1;
    return text;
}

/* A cell in quotes; `at` stands behind the first one. */
static int read_quoted(struct reader *r, struct tc_csv_cell *cell)
{
    const char *close = closing_quote(r->at, r->end);

    if (!close) {
        tc_err_set(r->err, "dấu nháy kép không được đóng", "this quote is never closed");
        return stop_at(r, r->at - 1);
    }
    cell->text = copy_quoted(r, close);
    if (!at_line_end(r) && *r->at != r->separator) {
        tc_err_set(r->err, "có ký tự thừa sau dấu nháy kép đóng",
                   "there is text behind the closing quote");
        return stop_at(r, r->at);
    }
    return 0;
}

static int read_cell(struct reader *r, struct tc_csv_cell *cell)
{
    const char *start = r->at;

    cell->line = r->line;
    cell->column = r->at - r->line_start + 1;
    if (r->at < r->end && *r->at == '"') {
        r->at++;
        return read_quoted(r, cell);
    }
    while (!at_line_end(r) && *r->at != r->separator) {
        if (*r->at == '"') {
            tc_err_set(r->err, "dấu nháy kép nằm giữa ô; hãy đặt cả ô trong dấu nháy kép",
                       "a quote in the middle of a cell; put the whole cell in quotes");
            return stop_at(r, r->at);
        }
        r->at++;
    }
    cell->text = tc_arena_strndup(r->arena, start, (size_t)(r->at - start));
    return 0;
}

/* The cells of one line. -1 and err, else their number. */
static int read_line(struct reader *r, struct tc_csv_cell *cells)
{
    int n = 0;

    for (;;) {
        if (n == COLUMNS_MAX) {
            tc_err_set(r->err, "dòng có quá nhiều ô", "the line has too many cells");
            return stop_at(r, r->at);
        }
        if (read_cell(r, &cells[n++]) < 0)
            return -1;
        if (at_line_end(r))
            break;
        r->at++;
    }
    skip_line_end(r);
    return n;
}

static bool empty_line(const struct tc_csv_cell *cells, int n)
{
    for (int i = 0; i < n; i++)
        if (*cells[i].text)
            return false;
    return true;
}

static int wrong_width(struct reader *r, const struct tc_csv_cell *first, int n, size_t columns)
{
    tc_err_at(r->err, r->name, first->line, first->column);
    tc_err_set(r->err, "dòng có %d ô, tiêu đề có %zu ô",
               "the line has %d cells, the header has %zu", n, columns);
    return -1;
}

static int read_rows(struct reader *r, struct tc_csv *csv)
{
    struct tc_csv_row *rows = tc_arena_alloc(r->arena, ROWS_MAX * sizeof(*rows));

    csv->rows = rows;
    while (r->at < r->end) {
        struct tc_csv_cell *cells = tc_arena_alloc(r->arena, COLUMNS_MAX * sizeof(*cells));
        int n = read_line(r, cells);

        if (n < 0)
            return -1;
        if (empty_line(cells, n))
            continue;
        if ((size_t)n != csv->columns)
            return wrong_width(r, cells, n, csv->columns);
        if (csv->count == ROWS_MAX) {
            tc_err_set(r->err, "bảng có quá nhiều dòng", "the table has too many rows");
            return stop_at(r, r->at);
        }
        rows[csv->count++].cells = cells;
    }
    return 0;
}

/* Place of the first byte that is no UTF-8 text, or NULL. */
static const char *find_bad_byte(struct reader *r)
{
    const uint8_t *bad = u8_check((const uint8_t *)r->at, (size_t)(r->end - r->at));
    const char *nul = memchr(r->at, '\0', (size_t)(r->end - r->at));
    const char *found = bad ? (const char *)bad : nul;

    for (const char *p = r->at; found && p < found; p++) {
        if (*p == '\n') {
            r->line++;
            r->line_start = p + 1;
        }
    }
    return found;
}

int tc_csv_parse(struct tc_arena *arena, const char *name, const char *bytes, size_t len,
                 struct tc_csv *csv, struct tc_err *err)
{
    struct reader r = {
        .arena = arena, .name = name, .end = bytes + len, .line = 1, .err = err
    };
    struct tc_csv_cell *header = tc_arena_alloc(arena, COLUMNS_MAX * sizeof(*header));
    const char *bad;
    int n;

    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        bytes += 3;
    r.at = r.line_start = bytes;
    bad = find_bad_byte(&r);
    if (bad) {
        tc_err_set(r.err, "tệp không phải văn bản UTF-8; hãy lưu dạng CSV UTF-8",
                   "this is no UTF-8 text; save as CSV UTF-8");
        return stop_at(&r, bad);
    }
    if (r.at == r.end) {
        tc_err_set(r.err, "bảng trống", "the table is empty");
        return stop_at(&r, r.at);
    }
    r.separator = find_separator(bytes, r.end);
    n = read_line(&r, header);
    if (n < 0)
        return -1;
    *csv = (struct tc_csv){ .header = header, .columns = (size_t)n };
    return read_rows(&r, csv);
}
