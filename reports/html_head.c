/* Top of the page: what was tested, by what, and what came of it. */
#include "html.h"
#include "xml.h"

static void fact(const struct html *h, const char *vi, const char *en, const char *value)
{
    if (!value || !*value)
        return;
    html_term(h, vi, en);
    xml_puts(h->out, value);
    html_end(h);
}

/* The words of a selection behind its option: "--suite capture". */
static const char *option_words(const struct html *h, const char *option,
                                const char *const *words)
{
    const char *all = "";

    for (; words && *words; words++)
        all = tc_arena_printf(h->arena, "%s%s%s %s", all, *all ? " " : "", option, *words);
    return all;
}

static const char *selection_words(const struct html *h)
{
    const char *suites = option_words(h, "--suite", h->run->suites);
    const char *only = option_words(h, "--only", h->run->only);

    return tc_arena_printf(h->arena, "%s%s%s", suites, *suites && *only ? " " : "", only);
}

static void print_facts(const struct html *h)
{
    const struct tc_run *run = h->run;

    fputs("<dl class=\"facts\">\n", h->out);
    fact(h, "Hệ thống", "System",
         tc_arena_printf(h->arena, "%s %s", run->system_name, run->system_version));
    fact(h, "Nhà cung cấp", "Vendor", run->system_vendor);
    fact(h, "Liên hệ", "Contact", run->system_contact);
    fact(h, "Thời điểm kiểm thử", "Tested", run->started);
    fact(h, "Áp dụng quy định tại ngày", "Rules as of", run->as_of);
    fact(h, "Hồ sơ quy định", "Profile", run->profile);
    html_term(h, "Thang thời gian", "Scale of waits");
    html_text(h, scale_text(h->arena, run));
    html_end(h);
    if (run->processors > 0) {
        html_term(h, "Máy kiểm thử", "Testing machine");
        html_text(h, machine_text(h->arena, run));
        html_end(h);
    }
    fact(h, "Chỉ chạy", "Selected only", selection_words(h));
    fact(h, "Mã lần chạy", "Run", run->id);
    fact(h, "Công cụ", "Tool", tc_arena_printf(h->arena, "tracecert %s", run->tool_version));
    fact(h, "Mã băm bộ kiểm thử", "Suite digest", run->suite_digest);
    fputs("</dl>\n", h->out);
}

static void print_warning(const struct html *h, struct tc_text text)
{
    fputs("<p class=\"outcome warn\">", h->out);
    html_text(h, text);
    fputs("</p>\n", h->out);
}

static void print_outcome(const struct html *h)
{
    enum tc_exit exit = h->run->exit;
    const char *class = exit == TC_EXIT_PASSED   ? "good"
                        : exit == TC_EXIT_FAILED ? "bad"
                                                 : "warn";

    fprintf(h->out, "<p class=\"outcome %s\" role=\"status\">", class);
    html_text(h, outcome_text(exit));
    fputs("</p>\n", h->out);
    if (!h->run->complete)
        print_warning(h,
                      TC_TEXT("Lần chạy bị cắt ngang; chạy lại với --resume để hoàn tất.",
                              "This run was cut off; run again with --resume to finish it."));
    if (!scale_certifies(h->run))
        print_warning(h, scale_warning(h->run));
}

/* What the paper is and is not, since officers decide on it. */
static void print_scope(const struct html *h)
{
    fputs("<p class=\"soft\">", h->out);
    html_both(
        h,
        "Báo cáo này là bằng chứng tự đánh giá về những yêu cầu liệt kê dưới đây, với hệ "
        "thống và thời điểm nêu trên. Đây không phải giấy chứng nhận hợp chuẩn; giấy đó "
        "do tổ chức chứng nhận được chỉ định cấp.",
        "This report is self-assessment evidence about the requirements listed below, for "
        "the system and the time named above. It is not a certificate of conformity, which "
        "a designated certification body issues.");
    fputs("</p>\n", h->out);
}

static void print_counts(const struct html *h)
{
    static const enum tc_verdict order[] = { TC_FAIL,         TC_ERROR, TC_SETUP,
                                             TC_INCONCLUSIVE, TC_WARN,  TC_DISPUTED,
                                             TC_ATTESTED,     TC_PASS,  TC_NOT_APPLICABLE,
                                             TC_NOT_RUN };

    fputs("<ul class=\"counts\">\n", h->out);
    for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
        unsigned n = h->run->counts[order[i]];

        if (n == 0 && order[i] != TC_FAIL && order[i] != TC_PASS)
            continue;
        fprintf(h->out, "<li><b class=\"v-%s\">%u</b> ", tc_verdict_name(order[i]), n);
        html_text(h, verdict_text(order[i]));
        fputs("</li>\n", h->out);
    }
    fputs("</ul>\n", h->out);
}

void html_head(const struct html *h)
{
    fputs(
        "<header>\n<div class=\"switches\"><label for=\"in-vi\" lang=\"vi\">Tiếng Việt</label>"
        "<label for=\"in-en\" lang=\"en\">English</label></div>\n<h1>",
        h->out);
    html_both(h, "Báo cáo kiểm thử hệ thống truy xuất nguồn gốc",
              "Conformance report of a traceability system");
    fputs("</h1>\n</header>\n<main id=\"main\">\n", h->out);
    print_outcome(h);
    print_facts(h);
    fputs("<h2>", h->out);
    html_both(h, "Kết quả theo yêu cầu", "Result by requirement");
    fputs("</h2>\n", h->out);
    print_counts(h);
    print_scope(h);
}
