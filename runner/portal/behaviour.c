#include "portal/behaviour.h"

#include <stddef.h>
#include <string.h>

#define SILENCE_MS 600000

const struct tc_portal_behaviour tc_portal_behaviours[] = {
    { "answer", TC_SERVER_WHOLE, 0, true, false, { "trả lời trọn vẹn", "a whole answer" } },
    { "cut",
      TC_SERVER_CUT,
      0,
      false,
      true,
      { "đóng kết nối giữa chừng nội dung", "the connection ends within the body" } },
    { "reset",
      TC_SERVER_RESET,
      0,
      false,
      false,
      { "ngắt kết nối (RST), không trả lời", "the connection is reset, no answer" } },
    { "silence",
      TC_SERVER_WHOLE,
      SILENCE_MS,
      false,
      false,
      { "nhận rồi im lặng", "the request is taken, then silence" } },
    { "drip",
      TC_SERVER_DRIP,
      0,
      false,
      true,
      { "mỗi giây một byte", "one byte of the body a second" } },
    { NULL, TC_SERVER_WHOLE, 0, false, false, { NULL, NULL } },
};

const struct tc_portal_behaviour *tc_portal_behaviour_find(const char *name)
{
    for (const struct tc_portal_behaviour *b = tc_portal_behaviours; b->name; b++)
        if (strcmp(b->name, name) == 0)
            return b;
    return NULL;
}
