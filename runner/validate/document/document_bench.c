/* How many events a second the judge of documents reads, one core, and with how
 * much memory, beside what a user would pick instead, where it is installed:
 * xmllint, ajv, jsonschema for Python, with GS1's schemas from TRACECERT_DATA.
 * TRACECERT names the program that is timed as a whole. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tracecert/document.h"

#define SIMPLE 200000
#define RICH 30000
#define FEW 2000 /* for what is slow */
#define CONTEXT "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

static unsigned long state = 1;

static unsigned draw(unsigned below)
{
    state = state * 6364136223846793005ul + 1442695040888963407ul;
    return (unsigned)(state >> 33) % below;
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- inputs --------------------------------------------------------------------- */

static void put_common(FILE *out, unsigned i, const char *step)
{
    fprintf(out,
            "\"eventID\":\"urn:uuid:%08x-7d1c-4a3e-9a55-%012x\",\"eventTime\":\"2026-11-%02u"
            "T%02u:%02u:%02u.%03uZ\",\"eventTimeZoneOffset\":\"+07:00\",\"action\":\"OBSERVE\","
            "\"bizStep\":\"%s\",\"disposition\":\"in_transit\",\"readPoint\":{\"id\":"
            "\"https://id.gs1.org/414/9521234000006\"},\"bizLocation\":{\"id\":"
            "\"https://id.gs1.org/414/9521234000006\"}",
            i, draw(1u << 31), 1 + draw(28), draw(24), draw(60), draw(60), draw(1000), step);
}

static void put_epcs(FILE *out, const char *name, unsigned n)
{
    fprintf(out, ",\"%s\":[", name);
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "%s\"https://id.gs1.org/01/09521234000013/21/%u\"", i ? "," : "",
                draw(1u << 31));
    fputc(']', out);
}

static void put_simple(FILE *out, unsigned i)
{
    fputs("{\"type\":\"ObjectEvent\",", out);
    put_common(out, i, "shipping");
    put_epcs(out, "epcList", 3);
    fprintf(out,
            ",\"recordTime\":\"2026-11-30T01:30:00Z\",\"bizTransactionList\":[{\"type\":\"po\","
            "\"bizTransaction\":\"urn:epcglobal:cbv:bt:9521234000006:%u\"}]}",
            draw(1u << 31));
}

static void put_report(FILE *out)
{
    fprintf(
        out,
        "{\"type\":\"Temperature\",\"value\":%u.%u,\"minValue\":1,\"maxValue\":9.5,"
        "\"meanValue\":4.25,\"sDev\":0.1,\"percRank\":50,\"percValue\":4.4,\"uom\":\"CEL\","
        "\"time\":\"2026-10-25T01:30:00Z\",\"deviceID\":\"https://id.gs1.org/8004/9521234D%u\","
        "\"rawData\":\"https://example.com/raw/%u\"}",
        draw(10), draw(10), draw(100), draw(1000));
}

static void put_rich(FILE *out, unsigned i)
{
    fputs("{\"type\":\"ObjectEvent\",", out);
    put_common(out, i, "inspecting");
    put_epcs(out, "epcList", 10);
    fputs(",\"recordTime\":\"2026-11-30T01:30:00Z\",\"quantityList\":[", out);
    for (unsigned k = 0; k < 5; k++)
        fprintf(
            out,
            "%s{\"epcClass\":\"https://id.gs1.org/01/09521234000013/10/L%u\",\"quantity\":%u,"
            "\"uom\":\"KGM\"}",
            k ? "," : "", draw(100000), 1 + draw(500));
    fputs("],\"bizTransactionList\":[", out);
    for (unsigned k = 0; k < 3; k++)
        fprintf(
            out,
            "%s{\"type\":\"po\",\"bizTransaction\":\"urn:epcglobal:cbv:bt:9521234000006:%u\"}",
            k ? "," : "", draw(100000));
    fputs("],\"sourceList\":[{\"type\":\"owning_party\",\"source\":"
          "\"https://id.gs1.org/417/"
          "9521234000006\"}],\"destinationList\":[{\"type\":\"location\","
          "\"destination\":\"https://id.gs1.org/414/9521234000006\"}],"
          "\"persistentDisposition\":{\"set\":[\"completeness_verified\"]},"
          "\"sensorElementList\":[{\"sensorReport\":[",
          out);
    for (unsigned k = 0; k < 10; k++) {
        fputs(k ? "," : "", out);
        put_report(out);
    }
    fputs(
        "]}],\"ex:grade\":\"1\",\"ex:notes\":{\"ex:a\":\"Vải thiều loại 1\",\"ex:b\":[1,2,3]}}",
        out);
}

struct input {
    const char *name;
    unsigned events;
    char *bytes;
    size_t len;
};

static struct input make_json(const char *name, unsigned events,
                              void (*put)(FILE *out, unsigned i))
{
    struct input input = { .name = name, .events = events };
    FILE *out = open_memstream(&input.bytes, &input.len);

    if (!out)
        abort();
    fprintf(out,
            "{\"@context\":[\"%s\",{\"ex\":\"https://ns.example.com/\"}],\"type\":"
            "\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":"
            "\"2026-11-25T08:30:00Z\",\"epcisBody\":{\"eventList\":[\n",
            CONTEXT);
    for (unsigned i = 0; i < events; i++) {
        fputs(i ? ",\n" : "", out);
        put(out, i);
    }
    fputs("\n]}}\n", out);
    fclose(out);
    return input;
}

static struct input make_lines(unsigned events)
{
    struct input input = { .name = "simple, one a line", .events = events };
    FILE *out = open_memstream(&input.bytes, &input.len);

    if (!out)
        abort();
    for (unsigned i = 0; i < events; i++) {
        fprintf(out, "{\"@context\":\"%s\",\"type\":\"ObjectEvent\",", CONTEXT);
        put_common(out, i, "shipping");
        put_epcs(out, "epcList", 3);
        fputs("}\n", out);
    }
    fclose(out);
    return input;
}

static void put_xml(FILE *out, unsigned i)
{
    fprintf(out,
            "<ObjectEvent><eventTime>2026-11-%02uT%02u:%02u:%02u.%03uZ</eventTime>"
            "<eventTimeZoneOffset>+07:00</eventTimeZoneOffset><eventID>urn:uuid:%08x-7d1c-4a3e-"
            "9a55-%012x</eventID><epcList>",
            1 + draw(28), draw(24), draw(60), draw(60), draw(1000), i, draw(1u << 31));
    for (unsigned k = 0; k < 3; k++)
        fprintf(out, "<epc>https://id.gs1.org/01/09521234000013/21/%u</epc>", draw(1u << 31));
    fputs(
        "</epcList><action>OBSERVE</action><bizStep>https://ref.gs1.org/cbv/BizStep-shipping"
        "</bizStep><disposition>https://ref.gs1.org/cbv/Disp-in_transit</disposition>"
        "<readPoint><id>https://id.gs1.org/414/9521234000006</id></readPoint><bizLocation><id>"
        "https://id.gs1.org/414/9521234000006</id></bizLocation></ObjectEvent>\n",
        out);
}

static struct input make_xml(unsigned events)
{
    struct input input = { .name = "simple, XML 2.0", .events = events };
    FILE *out = open_memstream(&input.bytes, &input.len);

    if (!out)
        abort();
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<e:EPCISDocument "
          "xmlns:e=\"urn:epcglobal:epcis:xsd:2\" schemaVersion=\"2.0\" "
          "creationDate=\"2026-11-25T08:30:00Z\"><EPCISBody><EventList>\n",
          out);
    for (unsigned i = 0; i < events; i++)
        put_xml(out, i);
    fputs("</EventList></EPCISBody></e:EPCISDocument>\n", out);
    fclose(out);
    return input;
}

/* --- measuring ------------------------------------------------------------------ */

struct source {
    const char *at;
    size_t left;
};

static size_t give(void *cookie, char *into, size_t room)
{
    struct source *s = cookie;
    size_t n = s->left < room ? s->left : room;

    memcpy(into, s->at, n);
    s->at += n;
    s->left -= n;
    return n;
}

static double ours(const struct input *input)
{
    double best = 0;

    for (int i = 0; i < 3; i++) {
        struct tc_arena *arena = tc_arena_new();
        struct source source = { input->bytes, input->len };
        struct tc_document_result result;
        double took = seconds(), rate;

        tc_document_stream(arena, give, &source, &result);
        took = seconds() - took;
        rate = (double)result.events / took;
        if (result.findings.count > 0 || result.events != input->events)
            printf("%s: %zu events, first finding %s: %s\n", input->name, result.events,
                   result.findings.count ? result.findings.items[0].requirement : "-",
                   result.findings.count ? result.findings.items[0].actual.en : "-");
        best = rate > best ? rate : best;
        tc_arena_free(arena);
    }
    printf("%-22s %6.0f bytes an event %10.0f events/s %6.0f MB/s\n", input->name,
           (double)input->len / input->events, best,
           best * (double)input->len / input->events / 1e6);
    return best;
}

static void write_input(const struct input *input, char *path)
{
    int fd = mkstemps(path, (int)strlen(".json"));
    FILE *file = fd < 0 ? NULL : fdopen(fd, "wb");

    if (!file || fwrite(input->bytes, 1, input->len, file) != input->len || fclose(file) != 0)
        abort();
}

/* Run a command line; its status, and what it used. Not by posix_spawn(): of a
 * child that shares our memory, ours would count as its own. */
static int run_line(const char *line, struct rusage *used)
{
    int status;
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid < 0)
        abort();
    if (pid == 0) {
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    wait4(pid, &status, 0, used);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct program {
    const char *name, *command; /* of the shell; "$IN" is the input */
};

/* Time a program on the input, beside `rate` events a second of ours; what it says
 * is dropped. */
static void time_program(const struct program *program, const char *path, unsigned events,
                         double rate)
{
    char line[2048];
    struct rusage used;
    double took = seconds();
    int status;

    snprintf(line, sizeof(line), "exec >/dev/null 2>&1; IN=%s; exec %s", path,
             program->command);
    status = run_line(line, &used);
    took = seconds() - took;
    if (status != 0)
        printf("  %-20s not installed, or it refuses the input\n", program->name);
    else
        printf("  %-20s %10.0f events/s  %7.2f times as long  %4.0f MiB\n", program->name,
               events / took, rate * took / events, (double)used.ru_maxrss / 1024);
}

/* The judge as a library, then programs on the same input, ours first. */
static void compare(struct input input, const struct program *program)
{
    char path[] = "/tmp/tc-bench-XXXXXX.json";
    double rate = ours(&input);

    write_input(&input, path);
    free(input.bytes);
    malloc_trim(0); /* what we keep would count as theirs */
    if (getenv("TRACECERT"))
        time_program(&(struct program){ "tracecert check", "$TRACECERT check $IN" }, path,
                     input.events, rate);
    for (; program->name; program++)
        time_program(program, path, input.events, rate);
    unlink(path);
}

#define SCHEMA "$TRACECERT_DATA/epcis/EPCIS-JSON-Schema.json"
#define AJV "ajv validate --spec=draft7 --strict=false -c ajv-formats -s " SCHEMA " -d $IN"
#define PYTHON "python3 -m jsonschema -i $IN " SCHEMA
#define XMLLINT                                                                                \
    "xmllint --stream --noout --schema $TRACECERT_DATA/epcis/xsd/EPCglobal-epcis-2_0.xsd $IN"

int main(void)
{
    static const struct program none[] = { { NULL, NULL } };
    static const struct program ajv[] = { { "ajv", AJV }, { NULL, NULL } };
    static const struct program python[] = { { "python3-jsonschema", PYTHON }, { NULL, NULL } };
    static const struct program xmllint[] = { { "xmllint --stream", XMLLINT }, { NULL, NULL } };

    compare(make_json("simple, one document", SIMPLE, put_simple), ajv);
    compare(make_lines(SIMPLE), none);
    compare(make_json("rich, one document", RICH, put_rich), ajv);
    compare(make_json("simple, few", FEW, put_simple), python);
    compare(make_xml(SIMPLE), xmllint);
    return 0;
}
