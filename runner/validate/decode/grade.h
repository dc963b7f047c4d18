/* Print quality of symbols from their image: ISO/IEC 15416 for linear symbols,
 * ISO/IEC 15415 for two-dimensional ones. Reflectance is what the gray levels
 * stand for in sRGB; nothing of it is calibrated, so that all is indicative. */
#ifndef TC_VALIDATE_GRADE_H
#define TC_VALIDATE_GRADE_H

#include "tracecert/label.h"
#include "validate/decode/bars.h"
#include "validate/decode/grid.h"

/* Grade a linear symbol that has been measured, by ten scans. `margin`: so many
 * pixels at the border of the image are none of it. Leaves stacked symbols and
 * those that no scan reads ungraded. */
void tc_bars_grade(const struct tc_image *image, int margin, struct tc_symbol *symbol);

/* Grade a two-dimensional symbol. */
void tc_grid_grade(const struct tc_image *image, const struct tc_grid *grid,
                   struct tc_quality *quality);

/* Measure the module and the surroundings of a two-dimensional symbol. */
void tc_grid_measure(const struct tc_image *image, const struct tc_grid *grid,
                     struct tc_symbol *symbol);

/* Lay the grid more exactly than is needed to read it. */
void tc_grid_refine(const struct tc_image *image, struct tc_grid *grid);

/* Where along a row (or a column) the image crosses the threshold next to the
 * border before a module, in modules from it; false if it does nowhere near. */
bool tc_grid_crossing(const struct tc_image *image, const struct tc_grid *grid, bool along_row,
                      double fixed, int border, double *off);

/* --- what both share ----------------------------------------------------------------- */

/* Reflectance, 0 to 1, of a gray level. */
double tc_reflectance(double gray);

/* Grade of a value in steps of a tenth: thresholds of the integer grades in the
 * standard, between them in proportion (ISO/IEC 15416 since 2016). */
double tc_grade_of(enum tc_quality_parameter parameter, double value);

/* Enter a value with its grade. */
void tc_quality_set(struct tc_quality *quality, enum tc_quality_parameter parameter,
                    double value, double grade);

/* The least of the grades that have been entered. */
double tc_quality_least(const struct tc_quality *quality);

/* A grade cut to a tenth. */
double tc_grade_cut(double grade);

/* The aperture in mm for a module of that size; 0: the size is unknown. */
double tc_aperture(bool linear, double module_mm);

/* Decodability of a scan: how far its narrowest margin is from being misread, 1 for
 * a perfect one. `edge` as the symbol is read, `edges` of them. Below 0: the
 * symbology has no measure here. */
double tc_decodability(const struct tc_symbol *symbol, const double *edge, int edges);

#endif
