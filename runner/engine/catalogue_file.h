/* The files of the catalogue, read strictly. For catalogue.c alone. */
#ifndef TC_ENGINE_CATALOGUE_FILE_H
#define TC_ENGINE_CATALOGUE_FILE_H

#include "tracecert/requirement.h"

struct tc_catalogue_entry {
    struct tc_requirement requirement;
    const char *file;
};

struct tc_catalogue {
    struct tc_arena *arena;
    struct tc_catalogue_entry **entries;
    size_t count, capacity;
};

/* Add the requirements of every *.json of the folder. 0, or -1 and `err`. */
int tc_catalogue_read_dir(struct tc_catalogue *catalogue, const char *dir, struct tc_err *err);

#endif
