#include "validate/decode/grid_segments.h"

#include <math.h>

#include "validate/decode/grade.h"

int tc_segment_of(const struct tc_grid *grid, int column, int row)
{
    bool qr = grid->kind == TC_GRID_QR;

    switch (grid->part[row * grid->columns + column]) {
    case TC_PART_FINDER:
        if (!qr)
            return column == 0 ? TC_SEGMENT_A1 : TC_SEGMENT_A2;
        if (row >= grid->rows / 2)
            return TC_SEGMENT_A3;
        return column < grid->columns / 2 ? TC_SEGMENT_A1 : TC_SEGMENT_A2;
    case TC_PART_CLOCK:
        return qr && row != 6 ? TC_SEGMENT_B2 : TC_SEGMENT_B1;
    case TC_PART_ALIGNMENT:
        return TC_SEGMENT_C;
    case TC_PART_FORMAT:
        return TC_SEGMENT_D;
    default:
        return -1;
    }
}

/* At each level the modules below it count as damaged; the segment has the best of
 * what level and damage allow. */
static double grade_of(const struct tc_segments *segments, int segment)
{
    int damaged = 0;
    double best = 0;

    for (int level = 0; level < TC_LEVELS; level++) {
        double share = (double)damaged / segments->modules[segment];

        best = fmax(best, fmin(level / 10.0, tc_grade_of(TC_QUALITY_FIXED_PATTERN, share)));
        damaged += segments->at_level[segment][level];
    }
    return best;
}

/* Damage that is spread over segments weighs more than their mean. */
static double spread_grade(double mean)
{
    return mean >= 4 ? 4 : mean >= 3.5 ? 3 : mean >= 3 ? 2 : mean >= 2.5 ? 1 : 0;
}

double tc_segments_grade(const struct tc_segments *segments, double *damage)
{
    double least = 4, sum = 0;
    int n = 0;

    *damage = 0;
    for (int i = 0; i < TC_SEGMENTS; i++) {
        double grade;

        if (segments->modules[i] == 0)
            continue;
        grade = grade_of(segments, i);
        least = fmin(least, grade);
        sum += grade;
        n++;
        *damage = fmax(*damage, (double)segments->at_level[i][0] / segments->modules[i]);
    }
    return n ? fmin(least, spread_grade(sum / n)) : 4;
}
