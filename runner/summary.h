/* What a person sees of a run on the terminal. */
#ifndef TC_SUMMARY_H
#define TC_SUMMARY_H

#include <jansson.h>

#include "engine/doctor.h"
#include "tracecert/result.h"

/* A person has to enter events in this run: where the page is that says which. */
void tc_summary_person(const char *url, enum tc_lang lang);

/* What is wrong with the set-up for cases of these needs (TC_NEEDS_*); nothing when all is
 * well. */
void tc_summary_setup(const struct tc_doctor_report *report, unsigned needs, enum tc_lang lang);

/* One case has ended: a line rewritten on a terminal, else a plain line. */
void tc_summary_progress(size_t done, size_t total, const json_t *record, void *lang);

/* Counts in words, each failure with all its parts, where the report is. */
void tc_summary_print(const struct tc_run *run, enum tc_lang lang);

#endif
