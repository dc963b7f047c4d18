/* How many codes a second of work of one core: through the library, and through
 * `tracecert code -`. Nothing is allocated for a message beyond an arena that
 * is reset; the bench counts that too. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracecert/code.h"

#define ROUNDS 200000
#define LINES 1000000
#define GTIN                                                                                   \
    "01"                                                                                       \
    "09521234000013"

static const struct {
    const char *name, *code;
} codes[] = {
    { "SSCC", "(00)952123400000000017" },
    { "bracketed, 3 AIs", "(01)09521234000013(10)L2611-A(17)261231" },
    { "raw with FNC1, 3 AIs", GTIN "10L2611-A\x1d"
                                   "17261231" },
    { "raw with FNC1, 6 AIs", GTIN "11261101"
                                   "17271231"
                                   "3103001500"
                                   "10L2611-A\x1d"
                                   "21123456" },
    { "scanner data", "]d2" GTIN "10L2611-A\x1d"
                      "17261231" },
    { "Digital Link", "https://id.gs1.org/01/09521234000013/10/L2611-A/21/123456?17=261231" },
    { "EPC URI", "urn:epc:id:sgtin:9521234.000001.123456" },
    { "GTIN-13", "9521234000013" },
    { "wrong check digit", "(01)09521234000014(10)L2611-A(17)261231" },
};

/* Of work done by this process or, where that is asked, by its ended children: what else
 * the machine does meanwhile does not count. */
static double seconds(int whose)
{
    struct rusage used;

    getrusage(whose, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static size_t heap(void)
{
    return mallinfo2().uordblks;
}

static void measure(const char *name, const char *code)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_code_result result;
    size_t len = strlen(code), before;
    double took;

    tc_code_check(arena, code, len, TC_CODE_UNKNOWN, &result); /* the first block */
    tc_arena_reset(arena);
    before = heap();
    took = seconds(RUSAGE_SELF);
    for (size_t i = 0; i < ROUNDS; i++) {
        tc_code_check(arena, code, len, TC_CODE_UNKNOWN, &result);
        tc_arena_reset(arena);
    }
    took = seconds(RUSAGE_SELF) - took;
    printf("%-22s %10.0f codes/s %6.0f ns  heap %+ld bytes\n", name, ROUNDS / took,
           took / ROUNDS * 1e9, (long)(heap() - before));
    tc_arena_free(arena);
}

/* A file with many different codes, open at its beginning. */
static FILE *many_codes(void)
{
    FILE *file = tmpfile();

    for (int i = 0; file && i < LINES; i++) {
        char key[32];

        snprintf(key, sizeof(key), "08930%08d", i * 97 % 100000000);
        fprintf(file, "(01)%s%c(10)L%06X(17)27%02d%02d\n", key, tc_check_digit(key, 13), i,
                i % 12 + 1, i % 28 + 1);
    }
    if (file)
        rewind(file);
    return file;
}

/* `tracecert code -` beside this program: build/tracecert. */
static int measure_command(const char *self)
{
    const char *end = strstr(self, "/bench/");
    FILE *file = many_codes();
    char program[512];
    double took;
    pid_t pid;
    int status = -1;

    if (!end || !file)
        return -1;
    snprintf(program, sizeof(program), "%.*s/tracecert", (int)(end - self), self);
    fflush(stdout);
    took = seconds(RUSAGE_CHILDREN);
    pid = fork();
    if (pid == 0) {
        if (dup2(fileno(file), STDIN_FILENO) < 0 || !freopen("/dev/null", "w", stdout))
            _exit(127);
        execl(program, program, "code", "-", (char *)NULL);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) < 0 || status != 0)
        return -1;
    took = seconds(RUSAGE_CHILDREN) - took;
    printf("%-22s %10.0f codes/s\n", "tracecert code -", LINES / took);
    fclose(file);
    return 0;
}

int main(int argc, char **argv)
{
    (void)argc;
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
        measure(codes[i].name, codes[i].code);
    if (measure_command(argv[0]) == 0)
        return 0;
    fprintf(stderr, "code_bench: tracecert code - could not be timed\n");
    return 1;
}
