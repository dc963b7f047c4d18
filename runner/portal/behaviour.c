#include "portal/behaviour.h"

#include <stddef.h>
#include <string.h>

#define SILENCE_MS 600000
#define HUGE_BODY ((size_t)10 << 20)

const struct tc_portal_behaviour tc_portal_behaviours[] = {
    { .name = "answer", .answers = true, .what = { "trả lời trọn vẹn", "a whole answer" } },
    { .name = "cut",
      .manner = TC_SERVER_CUT,
      .needs_body = true,
      .what = { "đóng kết nối giữa chừng nội dung", "the connection ends within the body" } },
    { .name = "reset",
      .manner = TC_SERVER_RESET,
      .what = { "ngắt kết nối (RST), không trả lời", "the connection is reset, no answer" } },
    { .name = "silence",
      .delay_ms = SILENCE_MS,
      .what = { "nhận rồi im lặng", "the request is taken, then silence" } },
    { .name = "drip",
      .manner = TC_SERVER_DRIP,
      .needs_body = true,
      .what = { "mỗi giây một byte", "one byte of the body a second" } },
    { .name = "huge",
      .answers = true,
      .body_len = HUGE_BODY,
      .what = { "nội dung trả lời rất lớn", "a very large body" } },
    { .name = "redirect-elsewhere",
      .answers = true,
      .status = 307,
      .leads = TC_PORTAL_ELSEWHERE,
      .what = { "chuyển hướng sang máy chủ khác", "a redirect to another origin" } },
    { .name = "redirect-loop",
      .answers = true,
      .status = 307,
      .leads = TC_PORTAL_AGAIN,
      .what = { "chuyển hướng vòng tròn", "a redirect to the same address" } },
    { .name = NULL },
};

const struct tc_portal_behaviour *tc_portal_behaviour_find(const char *name)
{
    for (const struct tc_portal_behaviour *b = tc_portal_behaviours; b->name; b++)
        if (strcmp(b->name, name) == 0)
            return b;
    return NULL;
}
