#include "session.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "cmd.h"
#include "portal/control.h"
#include "session_portal.h"
#include "summary.h"
#include "tracecert/result.h"

#define JOBS 12 /* most of a case's time is waiting; more at once would burden the system */

static const char *new_run_id(struct tc_arena *arena)
{
    char *id = tc_arena_strndup(arena, tc_clock_utc(arena), 19);

    for (char *p = id; *p; p++)
        if (*p == ':')
            *p = '-';
    return tc_arena_printf(arena, "%s-%04lx", id, (unsigned long)getpid() & 0xffff);
}

/* The folder that a run gets when none is named. */
static const char *own_folder(struct tc_arena *arena, const char *id)
{
    return tc_arena_printf(arena, "runs/%s", id);
}

/* Fill in what the command line left open. */
static struct tc_run_options options_of(struct tc_arena *arena, const struct tc_session *s,
                                        const struct tc_system *system)
{
    struct tc_run_options o = { .system = system,
                                .catalogue = tc_cmd_catalogue(),
                                .selection = s->selection,
                                .id = new_run_id(arena),
                                .portal_controls = s->portal_controls,
                                .profile = s->profile,
                                .resume = s->resume,
                                .scale = s->scale,
                                .progress = tc_summary_progress };

    o.dir = s->dir ? s->dir : own_folder(arena, o.id);
    o.as_of = s->as_of ? s->as_of : tc_arena_strndup(arena, tc_clock_utc(arena), 10);
    o.profile_dir =
        tc_arena_printf(arena, "%s/suites/profiles/%s", tc_file_home(arena), s->profile);
    o.seed = s->seed >= 0 ? (unsigned long)s->seed
                          : (unsigned long)tc_clock_ms() * 1000003u ^ (unsigned long)getpid();
    o.jobs = s->jobs ? s->jobs : JOBS;
    return o;
}

/* A word of the command line that cannot be meant: TC_EXIT_USAGE, else 0. */
static int check_words(const struct tc_run_options *o, struct tc_err *err)
{
    if (strlen(o->as_of) != 10 || o->as_of[strspn(o->as_of, "0123456789-")]) {
        tc_err_set(err, "--as-of nhận ngày dạng 2026-11-25, không phải \"%s\"",
                   "--as-of takes a date such as 2026-11-25, not \"%s\"", o->as_of);
        return tc_cmd_fail(TC_EXIT_USAGE, err);
    }
    if (strchr(o->profile, '/') || access(o->profile_dir, R_OK) < 0) {
        tc_err_set(err, "không có hồ sơ \"%s\"", "there is no profile \"%s\"", o->profile);
        return tc_cmd_fail(TC_EXIT_USAGE, err);
    }
    return 0;
}

/* --certify: every statement line answered, nothing selected away or cut short. */
static int check_certify(struct tc_arena *arena, const struct tc_run_options *o,
                         struct tc_err *err)
{
    const char *missing = tc_plan_left_out(arena, o->system);

    if (o->selection.suites[0] || o->selection.only[0]) {
        tc_err_set(err, "--certify chạy toàn bộ; bỏ --suite và --only",
                   "--certify runs everything; leave out --suite and --only");
        return tc_cmd_fail(TC_EXIT_USAGE, err);
    }
    if (o->scale == TC_SCALE_QUICK) {
        tc_err_set(err, "thang nhanh không dùng để chứng nhận; bỏ --quick hoặc --certify",
                   "the quick scale certifies nothing; leave out --quick or --certify");
        return tc_cmd_fail(TC_EXIT_USAGE, err);
    }
    if (missing) {
        tc_err_at(err, o->system->file, 0, 0);
        tc_err_set(err, "bản khai thiếu dòng \"%s\"; hãy ghi \"yes\" hoặc \"no\"",
                   "the statement lacks the line \"%s\"; say \"yes\" or \"no\"", missing);
        return tc_cmd_fail(TC_EXIT_SETUP, err);
    }
    return 0;
}

/* Write every report into the run folder. */
static int write_reports(struct tc_arena *arena, const struct tc_run *run, struct tc_err *err)
{
    for (const struct tc_report_format *f = tc_report_formats; f->name; f++) {
        const char *path = tc_arena_printf(arena, "%s/%s", run->dir, f->file);
        FILE *file = fopen(path, "w");
        int rc = file ? f->write(run, file) : -1;

        if (file && fclose(file) != 0)
            rc = -1;
        if (rc < 0) {
            tc_err_at(err, path, 0, 0);
            tc_err_set(err, "không ghi được báo cáo (%s)", "cannot write the report (%s)",
                       strerror(errno));
            return -1;
        }
    }
    return 0;
}

/* runs/latest leads to the run; where links cannot be made there is none. */
static void link_latest(struct tc_arena *arena, const struct tc_run_options *o)
{
    const char *fresh = tc_arena_printf(arena, "runs/.%s", o->id);

    if (symlink(o->id, fresh) == 0 && rename(fresh, "runs/latest") < 0)
        unlink(fresh);
}

static int status_of(enum tc_run_end end)
{
    switch (end) {
    case TC_RUN_WRONG_FOLDER:
        return TC_EXIT_USAGE;
    case TC_RUN_INTERRUPTED:
        return TC_EXIT_INCONCLUSIVE;
    case TC_RUN_FINISHED:
    case TC_RUN_FAILED:
        break;
    }
    return TC_EXIT_INTERNAL;
}

static int run_plan(struct tc_arena *arena, const struct tc_run_options *o,
                    const struct tc_plan *plan, struct tc_err *err)
{
    enum tc_run_end end = tc_run(arena, o, plan, err);
    const struct tc_run *run;

    if (strcmp(o->dir, own_folder(arena, o->id)) == 0)
        link_latest(arena, o);
    if (end != TC_RUN_FINISHED)
        return tc_cmd_fail(status_of(end), err);
    run = tc_run_load(arena, o->dir, o->catalogue, err);
    if (!run || write_reports(arena, run, err) < 0)
        return tc_cmd_fail(TC_EXIT_INTERNAL, err);
    tc_summary_print(run, tc_cmd_lang());
    return (int)run->exit;
}

/* Cases of the portal need the simulators for the length of the run. */
static int run_with_portal(struct tc_arena *arena, struct tc_run_options *o,
                           const struct tc_plan *plan, struct tc_err *err)
{
    struct tc_session_portals portals;
    int status;

    if (!(plan->needs & TC_NEEDS_PORTAL) || o->portal_controls)
        return run_plan(arena, o, plan, err);
    if (tc_session_portals_start(arena, o->system, NULL, &portals, err) < 0)
        return tc_cmd_fail(TC_EXIT_SETUP, err);
    o->portal_controls = portals.controls;
    if (o->system->entry.person_s)
        tc_summary_person(tc_portal_control_tasks_url(arena, portals.controls[0]),
                          tc_cmd_lang());
    status = run_plan(arena, o, plan, err);
    tc_session_portals_stop(&portals);
    return status;
}

/* What the cases need; those that enter events may do it by capture. */
static unsigned needs_of(const struct tc_registry_entry *taken, size_t count)
{
    unsigned needs = 0;

    for (size_t i = 0; i < count; i++)
        needs |= taken[i].tc_case->needs;
    return needs & TC_NEEDS_ENTRY ? needs | TC_NEEDS_CAPTURE : needs;
}

/* Cases without a place to ask are told from those that fail. */
static int plan_and_run(struct tc_arena *arena, struct tc_run_options *o,
                        const struct tc_registry_entry *taken, size_t count, struct tc_err *err)
{
    struct tc_doctor_report doctor;
    struct tc_plan plan;

    tc_doctor(arena, o->system, &doctor);
    tc_summary_setup(&doctor, needs_of(taken, count), tc_cmd_lang());
    tc_plan_make(arena, taken, count, o->catalogue, o->system, o->as_of, &doctor, &plan);
    return run_with_portal(arena, o, &plan, err);
}

int tc_session_run(struct tc_arena *arena, const struct tc_session *session,
                   const struct tc_system *system)
{
    enum tc_lang lang = tc_cmd_lang();
    struct tc_run_options o = options_of(arena, session, system);
    size_t all, count;
    const struct tc_registry_entry *entries = tc_registry(arena, &all), *taken;
    struct tc_err err = { 0 };
    int status = check_words(&o, &err);

    o.cookie = &lang;
    if (status == 0 && session->certify)
        status = check_certify(arena, &o, &err);
    if (status != 0)
        return status;
    if (tc_select_check(entries, all, o.catalogue, &err) < 0)
        return tc_cmd_fail(TC_EXIT_INTERNAL, &err);
    taken = tc_select(arena, entries, all, o.catalogue, &o.selection, &count, &err);
    if (!taken)
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    if (count == 0) {
        tc_err_set(&err, "--suite và --only không có ca kiểm thử nào chung",
                   "--suite and --only have no case in common");
        return tc_cmd_fail(TC_EXIT_NOTHING_TESTED, &err);
    }
    return plan_and_run(arena, &o, taken, count, &err);
}
