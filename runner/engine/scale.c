#include "engine/scale.h"

#include "base/file.h"
#include "base/json.h"

const char *tc_scale_name(enum tc_scale scale)
{
    static const char *const names[] = {
        [TC_SCALE_DEFAULT] = "default", [TC_SCALE_QUICK] = "quick", [TC_SCALE_FULL] = "full"
    };

    return names[scale];
}

/* Put every amount of `from` into `limits`; the scales themselves are left out. */
static int take(json_t *limits, json_t *from, const char *path, struct tc_err *err)
{
    const char *name;
    json_t *value;

    json_object_foreach(from, name, value)
    {
        if (json_is_object(value))
            continue;
        if (!json_is_integer(value) || json_integer_value(value) < 0) {
            tc_err_at(err, path, 0, 0);
            tc_err_set(err, "giới hạn \"%s\" phải là số nguyên không âm",
                       "the limit \"%s\" must be a whole number of at least 0", name);
            return -1;
        }
        json_object_set(limits, name, value);
    }
    return 0;
}

json_t *tc_scale_limits(struct tc_arena *arena, enum tc_scale scale, struct tc_err *err)
{
    const char *path =
        tc_arena_printf(arena, "%s/suites/portal/limits.json", tc_file_home(arena));
    json_t *file = tc_json_load(path, err);
    json_t *own = json_object_get(file, tc_scale_name(scale)), *limits = json_object();

    if (!file || take(limits, file, path, err) < 0 ||
        (own && take(limits, own, path, err) < 0)) {
        json_decref(limits);
        limits = NULL;
    }
    json_decref(file);
    return limits;
}
