#include "engine/catalogue.h"

#include <string.h>

#include "base/suggest.h"
#include "engine/catalogue_file.h"

struct tc_catalogue *tc_catalogue_load(const char *dir, struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_catalogue *catalogue = tc_arena_alloc(arena, sizeof(*catalogue));

    catalogue->arena = arena;
    if (tc_catalogue_read_dir(catalogue, dir, err) < 0) {
        tc_catalogue_free(catalogue);
        return NULL;
    }
    return catalogue;
}

void tc_catalogue_free(struct tc_catalogue *catalogue)
{
    if (catalogue)
        tc_arena_free(catalogue->arena);
}

size_t tc_catalogue_count(const struct tc_catalogue *catalogue)
{
    return catalogue->count;
}

const struct tc_requirement *tc_catalogue_at(const struct tc_catalogue *catalogue, size_t i)
{
    return &catalogue->entries[i]->requirement;
}

const char *tc_catalogue_file(const struct tc_catalogue *catalogue, size_t i)
{
    return catalogue->entries[i]->file;
}

const struct tc_requirement *tc_catalogue_find(const struct tc_catalogue *catalogue,
                                               const char *id)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        if (strcmp(catalogue->entries[i]->requirement.id, id) == 0)
            return &catalogue->entries[i]->requirement;
    }
    return NULL;
}

static const char *id_at(size_t i, const void *cookie)
{
    return tc_catalogue_at(cookie, i)->id;
}

const char *tc_catalogue_suggest(const struct tc_catalogue *catalogue, const char *id)
{
    return tc_suggest(id, catalogue->count, id_at, catalogue);
}

struct tc_text tc_confidence_words(enum tc_confidence confidence)
{
    switch (confidence) {
    case TC_PRIMARY:
        return TC_TEXT("văn bản gốc, hoặc tệp chuẩn do chính tổ chức ban hành công bố",
                       "the primary text, or the standard's own artefact");
    case TC_SECONDARY:
        return TC_TEXT("nguồn thứ cấp: bài viết hoặc trang tin dẫn lại văn bản gốc",
                       "a secondary source that reports the primary text");
    case TC_CODE:
        return TC_TEXT("cách làm thấy được trong mã nguồn công khai",
                       "practice seen in public code");
    case TC_ENGINEERING:
        return TC_TEXT("quy tắc kỹ thuật của bộ kiểm thử hoặc của hồ sơ áp dụng",
                       "an engineering rule of this project or of the profile");
    case TC_MEMORY:
        return TC_TEXT("hiểu biết chung, chưa kiểm chứng: chỉ để tham khảo",
                       "general knowledge, not confirmed: advisory only");
    case TC_UNKNOWN:
        break;
    }
    return TC_TEXT("đã tìm nhưng không thấy nguồn: chỉ để tham khảo",
                   "a source was looked for and not found: advisory only");
}
