/* Print quality as an image shows it: names, the form of the report, and what the
 * judge says of it. Never a failure: an image is no verifier. */
#include <math.h>
#include <string.h>

#include "validate/label/label_judge.h"

#define LEAST_GRADE 1.5 /* GS1 General Specifications, symbol specification tables */
#define PIXELS_MIN 5    /* a module; with fewer an image tells nothing of the print */

struct tc_text tc_quality_name(enum tc_quality_parameter parameter)
{
    static const struct tc_text names[TC_QUALITY_PARAMETERS] = {
        [TC_QUALITY_DECODE] = { "giải mã", "decode" },
        [TC_QUALITY_CONTRAST] = { "tương phản", "symbol contrast" },
        [TC_QUALITY_RMIN] = { "Rmin/Rmax", "Rmin/Rmax" },
        [TC_QUALITY_EDGE_CONTRAST] = { "tương phản cạnh", "edge contrast" },
        [TC_QUALITY_MODULATION] = { "điều biến", "modulation" },
        [TC_QUALITY_DEFECTS] = { "khuyết tật", "defects" },
        [TC_QUALITY_DECODABILITY] = { "khả năng giải mã", "decodability" },
        [TC_QUALITY_QUIET_ZONE] = { "vùng trống", "quiet zone" },
        [TC_QUALITY_FIXED_PATTERN] = { "hư hại mẫu cố định", "fixed pattern damage" },
        [TC_QUALITY_AXIAL] = { "không đều theo trục", "axial non-uniformity" },
        [TC_QUALITY_GRID] = { "không đều lưới", "grid non-uniformity" },
        [TC_QUALITY_UNUSED_CORRECTION] = { "sửa lỗi chưa dùng", "unused error correction" },
    };

    return names[parameter];
}

enum tc_quality_parameter tc_quality_worst(const struct tc_quality *quality)
{
    int worst = -1;

    for (int i = 0; i < TC_QUALITY_PARAMETERS; i++)
        if (quality->present & 1u << i &&
            (worst < 0 || quality->grade_of[i] < quality->grade_of[worst]))
            worst = i;
    return worst < 0 ? TC_QUALITY_DECODE : (enum tc_quality_parameter)worst;
}

const char *tc_quality_form(struct tc_arena *arena, const struct tc_quality *quality)
{
    if (quality->aperture <= 0)
        return tc_arena_printf(arena, "%.1f/--/W", quality->grade);
    return tc_arena_printf(arena, "%.1f/%02d/W", quality->grade,
                           (int)lround(quality->aperture * 40));
}

void tc_label_judge_quality(struct tc_label_judge *judge, const struct tc_said *said)
{
    const struct tc_quality *q = &said->symbol->quality;
    enum tc_quality_parameter worst = tc_quality_worst(q);
    struct tc_text name = tc_quality_name(worst);

    if (judge->result->mended && (q->scans == 0 || q->pixels < PIXELS_MIN))
        tc_label_leave_open(
            judge, "LABEL-17",
            TC_TEXT("phải kéo giãn độ xám, làm mịn hoặc đảo màu ảnh mới đọc hay đo được mã, mà "
                    "chất lượng in không chấm được trên ảnh gốc",
                    "the image had to be stretched, smoothed or inverted before the symbol "
                    "could be read or measured, and the print as it is could not be graded"));
    if (said->crowded || q->scans == 0 || q->pixels < PIXELS_MIN || q->grade >= LEAST_GRADE)
        return;
    tc_label_report(
        judge, said, "LABEL-17", NULL,
        tc_say(judge->arena, "cấp ít nhất %.1f", "a grade of at least %.1f", LEAST_GRADE),
        (struct tc_text){ tc_arena_printf(judge->arena, "%s, thấp nhất là %s %.2f (cấp %.1f)",
                                          tc_quality_form(judge->arena, q), name.vi,
                                          q->value[worst], q->grade_of[worst]),
                          tc_arena_printf(judge->arena,
                                          "%s, lowest of all the %s %.2f (grade %.1f)",
                                          tc_quality_form(judge->arena, q), name.en,
                                          q->value[worst], q->grade_of[worst]) });
}
