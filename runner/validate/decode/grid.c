#include "validate/decode/grid.h"

#include <math.h>

/* The unit square onto the corners. With u = column / columns and v = row / rows:
 * x = (m0 u + m1 v + m2) / (m6 u + m7 v + 1), y alike with m3..m5. */
bool tc_grid_lay(struct tc_grid *grid)
{
    const double(*c)[2] = (const double(*)[2])grid->corner;
    double dx1 = c[1][0] - c[2][0], dy1 = c[1][1] - c[2][1];
    double dx2 = c[3][0] - c[2][0], dy2 = c[3][1] - c[2][1];
    double sx = c[0][0] - c[1][0] + c[2][0] - c[3][0];
    double sy = c[0][1] - c[1][1] + c[2][1] - c[3][1];
    double area = dx1 * dy2 - dx2 * dy1, *m = grid->map;

    for (int i = 0; i < 4; i++) {
        const double *a = c[i], *b = c[(i + 1) % 4], *d = c[(i + 2) % 4];

        if ((b[0] - a[0]) * (d[1] - b[1]) - (b[1] - a[1]) * (d[0] - b[0]) < 1)
            return false;
    }
    m[6] = (sx * dy2 - dx2 * sy) / area;
    m[7] = (dx1 * sy - sx * dy1) / area;
    m[0] = c[1][0] - c[0][0] + m[6] * c[1][0];
    m[1] = c[3][0] - c[0][0] + m[7] * c[3][0];
    m[2] = c[0][0];
    m[3] = c[1][1] - c[0][1] + m[6] * c[1][1];
    m[4] = c[3][1] - c[0][1] + m[7] * c[3][1];
    m[5] = c[0][1];
    return true;
}

void tc_grid_at(const struct tc_grid *grid, double column, double row, double *x, double *y)
{
    const double *m = grid->map;
    double u = column / grid->columns, v = row / grid->rows;
    double w = m[6] * u + m[7] * v + 1;

    *x = (m[0] * u + m[1] * v + m[2]) / w;
    *y = (m[3] * u + m[4] * v + m[5]) / w;
}

static double clamp(double value, int max)
{
    return value > 0 ? (value < max ? value : max) : 0;
}

double tc_gray_at(const struct tc_image *image, double x, double y)
{
    double cx = clamp(x - 0.5, image->width - 1), cy = clamp(y - 0.5, image->height - 1);
    int left = (int)cx, top = (int)cy;
    size_t width = (size_t)image->width;
    size_t right = left + 1 < image->width, down = top + 1 < image->height ? width : 0;
    const unsigned char *p = image->gray + (size_t)top * width + left;
    double fx = cx - left, fy = cy - top;

    return (p[0] * (1 - fx) + p[right] * fx) * (1 - fy) +
           (p[down] * (1 - fx) + p[down + right] * fx) * fy;
}

static double distance(const double a[2], const double b[2])
{
    return hypot(a[0] - b[0], a[1] - b[1]);
}

void tc_grid_module(const struct tc_grid *grid, double *across, double *down)
{
    const double(*c)[2] = (const double(*)[2])grid->corner;

    *across = (distance(c[0], c[1]) + distance(c[3], c[2])) / 2 / grid->columns;
    *down = (distance(c[0], c[3]) + distance(c[1], c[2])) / 2 / grid->rows;
}

void tc_grid_box(const struct tc_grid *grid, int box[4])
{
    double from[2], to[2];

    for (int axis = 0; axis < 2; axis++) {
        from[axis] = to[axis] = grid->corner[0][axis];
        for (int i = 1; i < 4; i++) {
            from[axis] = fmin(from[axis], grid->corner[i][axis]);
            to[axis] = fmax(to[axis], grid->corner[i][axis]);
        }
        box[axis] = (int)floor(from[axis] + 0.25);
        box[axis + 2] = (int)ceil(to[axis] - 0.25) - box[axis];
    }
}
