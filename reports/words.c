/* Words that every report uses. */
#include <stdio.h>
#include <string.h>

#include "writers.h"

json_t *where_json(const struct tc_where *where)
{
    json_t *json = json_object();

    if (where->part)
        json_object_set_new(json, "part", json_string(where->part));
    if (where->pointer)
        json_object_set_new(json, "pointer", json_string(where->pointer));
    if (where->line) {
        json_object_set_new(json, "line", json_integer(where->line));
        json_object_set_new(json, "column", json_integer(where->column));
    }
    if (where->offset)
        json_object_set_new(json, "offset", json_integer(where->offset - 1));
    if (where->box[2])
        json_object_set_new(
            json, "box",
            json_pack("[iiii]", where->box[0], where->box[1], where->box[2], where->box[3]));
    return json;
}

/* Append "; more" to both languages. */
static struct tc_text join(struct tc_arena *arena, struct tc_text text, const char *vi,
                           const char *en)
{
    const char *between = *text.en ? "; " : "";

    return (struct tc_text){ tc_arena_printf(arena, "%s%s%s", text.vi, between, vi),
                             tc_arena_printf(arena, "%s%s%s", text.en, between, en) };
}

/* The words by which suites name a part, in Vietnamese; others stay as they are:
 * names of headers, paths and identifiers. */
static const struct {
    const char *en, *vi;
} parts[] = {
    { "response", "trả lời" },
    { "response status", "mã trạng thái của trả lời" },
    { "response body", "nội dung trả lời" },
    { "capture job", "công việc ghi" },
    { "event", "sự kiện" },
    { "second event", "sự kiện thứ hai" },
    { "repeated event", "sự kiện gửi lại" },
    { "event at the portal", "sự kiện tại cổng" },
    { "events at the portal", "các sự kiện tại cổng" },
    { "event after the restart", "sự kiện sau khi khởi động lại" },
    { "event accepted before the restart", "sự kiện đã nhận trước khi khởi động lại" },
    { "time to the next attempt", "thời gian đến lần gửi tiếp theo" },
    { "time between two attempts", "thời gian giữa hai lần gửi" },
    { "attempts after the answer", "các lần gửi sau khi được trả lời" },
    { "attempts in one second", "các lần gửi trong một giây" },
    { "attempts while each is answered 401", "các lần gửi trong lúc luôn bị trả 401" },
    { "requests of an access token", "các lần xin mã truy cập" },
    { "request to the other server", "yêu cầu gửi tới máy chủ khác" },
    { "redirects that were followed", "các lần đi theo chuyển hướng" },
    { "all pages", "mọi trang kết quả" },
    { "label", "nhãn" },
    { "page", "trang tra cứu" },
};

static struct tc_text part_text(struct tc_arena *arena, const char *part)
{
    static const char header[] = "header ";

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (strcmp(parts[i].en, part) == 0)
            return TC_TEXT(parts[i].vi, part);
    if (strncmp(part, header, sizeof(header) - 1) == 0)
        return TC_TEXT(tc_arena_printf(arena, "tiêu đề %s", part + sizeof(header) - 1), part);
    return TC_TEXT(part, part);
}

struct tc_text where_text(struct tc_arena *arena, const struct tc_where *where)
{
    struct tc_text text = TC_TEXT("", ""), more;

    if (where->part) {
        more = part_text(arena, where->part);
        text = join(arena, text, more.vi, more.en);
    }
    if (where->pointer)
        text = join(arena, text, where->pointer, where->pointer);
    if (where->line) {
        more = tc_say(arena, "dòng %ld, cột %ld", "line %ld, column %ld", where->line,
                      where->column);
        text = join(arena, text, more.vi, more.en);
    } else if (where->offset) {
        more = tc_say(arena, "byte thứ %ld", "byte %ld", where->offset);
        text = join(arena, text, more.vi, more.en);
    }
    if (where->box[2]) {
        more = tc_say(arena, "vùng ảnh %d,%d cỡ %d×%d", "image area at %d,%d of %d×%d",
                      where->box[0], where->box[1], where->box[2], where->box[3]);
        text = join(arena, text, more.vi, more.en);
    }
    return text;
}

struct tc_text outcome_text(enum tc_exit exit)
{
    switch (exit) {
    case TC_EXIT_PASSED:
        return TC_TEXT("ĐẠT: mọi yêu cầu bắt buộc đã kiểm thử đều đạt",
                       "PASSED: every mandatory requirement that was tested is met");
    case TC_EXIT_FAILED:
        return TC_TEXT("KHÔNG ĐẠT: có yêu cầu bắt buộc không được đáp ứng",
                       "FAILED: a mandatory requirement is not met");
    case TC_EXIT_INCONCLUSIVE:
        return TC_TEXT("CHƯA KẾT LUẬN: có yêu cầu chưa thể quyết định",
                       "INCONCLUSIVE: some requirements could not be decided");
    case TC_EXIT_SETUP:
        return TC_TEXT("SAI THIẾT LẬP: cần sửa thiết lập kiểm thử rồi chạy lại",
                       "SET-UP: mend the test set-up and run again");
    case TC_EXIT_NOTHING_TESTED:
        return TC_TEXT("CHƯA KIỂM THỬ: không có yêu cầu nào được kiểm thử",
                       "NOTHING TESTED: no requirement was tested");
    default:
        return TC_TEXT("LỖI CỦA CÔNG CỤ: kết quả không dùng được để cấp chứng nhận",
                       "ERROR OF THE TOOL: the result cannot serve for a certificate");
    }
}

struct tc_text verdict_text(enum tc_verdict verdict)
{
    static const struct tc_text words[TC_VERDICTS] = {
        [TC_NOT_RUN] = { "chưa chạy", "not run" },
        [TC_NOT_APPLICABLE] = { "không áp dụng", "not applicable" },
        [TC_PASS] = { "đạt", "passed" },
        [TC_ATTESTED] = { "cần người xác nhận", "to be attested" },
        [TC_DISPUTED] = { "đang tranh luận", "disputed" },
        [TC_WARN] = { "cảnh báo", "warning" },
        [TC_INCONCLUSIVE] = { "chưa kết luận", "inconclusive" },
        [TC_SETUP] = { "sai thiết lập", "set-up" },
        [TC_FAIL] = { "không đạt", "failed" },
        [TC_ERROR] = { "lỗi công cụ", "tool error" },
    };

    return words[verdict];
}

struct tc_text confidence_text(enum tc_confidence confidence)
{
    switch (confidence) {
    case TC_PRIMARY:
        return TC_TEXT("nguồn gốc: văn bản chính thức", "source: the primary text");
    case TC_SECONDARY:
        return TC_TEXT("nguồn gốc: tài liệu dẫn lại", "source: secondary");
    case TC_CODE:
        return TC_TEXT("nguồn gốc: thực tế triển khai công khai", "source: public practice");
    case TC_ENGINEERING:
        return TC_TEXT("quy tắc kỹ thuật của bộ kiểm thử", "engineering rule of this suite");
    default:
        return TC_TEXT("giả định, tỉnh cần xác nhận; chỉ mang tính tham khảo",
                       "an assumption that the province must confirm; advisory only");
    }
}

struct tc_text level_text(enum tc_level level)
{
    static const struct tc_text words[] = {
        [TC_MUST] = { "bắt buộc (MUST)", "mandatory (MUST)" },
        [TC_SHOULD] = { "nên có (SHOULD)", "recommended (SHOULD)" },
        [TC_MAY] = { "tùy chọn (MAY)", "optional (MAY)" },
    };

    return words[level];
}

bool verdict_blocks(enum tc_verdict verdict)
{
    return verdict >= TC_INCONCLUSIVE;
}

const struct tc_exchange *finding_exchange(const struct tc_result_case *c,
                                           const struct tc_finding *finding)
{
    for (size_t i = 0; i < c->exchange_count; i++)
        if (c->exchanges[i].number == finding->where.exchange)
            return &c->exchanges[i];
    return NULL;
}

char *blob_head(struct tc_arena *arena, const struct tc_run *run, const char *sha, size_t max,
                size_t *len)
{
    bool is_name = strlen(sha) == 64 && strspn(sha, "0123456789abcdef") == 64;
    FILE *file =
        is_name ? fopen(tc_arena_printf(arena, "%s/blobs/%s", run->dir, sha), "rb") : NULL;
    char *bytes;

    if (!file)
        return NULL;
    bytes = tc_arena_alloc(arena, max + 1);
    *len = fread(bytes, 1, max, file);
    fclose(file);
    return bytes;
}

const struct tc_requirement *case_requirement(const struct tc_result_case *c, const char *id)
{
    for (size_t i = 0; i < c->line_count; i++)
        if (strcmp(c->lines[i].requirement->id, id) == 0)
            return c->lines[i].requirement;
    return NULL;
}
