/* How long a label takes, decoders and judge together, beside the programs of
 * zbar and libdmtx where they are installed (Debian: zbar-tools, dmtx-utils). Each
 * reads its own symbologies alone; all of them begin with the file. */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tracecert/label.h"
#include "validate/decode/label_draw.h"

#define ROUNDS 10
#define LABEL_MS 40
#define PAGE_MS 250
#define SLOW_MS 500     /* of another program: once is enough */
#define PAGE_WIDTH 1748 /* A5 at 300 dpi: 4.3 megapixels */
#define PAGE_HEIGHT 2480

static const struct {
    const char *symbology, *data;
} symbols[] = {
    { "ean-13", "9521234000013" },
    { "itf-14", "1952123400001" },
    { "gs1-128", "(01)09521234000013(10)L1(21)77" },
    { "databar-limited", "0952123400001" },
    { "databar-expanded-stacked", "(01)09521234000013(10)ABC(17)261231" },
    { "gs1-datamatrix", "(01)09521234000013(10)L1(21)77" },
    { "qr", "https://id.gs1.org/01/09521234000013/10/L1" },
};

#define SYMBOLS (sizeof(symbols) / sizeof(symbols[0]))

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Programs of other libraries; libdmtx is told when to stop, where it finds none. */
static const struct program {
    const char *name, *limit;
} programs[] = { { "zbarimg", "-q" }, { "dmtxread", "-m2000" } };

/* A program that reads the file, output thrown away. -1 when it is not there. */
static double time_program(const struct program *program, const char *path)
{
    double took = now_ms();
    int status = -1, null;
    pid_t pid = fork();

    if (pid == 0) {
        null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execlp(program->name, program->name, program->limit, path, (char *)NULL);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        return -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 127 ? -1 : now_ms() - took;
}

/* The fastest of some rounds, as for ourselves; once where it is slow. */
static double best_of_program(const struct program *program, const char *path)
{
    double best = time_program(program, path);

    for (int i = 1; i < ROUNDS && best >= 0 && best < SLOW_MS; i++)
        best = fmin(best, time_program(program, path));
    return best;
}

/* How many times as long as we a program takes. */
static void print_programs(const char *png, size_t len, double ours)
{
    char path[] = "/tmp/label_bench_XXXXXX";
    int fd = mkstemp(path);
    bool written = fd >= 0 && write(fd, png, len) == (ssize_t)len;

    for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
        double ms = written ? best_of_program(&programs[i], path) : -1;

        if (ms < 0)
            printf("  %s: not installed", programs[i].name);
        else
            printf("  %s %.0f ms, x %.1f", programs[i].name, ms, ms / ours);
    }
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
}

/* The fastest of some rounds: others may be busy on the machine. */
static double measure(const char *png, size_t len, size_t *read)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_label_result result;
    struct tc_err err = { 0 };
    double best = HUGE_VAL;

    for (int i = 0; i < ROUNDS; i++) {
        double begin = now_ms();

        tc_arena_reset(arena);
        *read = tc_label_check(arena, png, len, &result, &err) == 0 ? result.count : 0;
        best = fmin(best, now_ms() - begin);
    }
    tc_arena_free(arena);
    return best;
}

/* 1 if it is too slow or not all is read. */
static int report(const char *name, struct tc_arena *arena, const struct tc_sheet *sheet,
                  size_t wanted, double limit)
{
    size_t len, read;
    const char *png = tc_sheet_png(arena, sheet, &len);
    double ms = measure(png, len, &read);

    printf("%-26s %4zu of %zu read  %6.1f ms (at most %.0f)", name, read, wanted, ms, limit);
    print_programs(png, len, ms);
    printf("\n");
    return ms > limit || read != wanted;
}

/* All of them below each other, on a large white page. */
static int report_page(struct tc_arena *arena)
{
    struct tc_sheet page = { PAGE_WIDTH, PAGE_HEIGHT, NULL }, sheet = { 0 };

    for (size_t i = 0; i < SYMBOLS; i++)
        tc_sheet_draw(arena, &sheet, symbols[i].symbology, symbols[i].data, 4);
    page.gray = tc_arena_alloc(arena, (size_t)PAGE_WIDTH * PAGE_HEIGHT);
    memset(page.gray, 255, (size_t)PAGE_WIDTH * PAGE_HEIGHT);
    for (int y = 0; y < sheet.height && y < PAGE_HEIGHT; y++)
        memcpy(page.gray + (size_t)y * PAGE_WIDTH, sheet.gray + (size_t)y * (size_t)sheet.width,
               (size_t)(sheet.width < PAGE_WIDTH ? sheet.width : PAGE_WIDTH));
    return report("page of 4 megapixels", arena, &page, SYMBOLS, PAGE_MS);
}

int main(void)
{
    struct tc_arena *arena = tc_arena_new();
    int slow = 0;

    for (size_t i = 0; i < SYMBOLS; i++) {
        struct tc_sheet sheet = { 0 };

        tc_sheet_draw(arena, &sheet, symbols[i].symbology, symbols[i].data, 4);
        slow += report(symbols[i].symbology, arena, &sheet, 1, LABEL_MS);
    }
    slow += report_page(arena);
    tc_arena_free(arena);
    return slow > 0;
}
