#include "validate/label/label_render.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

#define DEADLINE_MS 15000
#define CPU_SECONDS 15
#define MEMORY ((rlim_t)1 << 30)
#define PNG_MAX ((size_t)32 << 20)
#define HEAD 1024         /* bytes in which an SVG says that it is one */
#define NOT_INSTALLED 127 /* exit status */

enum tc_drawing tc_drawing_of(const void *bytes, size_t len)
{
    char head[HEAD + 1] = "";
    size_t blanks;

    if (len >= 5 && memcmp(bytes, "%PDF-", 5) == 0)
        return TC_DRAWING_PDF;
    memcpy(head, bytes, len < HEAD ? len : HEAD);
    blanks = strspn(head, "\xef\xbb\xbf \t\r\n");
    if (head[blanks] == '<' && strstr(head, "<svg") && !strstr(head, "<html"))
        return TC_DRAWING_SVG;
    return TC_DRAWING_NONE;
}

/* The unit behind the number of an attribute value. */
static bool is_length(const char *value)
{
    static const char *const units[] = { "mm", "cm", "in", "pt", "pc" };

    value += strspn(value, "0123456789.+-eE ");
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
        if (strncmp(value, units[i], 2) == 0)
            return true;
    return false;
}

bool tc_drawing_is_sized(enum tc_drawing kind, const void *bytes, size_t len)
{
    char head[HEAD + 1] = "";
    char *tag, *end, *width;

    if (kind != TC_DRAWING_SVG)
        return kind == TC_DRAWING_PDF;
    memcpy(head, bytes, len < HEAD ? len : HEAD);
    tag = strstr(head, "<svg");
    end = tag ? strchr(tag, '>') : NULL;
    if (end)
        *end = 0;
    width = tag ? strstr(tag, " width=") : NULL;
    return width && width[7] && is_length(width + 8);
}

/* --- the program ------------------------------------------------------------------- */

static _Noreturn void run_program(enum tc_drawing kind, unsigned page, int in, int out)
{
    char number[16], dpi[16];
    char *const environment[] = { "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL };
    char *const pdf[] = { "/usr/bin/pdftocairo",
                          "-png",
                          "-singlefile",
                          "-r",
                          dpi,
                          "-f",
                          number,
                          "-l",
                          number,
                          "-",
                          "-",
                          NULL };
    char *const svg[] = { "/usr/bin/rsvg-convert", "-f",    "png", "-d", dpi, "-p", dpi,
                          "--background-color",    "white", NULL };
    char *const *argv = kind == TC_DRAWING_PDF ? pdf : svg;
    const struct rlimit cpu = { CPU_SECONDS, CPU_SECONDS }, memory = { MEMORY, MEMORY },
                        none = { 0, 0 };
    int null = open("/dev/null", O_RDWR);

    snprintf(number, sizeof(number), "%u", page);
    snprintf(dpi, sizeof(dpi), "%d", TC_RENDER_DPI);
    if (chdir("/") < 0 || null < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(null, 2) < 0)
        _exit(1);
    closefrom(3);
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &none);
    execve(argv[0], argv, environment);
    _exit(NOT_INSTALLED);
}

/* A file without a name that holds the bytes. */
static FILE *as_file(const void *bytes, size_t len)
{
    FILE *file = tmpfile();

    if (file && (fwrite(bytes, 1, len, file) != len || fflush(file) != 0 ||
                 fseek(file, 0, SEEK_SET) != 0)) {
        fclose(file);
        return NULL;
    }
    return file;
}

/* All that comes until the pipe is closed; false when it takes too long or is
 * too much. */
static bool read_all(int from, FILE *to)
{
    double end = tc_clock_ms() + DEADLINE_MS;
    size_t len = 0;

    while (len < PNG_MAX && tc_clock_ms() < end) {
        struct pollfd poll_on = { .fd = from, .events = POLLIN };
        char block[65536];
        ssize_t n;

        if (poll(&poll_on, 1, (int)(end - tc_clock_ms()) + 1) <= 0)
            continue;
        n = read(from, block, sizeof(block));
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        len += fwrite(block, 1, n > 0 ? (size_t)n : 0, to);
    }
    return false;
}

static int reap(pid_t pid, bool whole)
{
    int status = 0;

    if (!whole)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

/* Run it on the file; its output goes to `to`. The wait status, or -1. */
static int run(enum tc_drawing kind, unsigned page, FILE *in, FILE *to, bool *whole)
{
    int ends[2];
    pid_t pid;

    fflush(NULL);
    if (pipe(ends) < 0)
        return -1;
    pid = fork();
    if (pid == 0) {
        close(ends[0]);
        run_program(kind, page, fileno(in), ends[1]);
    }
    close(ends[1]);
    *whole = pid > 0 && read_all(ends[0], to);
    close(ends[0]);
    return pid > 0 ? reap(pid, *whole) : -1;
}

static int tell(struct tc_err *err, enum tc_drawing kind, bool whole)
{
    if (whole)
        tc_err_set(err, "chưa cài %s; apt install %s", "%s is not installed; apt install %s",
                   kind == TC_DRAWING_PDF ? "pdftocairo" : "rsvg-convert",
                   kind == TC_DRAWING_PDF ? "poppler-utils" : "librsvg2-bin");
    else
        tc_err_set(err, "không vẽ xong tệp PDF, SVG trong %d giây",
                   "the PDF or SVG was not rendered within %d seconds", DEADLINE_MS / 1000);
    return -1;
}

int tc_drawing_render(struct tc_arena *arena, enum tc_drawing kind, const void *bytes,
                      size_t len, unsigned page, const void **png, size_t *png_len,
                      struct tc_err *err)
{
    FILE *in = as_file(bytes, len), *out;
    bool whole = false;
    char *text = NULL;
    size_t size = 0;
    int status;

    *png = NULL;
    *png_len = 0;
    out = open_memstream(&text, &size);
    if (!in || !out)
        abort();
    status = run(kind, page, in, out, &whole);
    fclose(in);
    fclose(out);
    if (status == 0 && whole) {
        *png = memcpy(tc_arena_alloc(arena, size + 1), text, size);
        *png_len = size;
    }
    free(text);
    if (!whole || (WIFEXITED(status) && WEXITSTATUS(status) == NOT_INSTALLED))
        return tell(err, kind, whole);
    return 0;
}
