/* A box in which there is nothing, at the border of the image: measured as nothing,
 * and nothing beyond the image is looked at (seen under the sanitizers). */
#include <string.h>

#include "base/check_main.h"
#include "validate/decode/label_read.h"

#define SIDE 16

START_TEST(blank_box_at_the_border)
{
    unsigned char *gray = malloc((size_t)SIDE * SIDE);
    struct tc_image image = { .width = SIDE, .height = SIDE, .gray = gray };
    struct tc_symbol symbol = { .symbology = "gs1-datamatrix",
                                .module = 3,
                                .box = { 4, 4, SIDE - 4, SIDE - 4 } };

    ck_assert_ptr_nonnull(gray);
    memset(gray, 255, (size_t)SIDE * SIDE);
    tc_label_measure(&image, &symbol);
    ck_assert_double_eq(symbol.module, 0);
    free(gray);
}
END_TEST

TC_CHECK_MAIN("label measure", blank_box_at_the_border)
