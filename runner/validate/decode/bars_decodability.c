/* How far the bars of a scan are from being misread: the reference decode of the
 * symbologies goes by distances between similar edges (ISO/IEC 15417, 15420), of
 * ITF by wide and narrow elements (ISO/IEC 16390). */
#include <math.h>
#include <string.h>

#include "validate/decode/grade.h"

#define BARS_MAX 1.75 /* modules by which the bars of Code 128 may be off */

/* The least distance of an edge-to-similar-edge measure of a character from the
 * thresholds, which lie half way between whole modules. */
static double similar_edges(const double *edge, int elements, int modules)
{
    double module = (edge[elements] - edge[0]) / modules, least = 0.5;

    for (int i = 0; i + 2 <= elements && module > 0; i++) {
        double e = (edge[i + 2] - edge[i]) / module;

        least = fmin(least, fabs(e - floor(e) - 0.5));
    }
    return module > 0 ? least / 0.5 : 0;
}

static double of_characters(const double *edge, int first, int count, int elements, int modules)
{
    double least = 1;

    for (int i = 0; i < count; i++)
        least = fmin(least, similar_edges(edge + first + i * elements, elements, modules));
    return least;
}

/* The bars of a character are an even number of modules wide. */
static double bars_of_code128(const double *edge)
{
    double module = (edge[6] - edge[0]) / 11, bars = 0;

    for (int i = 0; i < 6; i += 2)
        bars += edge[i + 1] - edge[i];
    bars /= module;
    return (BARS_MAX - fabs(bars - 2 * round(bars / 2))) / BARS_MAX;
}

static double of_code128(const double *edge, int edges)
{
    int characters = (edges - 8) / 6;
    double least = of_characters(edge, 0, characters, 6, 11);

    for (int i = 0; i < characters; i++)
        least = fmin(least, bars_of_code128(edge + 6 * i));
    return fmax(least, 0);
}

/* The gap between narrow and wide of every second element of a pair of digits. */
static double of_itf_digit(const double *edge)
{
    double width[5], narrow = 0, wide = 0, narrowest = HUGE_VAL, widest = 0, middle;
    int n = 0;

    for (int i = 0; i < 5; i++) {
        width[i] = edge[2 * i + 1] - edge[2 * i];
        narrowest = fmin(narrowest, width[i]);
        widest = fmax(widest, width[i]);
    }
    middle = (narrowest + widest) / 2;
    narrowest = HUGE_VAL;
    widest = 0;
    for (int i = 0; i < 5; i++) {
        bool is_wide = width[i] > middle;

        *(is_wide ? &wide : &narrow) += width[i];
        n += is_wide;
        if (is_wide)
            narrowest = fmin(narrowest, width[i]);
        else
            widest = fmax(widest, width[i]);
    }
    return n == 2 ? fmax(narrowest - widest, 0) / (wide / 2 - narrow / 3) : 0;
}

static double of_itf(const double *edge, int edges)
{
    double least = 1;

    for (int at = 4; at + 10 < edges; at += 10)
        least = fmin(least, fmin(of_itf_digit(edge + at), of_itf_digit(edge + at + 1)));
    return least;
}

static double of_ean(const double *edge, int edges)
{
    if (edges == 60)
        return fmin(of_characters(edge, 3, 6, 4, 7), of_characters(edge, 32, 6, 4, 7));
    if (edges == 44)
        return fmin(of_characters(edge, 3, 4, 4, 7), of_characters(edge, 24, 4, 4, 7));
    return edges == 34 ? of_characters(edge, 3, 6, 4, 7) : 0;
}

double tc_decodability(const struct tc_symbol *symbol, const double *edge, int edges)
{
    if (strncmp(symbol->symbology, "ean-", 4) == 0)
        return of_ean(edge, edges);
    if (strstr(symbol->symbology, "128"))
        return edges >= 8 ? of_code128(edge, edges) : 0;
    return strcmp(symbol->symbology, "itf-14") == 0 ? of_itf(edge, edges) : -1;
}
