/* From an image to grids that are read. */
#ifndef TC_VALIDATE_GRID_READ_H
#define TC_VALIDATE_GRID_READ_H

#include "validate/decode/grid_fit.h"

/* Call `read` with each symbol that was found and corrected; the grid is valid
 * during the call. */
typedef void tc_grid_reader(void *context, const struct tc_grid *grid);

void tc_matrix_find(const struct tc_image *image, const struct tc_ink *ink,
                    tc_grid_reader *read, void *context);
void tc_qr_find(const struct tc_image *image, const struct tc_ink *ink, tc_grid_reader *read,
                void *context);

#endif
