/* At which scale a run waited and how much it sent, in words. */
#include <string.h>

#include "writers.h"

static long amount_of(const struct tc_run *run, const char *name)
{
    for (size_t i = 0; i < run->limit_count; i++)
        if (strcmp(run->limits[i].name, name) == 0)
            return run->limits[i].amount;
    return 0;
}

bool scale_certifies(const struct tc_run *run)
{
    return strcmp(run->scale, "default") == 0 || strcmp(run->scale, "full") == 0;
}

struct tc_text scale_warning(const struct tc_run *run)
{
    if (scale_certifies(run))
        return (struct tc_text){ NULL, NULL };
    return TC_TEXT("Chạy ở thang nhanh: chờ ngắn và ít sự kiện nên có thể bỏ sót lỗi; kết quả "
                   "không dùng làm căn cứ chứng nhận.",
                   "Run at the quick scale: short waits and few events, which may miss "
                   "failings; no certification rests on it.");
}

static struct tc_text name_text(const struct tc_run *run)
{
    if (strcmp(run->scale, "quick") == 0)
        return TC_TEXT("nhanh (--quick)", "quick (--quick)");
    if (strcmp(run->scale, "full") == 0)
        return TC_TEXT("đầy đủ (--full)", "full (--full)");
    if (strcmp(run->scale, "default") == 0)
        return TC_TEXT("mặc định", "default");
    return TC_TEXT("không rõ", "unknown");
}

struct tc_text scale_text(struct tc_arena *arena, const struct tc_run *run)
{
    struct tc_text name = name_text(run), amounts;

    if (run->limit_count == 0)
        return name;
    amounts = tc_say(arena,
                     "cổng ngừng %ld ms, %ld sự kiện chờ gửi; dừng đột ngột %ld lần; theo dõi "
                     "%ld ms xem có gửi thừa không",
                     "the portal away for %ld ms, %ld events waiting; %ld sudden stops; %ld ms "
                     "of watching for what must not be sent",
                     amount_of(run, "outageMs"), amount_of(run, "outageEvents"),
                     amount_of(run, "killMoments"), amount_of(run, "quietMs"));
    return (struct tc_text){ tc_arena_printf(arena, "%s: %s", name.vi, amounts.vi),
                             tc_arena_printf(arena, "%s: %s", name.en, amounts.en) };
}
