#include "writers.h"

const struct tc_report_format tc_report_formats[] = {
    { "json", "report.json", report_json },
    { "junit", "junit.xml", report_junit },
    { "html", "report.html", report_html },
    { NULL, NULL, NULL },
};
