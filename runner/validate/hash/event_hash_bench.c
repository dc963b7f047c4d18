/* How many event hashes a second one core makes, reading included, and that
 * the memory in use does not grow with the events. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tracecert/hash.h"

#define EVENTS 200000

/* An input, made from a seed. */
struct input {
    const char *name;
    char *bytes;
    size_t len;
};

static unsigned long state = 1;
static size_t in_use, hashed;

static unsigned draw(unsigned below)
{
    state = state * 6364136223846793005ul + 1442695040888963407ul;
    return (unsigned)(state >> 33) % below;
}

/* Of one core: what else the machine does is not counted. */
static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void put_json(FILE *out, const char *epc, const char *place, const char *more)
{
    fprintf(
        out,
        "{\"type\":\"ObjectEvent\",\"eventID\":\"urn:uuid:%08x-7d1c-4a3e-9a55-0123456789ab\","
        "\"eventTime\":\"2026-11-%02uT%02u:30:00.%03u+07:00\",\"eventTimeZoneOffset\":"
        "\"+07:00\",\"epcList\":[",
        draw(1u << 31), 1 + draw(28), draw(24), draw(1000));
    for (unsigned k = 0; k < 3; k++)
        fprintf(out, "%s\"%s%u\"", k ? "," : "", epc, draw(1u << 31));
    fprintf(out,
            "],\"action\":\"OBSERVE\",\"bizStep\":\"shipping\",\"disposition\":\"in_transit\","
            "\"readPoint\":{\"id\":\"%s\"},\"bizLocation\":{\"id\":\"%s\"}%s}",
            place, place, more);
}

static struct input make_json(const char *name, const char *epc, const char *place,
                              const char *more)
{
    struct input input = { .name = name };
    FILE *out = open_memstream(&input.bytes, &input.len);

    if (!out)
        abort();
    fputs("{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
          "{\"ex\":\"https://ns.example.com/\"}],\"type\":\"EPCISDocument\",\"epcisBody\":"
          "{\"eventList\":[\n",
          out);
    for (unsigned i = 0; i < EVENTS; i++) {
        fputs(i ? ",\n" : "", out);
        put_json(out, epc, place, more);
    }
    fputs("\n]}}\n", out);
    fclose(out);
    return input;
}

static void put_xml(FILE *out)
{
    fprintf(out,
            "<ObjectEvent><eventTime>2026-11-%02uT%02u:30:00.%03u+07:00</eventTime>"
            "<eventTimeZoneOffset>+07:00</eventTimeZoneOffset><epcList>",
            1 + draw(28), draw(24), draw(1000));
    for (unsigned k = 0; k < 3; k++)
        fprintf(out, "<epc>urn:epc:id:sgtin:9521234.000001.%u</epc>", draw(1u << 31));
    fputs("</epcList><action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping"
          "</bizStep><readPoint><id>urn:epc:id:sgln:9521234.00000.0</id></readPoint>"
          "</ObjectEvent>\n",
          out);
}

static struct input make_xml(const char *name)
{
    struct input input = { .name = name };
    FILE *out = open_memstream(&input.bytes, &input.len);

    if (!out)
        abort();
    fputs("<e:EPCISDocument xmlns:e=\"urn:epcglobal:epcis:xsd:2\" schemaVersion=\"2.0\">"
          "<EPCISBody><EventList>\n",
          out);
    for (unsigned i = 0; i < EVENTS; i++)
        put_xml(out);
    fputs("</EventList></EPCISBody></e:EPCISDocument>\n", out);
    fclose(out);
    return input;
}

/* Memory in use after the first thousand events, and at the last. */
static void take(void *cookie, const struct tc_hash_event *event)
{
    (void)cookie;
    hashed++;
    if (event->number == 1000)
        in_use = mallinfo2().uordblks;
    if (event->number == EVENTS)
        in_use = mallinfo2().uordblks - in_use;
}

static int measure(struct input input, unsigned readings)
{
    struct tc_hash_request request = { readings, 0, take, NULL };
    struct tc_err err = { 0 };
    double took = seconds();

    hashed = 0;
    if (tc_hash_bytes(input.bytes, input.len, &request, &err) < 0 || hashed != EVENTS) {
        fprintf(stderr, "event_hash_bench: %s: %s\n", input.name, err.en);
        return -1;
    }
    took = seconds() - took;
    printf("%-34s %8.0f hashes/s %6.0f ns  %4zu bytes an event  heap %+ld bytes\n", input.name,
           EVENTS / took, took / EVENTS * 1e9, input.len / EVENTS, (long)in_use);
    free(input.bytes);
    return 0;
}

int main(void)
{
    static const char link[] = "https://id.gs1.org/01/09521234000013/21/";
    static const char place[] = "https://id.gs1.org/414/9521234000006";
    static const char urn[] = "urn:epc:id:sgtin:9521234.000001.";
    static const char urn_place[] = "urn:epc:id:sgln:9521234.00000.0";
    static const char own[] = ",\"ex:b\":{\"ex:d\":\"1\",\"ex:c\":\"2\"},\"ex:a\":\"x\"";
    const unsigned text = 1U << TC_HASH_TEXT;

    return measure(make_json("JSON, Digital Links", link, place, ""), text) < 0 ||
           measure(make_json("JSON, Digital Links, all readings", link, place, ""),
                   TC_HASH_ALL) < 0 ||
           measure(make_json("JSON, EPC URNs", urn, urn_place, ""), text) < 0 ||
           measure(make_json("JSON, user data", link, place, own), text) < 0 ||
           measure(make_xml("XML, EPC URNs"), text) < 0;
}
