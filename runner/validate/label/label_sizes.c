/* How large symbols are, by the tables of their use. GS1 General Specifications,
 * symbol specification tables. */
#include <math.h>
#include <string.h>

#include "validate/label/label_judge.h"
#include "validate/label/symbol_sizes.h"

#define MM_PER_INCH 25.4
#define TOLERANCE 0.06    /* printers have whole dots: 0.264 mm are 0.254 at 300 dpi */
#define GS1_128_MM 165.10 /* with quiet zones; 5.4.4.3 */

struct size {
    const struct tc_said *said;
    double mm; /* of a pixel; 0: unknown */
    const struct tc_symbol_size *row;
};

static double module_mm(const struct size *size)
{
    return size->said->symbol->module * size->mm;
}

static bool is_linear(const struct tc_symbol *symbol)
{
    return symbol->bars > 0;
}

/* --- the module ---------------------------------------------------------------------- */

static bool is_within(double x, double least, double most)
{
    return x >= least * (1 - TOLERANCE) && x <= most * (1 + TOLERANCE);
}

/* The same GTIN, or the same SSCC. */
static bool is_same_goods(const struct tc_code_result *a, const struct tc_code_result *b)
{
    static const char *const keys[] = { "00", "01" };

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *one = tc_code_value(a, keys[i]), *other = tc_code_value(b, keys[i]);

        if (one && other && strcmp(one, other) == 0)
            return true;
    }
    return false;
}

/* The same goods are named by another symbol whose size is that of the use: what is
 * scanned there is that one, and this one may be for a phone. */
static bool is_spare(const struct tc_label_judge *judge, const struct size *size)
{
    for (size_t i = 0; i < judge->count; i++) {
        const struct tc_said *other = &judge->said[i];
        const struct tc_symbol_size *row = tc_symbol_size_of(other->symbol, judge->use);
        double x = other->symbol->module * size->mm;

        if (other != size->said && row && row->verified &&
            is_within(x, row->least, row->most) &&
            is_same_goods(&other->code, &size->said->code))
            return true;
    }
    return false;
}

struct tc_text tc_label_unmeasured(void)
{
    return TC_TEXT("mã vạch nằm nghiêng hoặc hư hại, không đo được",
                   "the symbol stands askew or is spoiled, and could not be measured");
}

/* A row that nobody has seen in a source advises; so does the range over all
 * uses, where the maker has stated none. */
static const char *module_requirement(const struct tc_label_judge *judge,
                                      const struct size *size)
{
    bool bound = size->row && size->row->verified && !is_spare(judge, size);

    return bound ? "LABEL-12" : "LABEL-13";
}

static void judge_module(struct tc_label_judge *judge, const struct size *size)
{
    double least, most, x = module_mm(size);

    if (size->row) {
        least = size->row->least;
        most = size->row->most;
    } else if (judge->use != TC_USE_UNSTATED ||
               !tc_symbol_size_range(size->said->symbol, &least, &most)) {
        return;
    }
    if (is_within(x, least, most))
        return;
    tc_label_report(
        judge, size->said, module_requirement(judge, size), NULL,
        tc_say(judge->arena, "X từ %.3f đến %.3f mm", "X from %.3f to %.3f mm", least, most),
        tc_say(judge->arena, "X = %.3f mm", "X = %.3f mm", x));
}

/* --- the height ---------------------------------------------------------------------- */

static void report_height(struct tc_label_judge *judge, const struct size *size,
                          double expected, double actual, const char *unit)
{
    tc_label_report(judge, size->said, "LABEL-14", NULL,
                    tc_say(judge->arena, "vạch cao ít nhất %.2f %s",
                           "bars at least %.2f %s high", expected, unit),
                    tc_say(judge->arena, "cao %.2f %s", "%.2f %s high", actual, unit));
}

static void judge_height(struct tc_label_judge *judge, const struct size *size)
{
    const struct tc_symbol *symbol = size->said->symbol;
    const struct tc_symbol_size *row = size->row;
    double slack = 1 + TOLERANCE, modules = symbol->bars / symbol->module;

    if (!row || !row->verified || !is_linear(symbol))
        return;
    if (row->modules_high > 0 && modules * slack + 2 / symbol->module < row->modules_high)
        report_height(judge, size, row->modules_high, modules, "X");
    else if (row->height > 0 && size->mm > 0 && symbol->bars * size->mm * slack < row->height)
        report_height(judge, size, row->height, symbol->bars * size->mm, "mm");
}

/* --- the length ---------------------------------------------------------------------- */

static void judge_length(struct tc_label_judge *judge, const struct size *size)
{
    const struct tc_symbol *symbol = size->said->symbol;
    int bars = symbol->turn % 2 ? symbol->box[3] : symbol->box[2];
    double length = (bars + 20 * symbol->module) * size->mm;

    if (strcmp(symbol->symbology, "gs1-128") != 0 || length <= GS1_128_MM + 1)
        return;
    tc_label_report(judge, size->said, "LABEL-15", NULL,
                    tc_say(judge->arena, "dài nhất %.1f mm kể cả vùng trống",
                           "at most %.1f mm long, quiet zones included", GS1_128_MM),
                    tc_say(judge->arena, "%.1f mm", "%.1f mm", length));
}

/* --- the whole ----------------------------------------------------------------------- */

static void leave_open(struct tc_label_judge *judge, const struct size *size)
{
    bool unmeasured = size->said->symbol->module <= 0;
    struct tc_text why =
        unmeasured ? tc_label_unmeasured()
                   : TC_TEXT("ảnh không ghi số điểm mỗi inch; dùng --dpi",
                             "the image does not say how many dots an inch it has; use --dpi");
    double least, most;

    if (size->row || (judge->use == TC_USE_UNSTATED &&
                      tc_symbol_size_range(size->said->symbol, &least, &most)))
        tc_label_leave_open(judge, module_requirement(judge, size), why);
    if (size->row && size->row->verified &&
        (size->row->height > 0 || (unmeasured && size->row->modules_high > 0)))
        tc_label_leave_open(judge, "LABEL-14", why);
    if (strcmp(size->said->symbol->symbology, "gs1-128") == 0)
        tc_label_leave_open(judge, "LABEL-15", why);
}

/* A code of the maker's own is bound by no table of GS1. */
void tc_label_judge_size(struct tc_label_judge *judge, const struct tc_said *said)
{
    struct size size = { .said = said,
                         .mm = judge->dpi > 0 ? MM_PER_INCH / judge->dpi : 0,
                         .row = tc_symbol_size_of(said->symbol, judge->use) };

    if (said->code.count == 0)
        return;
    if (said->symbol->module <= 0 || size.mm <= 0)
        leave_open(judge, &size);
    if (said->symbol->module <= 0)
        return;
    judge_height(judge, &size);
    if (size.mm <= 0)
        return;
    judge_module(judge, &size);
    judge_length(judge, &size);
}

/* The use needs one symbol that is scanned there; others may stand beside it. A
 * label without any that is accepted has been told so. */
void tc_label_judge_use(struct tc_label_judge *judge)
{
    if (judge->use == TC_USE_UNSTATED || !judge->carried)
        return;
    for (size_t i = 0; i < judge->count; i++)
        if (tc_symbol_size_of(judge->said[i].symbol, judge->use))
            return;
    tc_label_report(
        judge, &judge->said[0], "LABEL-16", NULL,
        TC_TEXT("ít nhất một loại mã vạch dùng được cho mục đích đã nêu",
                "at least one symbology that the stated use admits"),
        TC_TEXT(judge->said[0].symbol->symbology, judge->said[0].symbol->symbology));
}
