/* How many events a second the judge of documents reads, one core, beside what
 * a user would pick instead, where it is installed: xmllint, ajv, jsonschema
 * for Python, with GS1's schemas from TRACECERT_DATA. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tracecert/document.h"

#define SIMPLE 200000
#define RICH 30000
#define FEW 2000 /* for what is slow */
#define CONTEXT "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

extern char **environ;

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
    fputc('}', out);
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
    for (unsigned k = 0; k < 6; k++) {
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

static void write_input(const struct input *input, const char *path)
{
    FILE *file = fopen(path, "wb");

    if (!file || fwrite(input->bytes, 1, input->len, file) != input->len || fclose(file) != 0)
        abort();
}

/* Time a command on the input; what it says is dropped. */
static void theirs(const char *name, const char *command, const struct input *input,
                   double rate)
{
    char line[2048], path[] = "/tmp/tc-bench-XXXXXX.json";
    char *const argv[] = { "sh", "-c", line, NULL };
    double took;
    int fd = mkstemps(path, (int)strlen(".json")), status;
    pid_t pid;

    if (fd < 0)
        abort();
    close(fd);
    write_input(input, path);
    snprintf(line, sizeof(line), "exec >/dev/null 2>&1; IN=%s; %s", path, command);
    fflush(stdout);
    took = seconds();
    if (posix_spawn(&pid, "/bin/sh", NULL, NULL, argv, environ) != 0)
        abort();
    waitpid(pid, &status, 0);
    took = seconds() - took;
    unlink(path);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        printf("  %-20s not installed, or it refuses the input\n", name);
    else
        printf("  %-20s %10.0f events/s  %6.1f times as slow\n", name, input->events / took,
               rate * took / input->events);
}

int main(void)
{
    struct input simple = make_json("simple, one document", SIMPLE, put_simple);
    struct input few = make_json("simple, few", FEW, put_simple);
    struct input lines = make_lines(SIMPLE);
    struct input rich = make_json("rich, one document", RICH, put_rich);
    struct input xml = make_xml(SIMPLE);
    double rate = ours(&simple);

    theirs("ajv",
           "ajv validate --spec=draft7 --strict=false -c ajv-formats "
           "-s $TRACECERT_DATA/epcis/EPCIS-JSON-Schema.json -d $IN",
           &simple, rate);
    theirs("python3-jsonschema",
           "python3 -m jsonschema -i $IN "
           "$TRACECERT_DATA/epcis/EPCIS-JSON-Schema.json",
           &few, rate);
    ours(&lines);
    ours(&rich);
    rate = ours(&xml);
    theirs("xmllint --stream",
           "xmllint --stream --noout --schema "
           "$TRACECERT_DATA/epcis/xsd/EPCglobal-epcis-2_0.xsd $IN",
           &xml, rate);
    return 0;
}
