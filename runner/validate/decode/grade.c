#include "validate/decode/grade.h"

#include <math.h>

static double linear(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

double tc_reflectance(double gray)
{
    static double table[257];
    int whole = (int)gray;

    if (table[255] <= 0)
        for (int i = 0; i <= 256; i++)
            table[i] = linear(i / 255.0);
    return table[whole] + (table[whole + 1] - table[whole]) * (gray - whole);
}

double tc_grade_cut(double grade)
{
    return floor(grade * 10 + 1e-6) / 10;
}

/* A value and the grade that it has at least. */
struct step {
    double value, grade;
};

#define STEPS 6

/* Falling grades; the last value still has some grade, beyond it there is none. */
static const struct step *steps_of(enum tc_quality_parameter parameter)
{
    static const struct step tables[TC_QUALITY_PARAMETERS][STEPS] = {
        [TC_QUALITY_CONTRAST] = { { .70, 4 }, { .55, 3 }, { .40, 2 }, { .20, 1 }, { .15, .1 } },
        [TC_QUALITY_MODULATION] = { { .70, 4 },
                                    { .60, 3 },
                                    { .50, 2 },
                                    { .40, 1 },
                                    { .30, .1 } },
        [TC_QUALITY_DECODABILITY] = { { .62, 4 },
                                      { .50, 3 },
                                      { .37, 2 },
                                      { .25, 1 },
                                      { .20, .1 } },
        [TC_QUALITY_DEFECTS] = { { -.15, 4 }, { -.20, 3 }, { -.25, 2 }, { -.30, 1 } },
        [TC_QUALITY_AXIAL] = { { -.06, 4 }, { -.08, 3 }, { -.10, 2 }, { -.12, 1 } },
        [TC_QUALITY_GRID] = { { -.38, 4 }, { -.50, 3 }, { -.63, 2 }, { -.75, 1 } },
        [TC_QUALITY_FIXED_PATTERN] = { { -.0, 4 }, { -.09, 3 }, { -.13, 2 }, { -.17, 1 } },
        [TC_QUALITY_UNUSED_CORRECTION] = { { .62, 4 }, { .50, 3 }, { .37, 2 }, { .25, 1 } },
    };

    return tables[parameter];
}

/* Of the parameters that the standards let pass or fail. */
static double pass_or_fail(enum tc_quality_parameter parameter, double value)
{
    bool holds = parameter == TC_QUALITY_RMIN            ? value <= 0.5
                 : parameter == TC_QUALITY_EDGE_CONTRAST ? value >= 0.15
                                                         : value >= 1;

    return holds ? 4 : 0;
}

double tc_grade_of(enum tc_quality_parameter parameter, double value)
{
    const struct step *s = steps_of(parameter);
    double v = s[0].value > 0 ? value : -value;

    if (s[0].grade == 0)
        return pass_or_fail(parameter, value);
    v = round(v * 100) / 100; /* whole per cents */
    if (v >= s[0].value)
        return 4;
    for (int i = 1; i < STEPS && s[i].grade > 0; i++)
        if (v >= s[i].value)
            return tc_grade_cut(s[i].grade + (s[i - 1].grade - s[i].grade) * (v - s[i].value) /
                                                 (s[i - 1].value - s[i].value));
    return 0;
}

void tc_quality_set(struct tc_quality *quality, enum tc_quality_parameter parameter,
                    double value, double grade)
{
    quality->present |= 1u << parameter;
    quality->value[parameter] = value;
    quality->grade_of[parameter] = grade;
}

double tc_quality_least(const struct tc_quality *quality)
{
    double least = 4;

    for (int i = 0; i < TC_QUALITY_PARAMETERS; i++)
        if (quality->present & 1u << i)
            least = fmin(least, quality->grade_of[i]);
    return least;
}

/* GS1 fixes the aperture a symbol table; where the use is not known its X stands
 * for it. */
double tc_aperture(bool linear, double module_mm)
{
    if (module_mm <= 0)
        return 0;
    if (linear)
        return module_mm < 0.48 ? 0.150 : module_mm < 0.635 ? 0.250 : 0.500;
    return module_mm < 0.37 ? 0.200 : module_mm < 0.70 ? 0.300 : 0.500;
}
