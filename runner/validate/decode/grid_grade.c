/* ISO/IEC 15415: the modules of a two-dimensional symbol. Modulation and
 * reflectance margin are one parameter, as in the edition of 2024. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/decode/grade.h"
#include "validate/decode/grid_segments.h"

#define MM_PER_INCH 25.4
#define UNSIZED_APERTURE 0.8 /* of a module, where its size in mm is unknown */
#define SPOTS 5              /* places across the aperture */
#define TENTHS 40            /* levels of grades */

struct job {
    const struct tc_image *image;
    const struct tc_grid *grid;
    double radius;                            /* of the aperture, in modules */
    double value[TC_GRID_MODULES_MAX];        /* reflectance of each module */
    double lightest, darkest, threshold;      /* also of the quiet zone */
    unsigned char level[TC_GRID_MODULES_MAX]; /* grade of its modulation, in tenths */
    struct tc_quality *quality;
};

/* --- modules ------------------------------------------------------------------------- */

static double reflectance_at(const struct job *job, double column, double row)
{
    double x, y;

    tc_grid_at(job->grid, column, row, &x, &y);
    return tc_reflectance(tc_gray_at(job->image, x, y));
}

/* Mean over a round aperture in the middle of a module. */
static double through_aperture(const struct job *job, int column, int row)
{
    double sum = 0;
    int n = 0;

    for (int i = 0; i < SPOTS * SPOTS; i++) {
        double dx = (i % SPOTS - SPOTS / 2) / (double)(SPOTS / 2);
        double dy = (i / SPOTS - SPOTS / 2) / (double)(SPOTS / 2);

        if (dx * dx + dy * dy > 1.01)
            continue;
        sum +=
            reflectance_at(job, column + 0.5 + dx * job->radius, row + 0.5 + dy * job->radius);
        n++;
    }
    return sum / n;
}

static void note_extremes(struct job *job, double value)
{
    job->lightest = fmax(job->lightest, value);
    job->darkest = fmin(job->darkest, value);
}

/* Reflectance of the modules; of the quiet zone the first module counts. */
static void look(struct job *job)
{
    const struct tc_grid *grid = job->grid;

    job->lightest = 0;
    job->darkest = 1;
    for (int row = 0; row < grid->rows; row++) {
        for (int column = 0; column < grid->columns; column++) {
            double value = through_aperture(job, column, row);

            job->value[row * grid->columns + column] = value;
            note_extremes(job, value);
        }
    }
    job->threshold = (job->lightest + job->darkest) / 2;
}

/* --- contrast and modulation --------------------------------------------------------- */

/* Thresholds of modulation in the standard for symbols with error correction. */
static double modulation_grade(double modulation)
{
    return modulation >= 0.5 ? 4 : modulation >= 0.2 ? tc_grade_cut(modulation * 10 - 1) : 0;
}

/* A module on the wrong side of the threshold has no margin at all. */
static double modulation_of(const struct job *job, int i)
{
    double contrast = job->lightest - job->darkest, off = job->value[i] - job->threshold;
    bool dark = job->grid->right[i] != 0, light = off > 0;

    if (contrast <= 0 || dark == (light != job->grid->inverted))
        return 0;
    return 2 * fabs(off) / contrast;
}

static void find_levels(struct job *job)
{
    for (int i = 0; i < job->grid->rows * job->grid->columns; i++)
        job->level[i] = (unsigned char)lround(10 * modulation_grade(modulation_of(job, i)));
}

/* Unused error correction of the worst block if all codewords below a level were
 * wrong. */
static double unused_at(const struct tc_grid *grid, const unsigned char *least, int level)
{
    int wrong[TC_GRID_BLOCKS_MAX] = { 0 };
    double worst = 1;

    for (int i = 0; i < grid->codewords; i++)
        wrong[grid->block[i]] += least[i] < level;
    for (int i = 0; i < grid->block_count; i++)
        if (grid->blocks[i].capacity > 0)
            worst = fmin(worst, 1 - 2.0 * wrong[i] / grid->blocks[i].capacity);
    return worst;
}

/* The highest level at which the error correction would still be as good. */
static double codeword_grade(const struct job *job)
{
    static unsigned char least[TC_GRID_CODEWORDS_MAX];
    const struct tc_grid *grid = job->grid;
    double best = 0;

    memset(least, TENTHS, sizeof(least));
    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->codeword[i] >= 0 && job->level[i] < least[grid->codeword[i]])
            least[grid->codeword[i]] = job->level[i];
    for (int level = 0; level <= TENTHS; level++) {
        double unused =
            tc_grade_of(TC_QUALITY_UNUSED_CORRECTION, unused_at(grid, least, level));

        best = fmax(best, fmin(level / 10.0, unused));
    }
    return best;
}

/* The value is the least modulation of a module that carries data. */
static void grade_modulation(struct job *job)
{
    const struct tc_grid *grid = job->grid;
    double least = 1;

    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->codeword[i] >= 0)
            least = fmin(least, modulation_of(job, i));
    tc_quality_set(job->quality, TC_QUALITY_MODULATION, least, codeword_grade(job));
}

/* --- fixed patterns ------------------------------------------------------------------ */

static int level_of_quiet_zone(const struct job *job, int column, int row)
{
    double off = through_aperture(job, column, row) - job->threshold;
    double contrast = job->lightest - job->darkest;
    bool light = (off > 0) != job->grid->inverted;

    return light && contrast > 0 ? (int)lround(10 * modulation_grade(2 * fabs(off) / contrast))
                                 : 0;
}

static void add_damage(struct tc_segments *segments, int segment, int level)
{
    segments->modules[segment]++;
    segments->at_level[segment][level]++;
}

static void count_damage(const struct job *job, struct tc_segments *segments)
{
    const struct tc_grid *grid = job->grid;

    memset(segments, 0, sizeof(*segments));
    for (int i = 0; i < grid->rows * grid->columns; i++) {
        int segment = tc_segment_of(grid, i % grid->columns, i / grid->columns);

        if (segment >= 0)
            add_damage(segments, segment, job->level[i]);
    }
    for (int i = -1; i <= grid->rows; i++)
        add_damage(segments, TC_SEGMENT_QUIET_LEFT, level_of_quiet_zone(job, -1, i));
    for (int i = 0; i < grid->columns; i++)
        add_damage(segments, TC_SEGMENT_QUIET_BELOW, level_of_quiet_zone(job, i, grid->rows));
}

static void grade_fixed_patterns(struct job *job)
{
    struct tc_segments segments;
    double damage, grade;

    count_damage(job, &segments);
    grade = tc_segments_grade(&segments, &damage);
    tc_quality_set(job->quality, TC_QUALITY_FIXED_PATTERN, damage, grade);
}

/* --- geometry ------------------------------------------------------------------------ */

/* The greatest way of the middle of a module from its place on the ideal grid; by
 * the middle, the spread of ink does not count. */
static double off_grid(const struct job *job, bool along_row, int fixed, int from, int to)
{
    double greatest = 0;

    for (int i = from; i < to; i++) {
        double left, right;

        if (tc_grid_crossing(job->image, job->grid, along_row, fixed + 0.5, i, &left) &&
            tc_grid_crossing(job->image, job->grid, along_row, fixed + 0.5, i + 1, &right))
            greatest = fmax(greatest, fabs(left + right) / 2);
    }
    return greatest;
}

static void grade_geometry(struct job *job)
{
    const struct tc_grid *grid = job->grid;
    bool qr = grid->kind == TC_GRID_QR;
    int row = qr ? 6 : 0, column = qr ? 6 : grid->columns - 1;
    double across, down, off;

    tc_grid_module(grid, &across, &down);
    off = fmax(off_grid(job, true, row, qr ? 8 : 1, grid->columns - (qr ? 8 : 1)),
               off_grid(job, false, column, qr ? 8 : 1, grid->rows - (qr ? 8 : 1)));
    across = fabs(across - down) / ((across + down) / 2);
    tc_quality_set(job->quality, TC_QUALITY_AXIAL, across,
                   tc_grade_of(TC_QUALITY_AXIAL, across));
    tc_quality_set(job->quality, TC_QUALITY_GRID, off, tc_grade_of(TC_QUALITY_GRID, off));
}

/* --- the symbol ---------------------------------------------------------------------- */

static void set_aperture(struct job *job, double module)
{
    double mm = job->image->dpi > 0 ? module * MM_PER_INCH / job->image->dpi : 0;
    double aperture = tc_aperture(false, mm);

    job->quality->pixels = module;
    job->quality->aperture = aperture;
    job->radius = (aperture > 0 ? fmin(aperture / mm, 1) : UNSIZED_APERTURE) / 2;
}

void tc_grid_grade(const struct tc_image *image, const struct tc_grid *grid,
                   struct tc_quality *quality)
{
    static struct job job;
    static struct tc_grid refined;
    double across, down, contrast;

    memset(quality, 0, sizeof(*quality));
    job.image = image;
    refined = *grid;
    tc_grid_refine(image, &refined);
    job.grid = &refined;
    job.quality = quality;
    tc_grid_module(&refined, &across, &down);
    set_aperture(&job, (across + down) / 2);
    look(&job);
    find_levels(&job);
    contrast = job.lightest - job.darkest;
    tc_quality_set(quality, TC_QUALITY_DECODE, 1, 4);
    tc_quality_set(quality, TC_QUALITY_CONTRAST, contrast,
                   tc_grade_of(TC_QUALITY_CONTRAST, contrast));
    tc_quality_set(quality, TC_QUALITY_UNUSED_CORRECTION, grid->unused,
                   tc_grade_of(TC_QUALITY_UNUSED_CORRECTION, grid->unused));
    grade_modulation(&job);
    grade_fixed_patterns(&job);
    grade_geometry(&job);
    quality->scans = 1;
    quality->grade = tc_quality_least(quality);
}
