/* Reading a label image and judging its symbols. */
#ifndef TRACECERT_LABEL_H
#define TRACECERT_LABEL_H

#include <stdbool.h>

#include "tracecert/err.h"
#include "tracecert/finding.h"

#define TC_SYMBOLS_MAX 64 /* of one image; further ones are left out */

/* What is graded: the parameters of ISO/IEC 15416 (linear symbols) and ISO/IEC
 * 15415 (two-dimensional ones). Values are shares of 1 unless said otherwise. */
enum tc_quality_parameter {
    TC_QUALITY_DECODE,        /* of how many scans the reference decode reads the symbol */
    TC_QUALITY_CONTRAST,      /* symbol contrast, Rmax - Rmin */
    TC_QUALITY_RMIN,          /* linear: Rmin / Rmax */
    TC_QUALITY_EDGE_CONTRAST, /* linear: least contrast of an edge */
    TC_QUALITY_MODULATION,
    TC_QUALITY_DEFECTS,           /* linear */
    TC_QUALITY_DECODABILITY,      /* linear; not of DataBar */
    TC_QUALITY_QUIET_ZONE,        /* linear: the narrower side, of what is asked for */
    TC_QUALITY_FIXED_PATTERN,     /* 2-D: share of the worst segment that is damaged */
    TC_QUALITY_AXIAL,             /* 2-D: axial non-uniformity */
    TC_QUALITY_GRID,              /* 2-D: grid non-uniformity, in modules */
    TC_QUALITY_UNUSED_CORRECTION, /* 2-D: unused error correction */
    TC_QUALITY_PARAMETERS
};

/* Print quality as the image shows it, by the method of the standard. Always
 * indicative: an image has no calibrated reflectance, light or optics. */
struct tc_quality {
    int scans;        /* 10 of a linear symbol, 1 of a two-dimensional one; 0: not graded */
    double grade;     /* 0.0 to 4.0 */
    double aperture;  /* mm; 0: unknown, for want of the image's density */
    double pixels;    /* a module */
    unsigned present; /* bits of the parameters below that were measured */
    double value[TC_QUALITY_PARAMETERS];
    double grade_of[TC_QUALITY_PARAMETERS];
};

/* The parameter with the lowest grade. */
enum tc_quality_parameter tc_quality_worst(const struct tc_quality *quality);

/* "2.8/06/W": grade, aperture number ("--": unknown), light: W is that of a
 * broad band, since an image tells no wavelength. */
const char *tc_quality_form(struct tc_arena *arena, const struct tc_quality *quality);

/* Name of a parameter. */
struct tc_text tc_quality_name(enum tc_quality_parameter parameter);

struct tc_symbol {
    const char *symbology;  /* "gs1-datamatrix", "datamatrix", "gs1-128", "code128",
                               "gs1-qr", "qr", "ean-13", "ean-8", "itf-14",
                               "databar", "databar-limited", "databar-expanded",
                               "ean-2" (an add-on), ... */
    const char *identifier; /* AIM symbology identifier: "]d2", "]Q1", ... or NULL */
    const char *data;       /* message; FNC1 separators as GS (0x1D) */
    size_t len;
    bool gs1;             /* FNC1 in first position */
    bool unsure;          /* a decoder that is known to err read it alone, or decoders
                             disagree and the image does not decide: never judged */
    const char *decoders; /* "zbar", "libdmtx", "zxing-cpp", "tracecert" (its
                               own), or several: "zbar+tracecert" */
    const char *against;  /* decoders that read it otherwise and are not believed,
                             mostly since the modules show it; NULL: none */
    int box[4];           /* pixels: left, top, width, height */
    double module;        /* X in pixels; 0: not measured, and then none of these: */
    double clear[4];      /* left, top, right, bottom of the image: how far the
                             surroundings are clear, in X, at most 16; where the
                             image ends, it counts as clear */
    int turn;             /* linear: quarter turns clockwise from upright */
    double bars;          /* linear: height of the bars in pixels; else 0 */
    struct tc_quality quality;
};

/* Whether the human-readable text was compared with the symbols. */
enum tc_label_text {
    TC_LABEL_TEXT_NOT_ASKED,
    TC_LABEL_TEXT_READ,
    TC_LABEL_TEXT_NO_PROGRAM, /* tesseract is not installed */
    TC_LABEL_TEXT_UNREADABLE
};

struct tc_label_result {
    int width, height; /* pixels; 0 when the bytes are no readable image */
    double dpi;        /* as the file says; 0: it does not */
    int beside[4];     /* pixels: left, top, width, height around all that is printed beside the
                          symbols, text or not; width 0: nothing is */
    struct tc_symbol *symbols;
    size_t count;
    bool too_large;      /* an image of more pixels than are read; width is 0 */
    bool unread_bars;    /* bars that no decoder read, of whatever symbology */
    bool unread_patch;   /* nothing was read, and something may be a symbol of modules that no
                            decoder knows */
    bool mended;         /* the image was stretched, smoothed or inverted before anything was
                            read or measured */
    unsigned broken_off; /* processes of decoders that died or were stopped: what they had
                            to say may be missing */
    struct tc_findings findings;
    struct tc_findings codes;   /* the rules of codes that the symbols break, each by its own
                                   requirement (GS1-...); LABEL-04 and -05 sum them up */
    struct tc_label_open *open; /* requirements that could not be decided */
    size_t open_count;
    enum tc_label_text text;
    const void *image; /* PNG or JPEG as it was decoded: what was given, or the page of a
                          PDF or SVG that was drawn; lives as long as both */
    size_t image_len;
};

/* A requirement of which the image does not tell whether it is met, and why. */
struct tc_label_open {
    const char *requirement;
    struct tc_text why;
};

/* What a label is made for; the tables of sizes go by that. */
enum tc_label_use {
    TC_USE_UNSTATED,
    TC_USE_RETAIL,       /* "retail": scanned at the point of sale */
    TC_USE_DISTRIBUTION, /* "distribution": cases and cartons in trade */
    TC_USE_LOGISTICS,    /* "logistics": units with an SSCC */
    TC_USE_HEALTHCARE    /* "healthcare": regulated goods that are not sold at retail */
};

/* The use by its name; -1 if there is none of that name. */
int tc_label_use_of(const char *name);

struct tc_label_options {
    unsigned page;         /* of a PDF, from 1; 0 is the first */
    double dpi;            /* 0: as the file says */
    enum tc_label_use use; /* as its maker states it */
    bool text;             /* read the human-readable text, too: takes a second */
};

/* Decode an image (PNG or JPEG; PDF and SVG by their first page) in a
 * resource-limited process of its own and judge what a label must be (a readable image, symbol
 * present, symbology, FNC1, content by the code rules, symbols of one label consistent, quiet
 * zone, length, sizes). 0, or -1 and `err` when the decoder died or took too long, or all that
 * is seen are bars that no decoder reads: then nothing is known of the label. */
int tc_label_check(struct tc_arena *arena, const void *image, size_t len,
                   struct tc_label_result *result, struct tc_err *err);

/* The same with options. 1 when there is no such page behind the first; images
 * of other kinds than PDF have one page. */
int tc_label_check_as(struct tc_arena *arena, const void *image, size_t len,
                      const struct tc_label_options *options, struct tc_label_result *result,
                      struct tc_err *err);

/* The label as an SVG picture, whole in itself: the image, each symbol boxed and
 * numbered, its quiet zones, the spots of the findings and what the symbols say. NULL
 * when there is no image. Owned by the arena. */
const char *tc_label_picture(struct tc_arena *arena, const struct tc_label_result *label,
                             size_t *len);

/* By which such a picture is known. */
#define TC_LABEL_PICTURE_MARK "<!-- tracecert: picture of a label -->"

/* The same picture as PNG, by rsvg-convert. 0, or -1 and `err`. */
int tc_label_picture_png(struct tc_arena *arena, const char *svg, size_t svg_len,
                         const void **png, size_t *len, struct tc_err *err);

/* The AIs that a symbol names, whatever way it carries them: element strings,
 * Digital Link, bare GTIN. `code->count` is 0 when it names none. */
struct tc_code_result;
void tc_symbol_read(struct tc_arena *arena, const struct tc_symbol *symbol,
                    struct tc_code_result *code);

#endif
