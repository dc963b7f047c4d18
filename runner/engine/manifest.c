#include "engine/manifest.h"

#include <string.h>

#include "base/clock.h"
#include "base/digest.h"
#include "engine/evidence.h"
#include "engine/registry.h"

const char *tc_manifest_suite_digest(struct tc_arena *arena,
                                     const struct tc_catalogue *catalogue)
{
    char *hex = tc_arena_alloc(arena, TC_SHA256_HEX + 1);
    size_t cases, requirements = tc_catalogue_count(catalogue);
    const struct tc_registry_entry *entries = tc_registry(arena, &cases);
    const char *words;

    tc_sha256_hex(TC_VERSION, strlen(TC_VERSION), hex);
    for (size_t i = 0; i < requirements; i++) {
        const struct tc_requirement *r = tc_catalogue_at(catalogue, i);

        words = tc_arena_printf(arena, "%s %s %d %d %s %s", hex, r->id, r->level, r->confidence,
                                r->clause, r->text.en);
        tc_sha256_hex(words, strlen(words), hex);
    }
    for (size_t i = 0; i < cases; i++) {
        words = tc_arena_printf(arena, "%s %s", hex, entries[i].tc_case->id);
        tc_sha256_hex(words, strlen(words), hex);
    }
    return hex;
}

static json_t *words_json(const char *const *words)
{
    json_t *list = json_array();

    for (; words && *words; words++)
        json_array_append_new(list, json_string(*words));
    return list;
}

json_t *tc_manifest_make(struct tc_arena *arena, const struct tc_run_options *o,
                         struct tc_err *err)
{
    json_t *limits = tc_scale_limits(arena, o->scale, err), *system;

    if (!limits)
        return NULL;
    system = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "file", o->system->file, "digest",
                       o->system->digest, "name", o->system->name, "vendor", o->system->vendor,
                       "version", o->system->version, "contact", o->system->contact);

    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:o, s:o, s:s?, s:s, s:o, s:o}", "run",
                     o->id, "started", tc_clock_utc(arena), "asOf", o->as_of, "toolVersion",
                     TC_VERSION, "suiteDigest", tc_manifest_suite_digest(arena, o->catalogue),
                     "seed", (json_int_t)o->seed, "suites", words_json(o->selection.suites),
                     "only", words_json(o->selection.only), "profile", o->profile, "scale",
                     tc_scale_name(o->scale), "limits", limits, "system", system);
}

static bool is_member(const json_t *object, const char *name, const char *value)
{
    const char *found = json_string_value(json_object_get(object, name));

    return found && strcmp(found, value) == 0;
}

bool tc_manifest_matches(struct tc_arena *arena, const struct tc_run_options *o,
                         struct tc_err *err)
{
    json_t *manifest = tc_evidence_manifest(o->dir, err);
    bool matches = false;

    if (!manifest)
        return false;
    tc_err_at(err, o->dir, 0, 0);
    if (!is_member(json_object_get(manifest, "system"), "digest", o->system->digest))
        tc_err_set(err, "lần chạy này là của hệ thống khác hoặc tệp mô tả đã sửa",
                   "this run is of another system, or its description was changed");
    else if (!is_member(manifest, "suiteDigest", tc_manifest_suite_digest(arena, o->catalogue)))
        tc_err_set(err, "lần chạy này dùng bộ kiểm thử khác; hãy chạy lại từ đầu",
                   "this run used another edition of the suite; start a new run");
    else if (!is_member(manifest, "scale", tc_scale_name(o->scale)))
        tc_err_set(err, "lần chạy này dùng thang khác (%s); hãy thêm hoặc bỏ --quick, --full",
                   "this run used another scale (%s); add or leave out --quick or --full",
                   json_string_value(json_object_get(manifest, "scale")));
    else
        matches = true;
    json_decref(manifest);
    return matches;
}
