#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/suggest.h"
#include "cmd.h"
#include "engine/uses.h"
#include "writers.h"

static const struct tc_option options[] = { { 0 } };

struct page {
    struct tc_arena *arena;
    enum tc_lang lang;
    struct tc_uses uses;
};

static const char *in(const struct page *page, const char *vi, const char *en)
{
    return page->lang == TC_VI ? vi : en;
}

static void print_line(const struct page *page, const char *vi, const char *en,
                       const char *value)
{
    if (value && *value)
        printf("%s: %s\n", in(page, vi, en), value);
}

static void print_validity(const struct page *page, const struct tc_requirement *r)
{
    if (r->valid_from)
        print_line(page, "Hiệu lực từ", "In force from", r->valid_from);
    if (r->valid_to)
        print_line(page, "Hiệu lực đến", "In force until", r->valid_to);
}

static void print_roles(const struct page *page, const struct tc_requirement *r)
{
    const char *roles = "";

    for (const char *const *role = r->roles; *role; role++)
        roles = tc_arena_printf(page->arena, "%s%s%s", roles, *roles ? ", " : "", *role);
    print_line(page, "Vai trò", "Roles", roles);
}

static struct tc_text heading_of(enum tc_use_kind kind)
{
    static const struct tc_text words[] = {
        [TC_USE_CASE] = { "Ca kiểm thử", "Cases" },
        [TC_USE_ROW] = { "Dòng trong hồ sơ quy định", "Rows of profiles" },
        [TC_USE_FIXTURE] = { "Mẫu phải bị bắt lỗi", "Fixtures that must fail" },
        [TC_USE_MUTANT] = { "Lỗi cố ý mà yêu cầu này phát hiện",
                            "Deliberate defects that it finds" },
        [TC_USE_RULING] = { "Phán quyết trong docs/rulings.md", "Rulings in docs/rulings.md" },
    };

    return words[kind];
}

static void print_uses(const struct page *page, const char *id, enum tc_use_kind kind)
{
    unsigned n = 0;

    for (size_t i = 0; i < page->uses.count; i++) {
        const struct tc_use *use = &page->uses.items[i];

        if (use->kind != kind || strcmp(use->requirement, id) != 0)
            continue;
        if (n++ == 0)
            printf("\n%s:\n", tc_text_in(heading_of(kind), page->lang));
        printf("  %s%s%s\n", use->name, use->text.en ? ": " : "",
               use->text.en ? tc_text_in(use->text, page->lang) : "");
    }
}

static void print_requirement(const struct page *page, const struct tc_requirement *r)
{
    printf("%s: %s\n\n%s\n\n", r->id, tc_text_in(r->title, page->lang),
           tc_text_in(r->text, page->lang));
    printf("%s: %s %s, %s\n", in(page, "Điều khoản", "Clause"), r->source, r->edition,
           r->clause);
    print_line(page, "Mức độ", "Level", tc_text_in(level_text(r->level), page->lang));
    print_line(page, "Độ tin cậy", "Confidence",
               tc_arena_printf(page->arena, "%s, %s", tc_confidence_name(r->confidence),
                               tc_text_in(confidence_text(r->confidence), page->lang)));
    print_line(page, "Khi không đạt", "When not met",
               tc_verdict_name(tc_requirement_broken(r)));
    print_validity(page, r);
    print_roles(page, r);
    print_line(page, "Cách sửa", "How to fix", tc_text_in(r->fix, page->lang));
    print_line(page, "Vì sao chưa kiểm thử", "Why nothing tests it",
               tc_text_in(r->not_tested, page->lang));
    print_line(page, "Điều tranh luận", "Disputed", tc_text_in(r->disputed, page->lang));
    for (int kind = TC_USE_CASE; kind <= TC_USE_RULING; kind++)
        print_uses(page, r->id, (enum tc_use_kind)kind);
}

/* The requirements of a case, or those whose ids start with the word. */
static bool belongs(const struct page *page, const struct tc_requirement *r, const char *word)
{
    if (strncmp(r->id, word, strlen(word)) == 0)
        return true;
    for (size_t i = 0; i < page->uses.count; i++) {
        const struct tc_use *use = &page->uses.items[i];

        if (use->kind == TC_USE_CASE && strcmp(use->name, word) == 0 &&
            strcmp(use->requirement, r->id) == 0)
            return true;
    }
    return false;
}

static unsigned print_list(const struct page *page, const struct tc_catalogue *catalogue,
                           const char *word)
{
    unsigned n = 0;

    for (size_t i = 0; *word && i < tc_catalogue_count(catalogue); i++) {
        const struct tc_requirement *r = tc_catalogue_at(catalogue, i);

        if (!belongs(page, r, word))
            continue;
        printf("%-14s %-6s %s\n", r->id, tc_level_name(r->level),
               tc_text_in(r->title, page->lang));
        n++;
    }
    return n;
}

static const char *id_at(size_t i, const void *catalogue)
{
    return tc_catalogue_at(catalogue, i)->id;
}

static int unknown(const struct tc_catalogue *catalogue, const char *word, struct tc_err *err)
{
    const char *near = tc_suggest(word, tc_catalogue_count(catalogue), id_at, catalogue);

    if (near)
        tc_err_set(err, "không có yêu cầu \"%s\"; có phải ý bạn là \"%s\"?",
                   "there is no requirement \"%s\"; did you mean \"%s\"?", word, near);
    else
        tc_err_set(err, "không có yêu cầu hay ca nào tên \"%s\"; xem tracecert catalogue",
                   "there is no requirement or case \"%s\"; see tracecert catalogue", word);
    return tc_cmd_fail(TC_EXIT_USAGE, err);
}

static int explain(struct page *page, const char *word, struct tc_err *err)
{
    const struct tc_catalogue *catalogue = tc_cmd_catalogue();
    const struct tc_requirement *r = tc_catalogue_find(catalogue, word);
    size_t count;
    const struct tc_registry_entry *cases = tc_registry(page->arena, &count);

    if (tc_uses_gather(page->arena, tc_file_home(page->arena), cases, count, &page->uses, err) <
        0)
        return tc_cmd_fail(TC_EXIT_INTERNAL, err);
    if (r)
        print_requirement(page, r);
    else if (print_list(page, catalogue, word) == 0)
        return unknown(catalogue, word, err);
    return TC_EXIT_PASSED;
}

static int run(const struct tc_words *operands)
{
    struct page page = { .arena = tc_arena_new(), .lang = tc_cmd_lang() };
    struct tc_err err = { 0 };
    int status;

    if (operands->count != 1) {
        tc_err_set(&err, "cần đúng một mã yêu cầu, phần đầu của mã, hoặc mã ca kiểm thử",
                   "exactly one requirement id, the start of one, or a case id is needed");
        status = tc_cmd_fail(TC_EXIT_USAGE, &err);
    } else {
        status = explain(&page, operands->items[0], &err);
    }
    tc_arena_free(page.arena);
    return status;
}

const struct tc_command tc_command_explain = {
    .name = "explain",
    .synopsis = "explain ID",
    .summary = { "giải thích một yêu cầu: điều khoản, cách sửa, cách kiểm thử",
                 "explain a requirement: clause, how to fix, what tests it" },
    .example = "tracecert explain EPCIS-CAP-02",
    .options = options,
    .run = run,
};
