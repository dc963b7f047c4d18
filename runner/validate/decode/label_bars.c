/* Where the bars of a linear symbol are: decoders tell the lines that they have
 * read, not how far the symbol goes. */
#include <stdlib.h>

#include "validate/decode/label_read.h"

#define ALIKE 0.9 /* of the pixels of a row that belongs to the same bars */
#define DARK 128

/* A line of pixels across the bars: a row, or a column of a turned symbol. */
static bool is_alike(const struct tc_image *image, const int box[4], bool turned, int a, int b)
{
    int length = turned ? box[3] : box[2], same = 0;

    for (int i = 0; i < length; i++) {
        size_t width = (size_t)image->width;
        size_t at_a = turned ? (size_t)(box[1] + i) * width + (size_t)a
                             : (size_t)a * width + (size_t)(box[0] + i);
        size_t at_b = turned ? (size_t)(box[1] + i) * width + (size_t)b
                             : (size_t)b * width + (size_t)(box[0] + i);

        same += abs(image->gray[at_a] - image->gray[at_b]) < 64;
    }
    return same >= ALIKE * length;
}

static void grow_along_bars(const struct tc_image *image, int box[4])
{
    bool turned = box[3] > box[2];
    int end = turned ? image->width : image->height;
    int from = turned ? box[0] : box[1], to = from + (turned ? box[2] : box[3]) - 1;
    int middle = (from + to) / 2;

    while (from > 0 && is_alike(image, box, turned, middle, from - 1))
        from--;
    while (to < end - 1 && is_alike(image, box, turned, middle, to + 1))
        to++;
    box[turned ? 0 : 1] = from;
    box[turned ? 2 : 3] = to - from + 1;
}

/* A column across the bars (a row of a turned symbol) with any ink. */
static bool has_ink(const struct tc_image *image, const int box[4], bool turned, int line)
{
    int from = turned ? box[0] : box[1], length = turned ? box[2] : box[3];

    for (int i = from; i < from + length; i++) {
        size_t at = turned ? (size_t)line * (size_t)image->width + (size_t)i
                           : (size_t)i * (size_t)image->width + (size_t)line;

        if (image->gray[at] < DARK)
            return true;
    }
    return false;
}

/* From the edge outward to the last line with ink, over gaps no wider than
 * spaces of the symbol are. */
static int last_ink(const struct tc_image *image, const int box[4], bool turned, int edge,
                    int step)
{
    int end = turned ? image->height : image->width, length = turned ? box[3] : box[2];
    int gap = length / 24 < 6 ? 6 : length / 24 > 40 ? 40 : length / 24, last = edge;

    for (int line = edge; line >= 0 && line < end && abs(line - last) <= gap; line += step)
        if (has_ink(image, box, turned, line))
            last = line;
    return last;
}

static void grow_across_bars(const struct tc_image *image, int box[4])
{
    bool turned = box[3] > box[2];
    int at = turned ? 1 : 0, size = turned ? 3 : 2;
    int from = last_ink(image, box, turned, box[at], -1);
    int to = last_ink(image, box, turned, box[at] + box[size] - 1, 1);

    box[at] = from;
    box[size] = to - from + 1;
}

void tc_label_find_bars(const struct tc_image *image, int box[4])
{
    if (box[0] < 0 || box[1] < 0 || box[2] < 2 || box[3] < 1 ||
        box[0] + box[2] > image->width || box[1] + box[3] > image->height)
        return;
    grow_across_bars(image, box);
    grow_along_bars(image, box);
}
