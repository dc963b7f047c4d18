#include "engine/doctor_lines.h"

#include <string.h>

#define FIRST_CAPACITY 32

void tc_doctor_add(struct tc_doctor_lines *lines, struct tc_doctor_line line)
{
    if (lines->count == lines->capacity) {
        size_t capacity = lines->capacity ? 2 * lines->capacity : FIRST_CAPACITY;
        struct tc_doctor_line *grown = tc_arena_alloc(lines->arena, capacity * sizeof(*grown));

        if (lines->count)
            memcpy(grown, lines->items, lines->count * sizeof(*grown));
        lines->items = grown;
        lines->capacity = capacity;
    }
    lines->items[lines->count++] = line;
}

void tc_doctor_ok(struct tc_doctor_lines *lines, const char *where, struct tc_text found)
{
    tc_doctor_add(lines, (struct tc_doctor_line){
                             .diagnosis = TC_DIAGNOSIS_OK, .where = where, .found = found });
}

void tc_doctor_note(struct tc_doctor_lines *lines, const char *where, struct tc_text found,
                    struct tc_text mend)
{
    tc_doctor_add(lines, (struct tc_doctor_line){ .diagnosis = TC_DIAGNOSIS_NOTE,
                                                  .where = where,
                                                  .found = found,
                                                  .mend = mend });
}

void tc_doctor_setup(struct tc_doctor_lines *lines, const char *where, unsigned needs,
                     struct tc_text found, struct tc_text mend)
{
    tc_doctor_add(lines, (struct tc_doctor_line){ .diagnosis = TC_DIAGNOSIS_SETUP,
                                                  .where = where,
                                                  .found = found,
                                                  .mend = mend,
                                                  .needs = needs });
}
