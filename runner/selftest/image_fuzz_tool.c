/* Label images that nobody would print, through all decoders and the judge:
 *
 *     image_fuzz FIRST COUNT [FILE]
 *
 * Each number stands for one image, the same every time; FILE keeps the last one. Ends
 * with 1 where a decoder was not contained: no answer within its time. A death of this
 * process says on standard error at which number. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "selftest/image_spoil.h"
#include "tracecert/label.h"

#define HANG_SECONDS 60
#define EACH 1000 /* images between two lines of progress */

struct tally {
    unsigned long read, unread, no_image, too_large, undecided, broken_off, lost;
    double slowest;
    unsigned long slowest_number;
};

static volatile unsigned long number; /* at work */

/* Nothing but write() is allowed here. */
static void tell_number(int signal_number)
{
    char text[] = "image 000000000000\n";
    unsigned long n = number;

    for (size_t i = sizeof(text) - 3; n > 0 && text[i] == '0'; i--, n /= 10)
        text[i] = (char)('0' + n % 10);
    if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
        _exit(3);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void watch(void)
{
    static const int deaths[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGALRM };

    for (size_t i = 0; i < sizeof(deaths) / sizeof(deaths[0]); i++)
        signal(deaths[i], tell_number);
}

static void count(struct tally *tally, int rc, const struct tc_label_result *label,
                  const struct tc_err *err)
{
    tally->broken_off += label->broken_off > 0;
    if (label->too_large) {
        tally->too_large++;
    } else if (rc < 0 && label->count == 0 && !label->unread_bars && !label->unread_patch) {
        fprintf(stderr, "image %lu: %s\n", number, err->en);
        tally->lost++;
    } else if (rc < 0) {
        tally->undecided++;
    } else if (label->width == 0) {
        tally->no_image++;
    } else {
        tally->read += label->count > 0;
        tally->unread += label->count == 0;
    }
    if (label->broken_off > 0)
        fprintf(stderr, "image %lu: a decoder broke off\n", number);
}

static void try_one(struct tally *tally, const char *keep)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_label_options options = { .dpi = 300, .use = (enum tc_label_use)(number % 5) };
    struct tc_label_result label;
    struct tc_err err = { 0 };
    size_t len;
    const void *image = tc_spoiled_image(arena, number, &len);
    double start = tc_clock_ms(), ms;
    int rc;

    if (keep && tc_file_write(keep, image, len, &err) < 0)
        fprintf(stderr, "%s\n", err.en);
    alarm(HANG_SECONDS);
    rc = tc_label_check_as(arena, image, len, &options, &label, &err);
    if (rc == 0)
        tc_label_picture(arena, &label, &len);
    alarm(0);
    count(tally, rc, &label, &err);
    ms = tc_clock_ms() - start;
    if (ms > tally->slowest) {
        tally->slowest = ms;
        tally->slowest_number = number;
    }
    tc_arena_free(arena);
}

static void print(const struct tally *t, unsigned long tried)
{
    printf("%lu images: %lu read, %lu without a symbol, %lu undecided, %lu no image, "
           "%lu too large; "
           "decoder broke off and was contained %lu, no answer %lu; slowest %.0f ms "
           "(image %lu)\n",
           tried, t->read, t->unread, t->undecided, t->no_image, t->too_large, t->broken_off,
           t->lost, t->slowest, t->slowest_number);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct tally tally = { 0 };
    unsigned long first, images;

    if (argc < 3) {
        fprintf(stderr, "image_fuzz FIRST COUNT [FILE]\n");
        return 4;
    }
    first = strtoul(argv[1], NULL, 10);
    images = strtoul(argv[2], NULL, 10);
    watch();
    for (unsigned long i = 0; i < images; i++) {
        number = first + i;
        try_one(&tally, argc > 3 ? argv[3] : NULL);
        if ((i + 1) % EACH == 0 || i + 1 == images)
            print(&tally, i + 1);
    }
    return tally.lost ? EXIT_FAILURE : EXIT_SUCCESS;
}
