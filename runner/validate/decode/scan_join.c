/* Halves and rows that belong together. Where they lie has to fit as well as
 * their check sums: a sheet may hold several symbols. */
#include <math.h>
#include <string.h>

#include "validate/decode/scan_store.h"

#define LINES_MIN 2
#define GAP 8      /* modules between the rows of a symbol, separators and all */
#define ASIDE 4    /* modules that rows may stand apart sideways */
#define TRIES 4000 /* rows put one below the other, over all symbols */

static bool is_close(double a, double b, double module, double modules)
{
    return fabs(a - b) <= modules * module + 2;
}

/* Lines from the end of one place to the begin of the other below it. */
static int lines_between(const struct tc_scan_place *above, const struct tc_scan_place *below)
{
    return below->first - above->last;
}

/* One stands right below the other. */
static bool is_below(const struct tc_scan_place *above, const struct tc_scan_place *below,
                     int step)
{
    int gap = lines_between(above, below);

    return gap > 0 && gap <= GAP * above->module + 2 * step;
}

/* What lies next in the direction in which the symbol is read. */
static bool is_next(const struct tc_scan_place *from, const struct tc_scan_place *to,
                    bool turned, int step)
{
    return turned ? is_below(to, from, step) : is_below(from, to, step);
}

static struct tc_scan_place around(const struct tc_scan_place *a, const struct tc_scan_place *b)
{
    struct tc_scan_place both = *a;

    both.from = fmin(a->from, b->from);
    both.to = fmax(a->to, b->to);
    both.first = b->first < a->first ? b->first : a->first;
    both.last = b->last > a->last ? b->last : a->last;
    both.lines += b->lines;
    return both;
}

static void keep(struct tc_scan_store *store, const struct tc_scan_reading *reading,
                 const struct tc_scan_place *place)
{
    if (store->item_count < TC_SCAN_ITEMS_MAX)
        store->items[store->item_count++] = (struct tc_scan_item){ *reading, *place };
}

/* --- halves ------------------------------------------------------------------------ */

static bool are_beside(const struct tc_scan_place *left, const struct tc_scan_place *right)
{
    double gap = left->turned ? left->from - right->to : right->from - left->to;

    return is_close(gap, 0, left->module, 2) && left->first <= right->last &&
           right->first <= left->last;
}

static bool are_halves_of_one(const struct tc_scan_store *store,
                              const struct tc_scan_half *left, const struct tc_scan_half *right)
{
    const struct tc_scan_place *l = &left->place, *r = &right->place;

    if (l->turned == r->turned /* each is read from its outside */ || l->lines < LINES_MIN ||
        r->lines < LINES_MIN)
        return false;
    return are_beside(l, r) || (is_close(l->from, r->from, l->module, ASIDE) &&
                                is_close(l->to, r->to, l->module, ASIDE) &&
                                is_next(l, r, l->turned != store->mirrored, store->step));
}

void tc_scan_join_halves(struct tc_scan_store *store)
{
    for (int i = 0; i < store->half_count; i++) {
        for (int j = 0; j < store->half_count; j++) {
            struct tc_scan_half *left = &store->halves[i], *right = &store->halves[j];
            struct tc_scan_reading reading = { .symbology = "databar",
                                               .identifier = "]e0",
                                               .gs1 = true,
                                               .data = "01",
                                               .len = 16,
                                               .module = left->half.module };
            struct tc_scan_place place = around(&left->place, &right->place);

            if (are_halves_of_one(store, left, right) &&
                tc_databar_join(&left->half, &right->half, reading.data + 2))
                keep(store, &reading, &place);
        }
    }
}

/* --- rows -------------------------------------------------------------------------- */

struct stack {
    struct tc_scan_store *store;
    const struct tc_expanded_row *rows[TC_EXPANDED_FINDERS];
    int count, tries;
    bool turned; /* upside down, by the first row */
    struct tc_scan_place place;
};

static bool is_row_of(const struct stack *stack, const struct tc_scan_row *last,
                      const struct tc_scan_row *row)
{
    const struct tc_scan_place *first = &stack->place;

    return row->place.lines >= LINES_MIN &&
           row->place.from >= first->from - ASIDE * first->module &&
           row->place.to <= first->to + ASIDE * first->module &&
           is_next(&last->place, &row->place, stack->turned, stack->store->step);
}

/* Put the row on the stack, and below it those that follow, until they make a
 * symbol. */
static bool pile(struct stack *stack, const struct tc_scan_row *row)
{
    struct tc_scan_reading reading = { .symbology = "databar-expanded",
                                       .identifier = "]e0",
                                       .gs1 = true };
    struct tc_scan_place before = stack->place;

    if (stack->count == TC_EXPANDED_FINDERS || stack->tries++ > TRIES)
        return false;
    stack->rows[stack->count++] = &row->row;
    stack->place = stack->count == 1 ? row->place : around(&stack->place, &row->place);
    if (tc_expanded_join(stack->rows, stack->count, &reading)) {
        keep(stack->store, &reading, &stack->place);
        return true;
    }
    for (int i = 0; i < stack->store->row_count; i++) {
        const struct tc_scan_row *next = &stack->store->rows[i];

        if (is_row_of(stack, row, next) && tc_expanded_begins(stack->rows, stack->count) &&
            pile(stack, next))
            return true;
    }
    stack->count--;
    stack->place = before;
    return false;
}

void tc_scan_join_rows(struct tc_scan_store *store)
{
    static struct stack stack;
    int tries = 0;

    for (int i = 0; i < store->row_count; i++) {
        const struct tc_scan_row *row = &store->rows[i];

        if (row->place.lines < LINES_MIN)
            continue;
        stack = (struct stack){ .store = store,
                                .tries = tries,
                                .turned = row->place.turned != store->mirrored };
        pile(&stack, row);
        tries = stack.tries;
    }
}
