#include "catalogue_writers.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[] = { [TC_USE_CASE] = "cases",
                                          [TC_USE_ROW] = "rows",
                                          [TC_USE_FIXTURE] = "fixtures",
                                          [TC_USE_MUTANT] = "defects",
                                          [TC_USE_RULING] = "rulings" };

#define KINDS (sizeof(kind_names) / sizeof(kind_names[0]))

unsigned tc_catalogue_uses(const struct tc_catalogue_page *page, const char *requirement,
                           enum tc_use_kind kind)
{
    unsigned n = 0;

    for (size_t i = 0; i < page->uses->count; i++)
        n += page->uses->items[i].kind == kind &&
             strcmp(page->uses->items[i].requirement, requirement) == 0;
    return n;
}

/* "cases: 2, defects: 5", or why nothing tests it. */
static const char *tested_by(const struct tc_catalogue_page *page,
                             const struct tc_requirement *r)
{
    static const struct tc_text words[KINDS] = {
        [TC_USE_CASE] = { "ca", "cases" },
        [TC_USE_ROW] = { "dòng hồ sơ", "rows" },
        [TC_USE_FIXTURE] = { "mẫu lỗi", "fixtures" },
        [TC_USE_MUTANT] = { "lỗi cố ý", "defects" },
    };
    const char *said = "";

    if (r->not_tested.en)
        return tc_text_in(r->not_tested, page->lang);
    for (size_t kind = 0; kind < TC_USE_RULING; kind++) {
        unsigned n = tc_catalogue_uses(page, r->id, (enum tc_use_kind)kind);

        if (n)
            said = tc_arena_printf(page->arena, "%s%s%s: %u", said, *said ? ", " : "",
                                   tc_text_in(words[kind], page->lang), n);
    }
    return said;
}

static bool starts_a_source(const struct tc_catalogue_page *page, size_t i)
{
    const struct tc_requirement *r = tc_catalogue_at(page->catalogue, i), *before;

    if (i == 0)
        return true;
    before = tc_catalogue_at(page->catalogue, i - 1);
    return strcmp(r->source, before->source) != 0 || strcmp(r->edition, before->edition) != 0;
}

void tc_catalogue_text(const struct tc_catalogue_page *page)
{
    bool vi = page->lang == TC_VI;
    size_t untested = 0, count = tc_catalogue_count(page->catalogue);

    for (size_t i = 0; i < count; i++) {
        const struct tc_requirement *r = tc_catalogue_at(page->catalogue, i);

        if (starts_a_source(page, i))
            printf("%s%s %s\n", i ? "\n" : "", r->source, r->edition);
        printf("  %-14s %-6s %s  %s\n  %-24s %s%s\n", r->id, tc_level_name(r->level),
               tc_confidence_name(r->confidence), tc_text_in(r->title, page->lang), "",
               !r->not_tested.en ? ""
               : vi              ? "CHƯA KIỂM THỬ: "
                                 : "NOT TESTED: ",
               tested_by(page, r));
        untested += r->not_tested.en != NULL;
    }
    printf(vi ? "\n%zu yêu cầu, %zu chưa được kiểm thử. Chi tiết: tracecert explain MÃ\n"
              : "\n%zu requirements, %zu not tested. More: tracecert explain ID\n",
           count, untested);
}

/* --- JSON ------------------------------------------------------------------- */

static json_t *text_json(struct tc_text text)
{
    return text.en ? json_pack("{s:s, s:s}", "vi", text.vi, "en", text.en) : json_null();
}

static json_t *names_json(const struct tc_catalogue_page *page, const char *id,
                          enum tc_use_kind kind)
{
    json_t *names = json_array();

    for (size_t i = 0; i < page->uses->count; i++) {
        const struct tc_use *use = &page->uses->items[i];

        if (use->kind == kind && strcmp(use->requirement, id) == 0)
            json_array_append_new(names, json_string(use->name));
    }
    return names;
}

static json_t *requirement_json(const struct tc_catalogue_page *page,
                                const struct tc_requirement *r)
{
    json_t *roles = json_array(), *json;

    for (const char *const *role = r->roles; *role; role++)
        json_array_append_new(roles, json_string(*role));
    json = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s?, s:s?, s:o, s:o, s:o, s:o, s:o, s:o}",
                     "id", r->id, "source", r->source, "edition", r->edition, "clause",
                     r->clause, "level", tc_level_name(r->level), "confidence",
                     tc_confidence_name(r->confidence), "validFrom", r->valid_from, "validTo",
                     r->valid_to, "roles", roles, "title", text_json(r->title), "text",
                     text_json(r->text), "fix", text_json(r->fix), "notTested",
                     text_json(r->not_tested), "disputed", text_json(r->disputed));
    for (size_t kind = 0; kind < KINDS; kind++)
        json_object_set_new(json, kind_names[kind],
                            names_json(page, r->id, (enum tc_use_kind)kind));
    return json;
}

void tc_catalogue_json(const struct tc_catalogue_page *page)
{
    json_t *list = json_array(), *json;

    for (size_t i = 0; i < tc_catalogue_count(page->catalogue); i++)
        json_array_append_new(list,
                              requirement_json(page, tc_catalogue_at(page->catalogue, i)));
    json = json_pack("{s:s, s:o}", "toolVersion", TC_VERSION, "requirements", list);
    json_dumpf(json, stdout, JSON_INDENT(1));
    putchar('\n');
    json_decref(json);
}

/* --- Markdown --------------------------------------------------------------- */

/* A text as a cell of a table. */
static const char *cell(const struct tc_catalogue_page *page, const char *text)
{
    char *escaped = tc_arena_alloc(page->arena, 2 * strlen(text) + 1), *put = escaped;

    for (; *text; text++) {
        if (*text == '|' || *text == '<')
            *put++ = '\\';
        *put++ = *text == '\n' ? ' ' : *text;
    }
    *put = '\0';
    return escaped;
}

static void print_row(const struct tc_catalogue_page *page, const struct tc_requirement *r)
{
    printf("| %s | %s, %s | %s | **%s** %s<br>**%s** %s | %s%s |\n", r->id,
           tc_level_name(r->level), tc_confidence_name(r->confidence), cell(page, r->clause),
           cell(page, r->title.vi), cell(page, r->text.vi), cell(page, r->title.en),
           cell(page, r->text.en), r->not_tested.en ? "not tested: " : "",
           cell(page, tested_by(page, r)));
}

void tc_catalogue_markdown(const struct tc_catalogue_page *page)
{
    size_t count = tc_catalogue_count(page->catalogue);

    printf("# Requirement catalogue\n\n"
           "Generated by `make catalogue` from `suites/requirements/`; do not edit. Levels: "
           "MUST, SHOULD, MAY.\nConfidence: P primary text, S secondary source, C public code, "
           "E engineering rule of this project,\nM memory, ? not found (M and ? are advisory "
           "and never fail a system).\n\n%zu requirements.\n",
           count);
    for (size_t i = 0; i < count; i++) {
        const struct tc_requirement *r = tc_catalogue_at(page->catalogue, i);

        if (starts_a_source(page, i))
            printf("\n## %s, %s\n\n| id | level | clause | requirement | tested by |\n"
                   "|---|---|---|---|---|\n",
                   r->source, r->edition);
        print_row(page, r);
    }
}
