/* Whether what is seen is what a pattern says. */
#include <math.h>
#include <string.h>

#include "validate/decode/pattern.h"
#include "validate/decode/scan_line.h"

#define LINES 25     /* across a box */
#define WIDE 64      /* rows of bars of one symbol, at most */
#define APART 0.5    /* modules between an edge-to-similar-edge distance and the nominal one */
#define AROUND 4     /* pixels beside a box in which bars may still lie */
#define SINGLE_MIN 2 /* lines in which the only row has to be seen */

bool tc_pattern_is_grid(const struct tc_pattern *pattern, const struct tc_grid *grid)
{
    if (pattern->linear || pattern->rows != grid->rows || pattern->columns != grid->columns)
        return false;
    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->part[i] != TC_PART_UNUSED && pattern->dark[i] != grid->right[i])
            return false;
    return true;
}

int tc_pattern_widths(const struct tc_pattern *pattern, int row, int *widths)
{
    const unsigned char *dark = pattern->dark + row * pattern->columns;
    int first = 0, last = pattern->columns - 1, n = 0;

    while (first < last && !dark[first])
        first++;
    while (last > first && !dark[last])
        last--;
    for (int i = first; i <= last; i++) {
        if (i == first || dark[i] != dark[i - 1]) {
            if (n == TC_PATTERN_WIDTHS_MAX)
                return 0;
            widths[n++] = 0;
        }
        widths[n - 1]++;
    }
    return n;
}

/* --- lines --------------------------------------------------------------------------- */

/* The `i`-th line across the box, along its rows or its columns. */
static int read_line(const struct tc_image *image, const int box[4], bool down, int i,
                     struct tc_scan_line *line)
{
    static unsigned char gray[1 << 16];
    int end = down ? image->height : image->width, along = down ? 1 : 0;
    int from = box[along] - AROUND, to = box[along] + box[along + 2] + AROUND;
    int across = box[1 - along] + (int)((i + 0.5) * box[3 - along] / LINES);
    size_t width = (size_t)image->width;

    from = from > 0 ? from : 0;
    to = to < end ? to : end;
    if (across < 0 || across >= (down ? image->width : image->height) ||
        to - from > (int)sizeof(gray))
        return 0;
    for (int p = from; p < to; p++)
        gray[p - from] = image->gray[down ? (size_t)p * width + (size_t)across
                                          : (size_t)across * width + (size_t)p];
    tc_scan_line_read(gray, to - from, line);
    return to - from;
}

/* By distances between similar edges, which do not change when ink spreads. */
static bool is_at(const struct tc_scan_line *line, int at, const int *widths, int n)
{
    int modules = 0;
    double module;

    for (int i = 0; i < n; i++)
        modules += widths[i];
    module = (line->edge[at + n] - line->edge[at]) / modules;
    for (int i = 0; i + 1 < n; i++) {
        double seen = (line->edge[at + i + 2] - line->edge[at + i]) / module;

        if (fabs(seen - widths[i] - widths[i + 1]) > APART)
            return false;
    }
    return true;
}

static bool is_in(const struct tc_scan_line *line, const int *widths, int n)
{
    for (int at = 0; at + n < line->count; at += 2)
        if (is_at(line, at, widths, n))
            return true;
    return false;
}

/* Count the rows that a line shows. */
static void see(const struct tc_pattern *pattern, const struct tc_scan_line *line,
                int seen[WIDE])
{
    static int widths[TC_PATTERN_WIDTHS_MAX];

    for (int row = 0; row < pattern->rows; row++) {
        int n = tc_pattern_widths(pattern, row, widths);

        seen[row] += n > 2 && is_in(line, widths, n);
    }
}

static bool is_seen_along(const struct tc_pattern *pattern, const struct tc_image *image,
                          const int box[4], bool down)
{
    static struct tc_scan_line line, turned;
    int seen[2][WIDE] = { { 0 } }; /* read from the start of the lines, from their end */
    int least[2] = { LINES, LINES };

    for (int i = 0; i < LINES; i++) {
        int length = read_line(image, box, down, i, &line);

        if (length == 0)
            return false;
        tc_scan_line_turn(&line, length, &turned);
        see(pattern, &line, seen[0]);
        see(pattern, &turned, seen[1]);
    }
    for (int i = 0; i < 2; i++)
        for (int row = 0; row < pattern->rows; row++)
            least[i] = seen[i][row] < least[i] ? seen[i][row] : least[i];
    return (least[0] > least[1] ? least[0] : least[1]) >= (pattern->rows > 1 ? 1 : SINGLE_MIN);
}

bool tc_pattern_is_seen(const struct tc_pattern *pattern, const struct tc_image *image,
                        const int box[4])
{
    return pattern->linear && pattern->rows <= WIDE &&
           (is_seen_along(pattern, image, box, false) ||
            is_seen_along(pattern, image, box, true));
}
