/* The simulator under load: 500 connections at once, each of which delivers events and
 * waits for the answer, and as many events a second as it takes. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/client.h"
#include "net/descriptors.h"
#include "portal/process.h"

#define CONNECTIONS 500
#define EVENTS 1 /* of one delivery: the hardest case */
#define SECONDS 5
#define WANTED 5000 /* events a second on two processors, client and all */
#define FORM "grant_type=client_credentials&client_id=vendor&client_secret=secret-1"

static struct tc_arena *arena;
static struct tc_portal portal;
static unsigned long answered, refused;

struct guest {
    int fd;
    char answer[2048];
    size_t len;
};

static _Noreturn void give_up(const char *why)
{
    fprintf(stderr, "simulator: %s\n", why);
    tc_portal_stop(&portal);
    exit(EXIT_FAILURE);
}

static const char *token(void)
{
    struct tc_client_request request = { .method = "POST",
                                         .body = FORM,
                                         .body_len = strlen(FORM) };
    struct tc_client_answer answer;
    json_t *json;

    request.url = tc_arena_printf(arena, "%s/oauth/token", portal.url);
    tc_client_send(arena, &request, &answer);
    json = json_loadb(answer.body, answer.body_len, 0, NULL);
    if (!json_is_string(json_object_get(json, "access_token")))
        give_up("gives no token");
    return json_string_value(json_object_get(json, "access_token"));
}

static int connect_to_portal(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    to.sin_port = htons((unsigned short)atoi(strrchr(portal.url, ':') + 1));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0)
        give_up("takes no further connection");
    return fd;
}

static void deliver(const struct guest *g, const char *good_token)
{
    static unsigned long number;
    char body[8192], request[9000];
    int len = snprintf(body, sizeof(body), "{\"epcisBody\":{\"eventList\":[");

    for (int i = 0; i < EVENTS; i++)
        len += snprintf(body + len, sizeof(body) - (size_t)len,
                        "%s{\"type\":\"ObjectEvent\",\"eventID\":\"urn:uuid:%lu\",\"action\":"
                        "\"OBSERVE\",\"eventTime\":\"2026-01-01T00:00:00Z\",\"bizStep\":"
                        "\"shipping\",\"epcList\":[\"https://id.gs1.org/01/09521234000013/21/"
                        "%lu\"]}",
                        i ? "," : "", number, number + 1);
    number++;
    len += snprintf(body + len, sizeof(body) - (size_t)len, "]}}");
    len = snprintf(request, sizeof(request),
                   "POST /capture HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\n"
                   "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
                   good_token, len, body);
    if (send(g->fd, request, (size_t)len, MSG_NOSIGNAL) != len)
        give_up("takes no further request");
}

/* True when a whole answer has come; those of the portal here have a length. */
static bool take_answer(struct guest *g)
{
    ssize_t got = recv(g->fd, g->answer + g->len, sizeof(g->answer) - 1 - g->len, 0);
    const char *end, *length;

    if (got <= 0)
        give_up("ends a connection");
    g->len += (size_t)got;
    g->answer[g->len] = '\0';
    end = strstr(g->answer, "\r\n\r\n");
    length = strstr(g->answer, "Content-Length: ");
    if (!end || (length && length < end &&
                 g->len < (size_t)(end + 4 - g->answer) + strtoul(length + 16, NULL, 10)))
        return false;
    if (strncmp(g->answer, "HTTP/1.1 202", 12) == 0)
        answered += EVENTS;
    else
        refused++;
    g->len = 0;
    return true;
}

static double load(struct guest *guests, const char *good_token)
{
    struct pollfd ready[CONNECTIONS];
    double from = tc_clock_ms();

    for (int i = 0; i < CONNECTIONS; i++) {
        ready[i] = (struct pollfd){ guests[i].fd, POLLIN, 0 };
        deliver(&guests[i], good_token);
    }
    while (tc_clock_ms() - from < SECONDS * 1e3 && poll(ready, CONNECTIONS, 1000) > 0)
        for (int i = 0; i < CONNECTIONS; i++)
            if (ready[i].revents && take_answer(&guests[i]))
                deliver(&guests[i], good_token);
    return (tc_clock_ms() - from) / 1e3;
}

int main(void)
{
    static struct guest guests[CONNECTIONS];
    struct tc_portal_options options = { .client_id = "vendor", .client_secret = "secret-1" };
    struct tc_portal_dialect *dialect;
    struct tc_err err = { 0 };
    double took, rate;
    const char *good_token;

    arena = tc_arena_new();
    tc_descriptors_for(CONNECTIONS);
    options.dialect = dialect = tc_portal_dialect_load(arena, "epcis", &err);
    if (!dialect || tc_portal_start(arena, &options, &portal, &err) < 0)
        give_up(err.en);
    good_token = token();
    for (int i = 0; i < CONNECTIONS; i++)
        guests[i].fd = connect_to_portal();
    took = load(guests, good_token);
    rate = (double)answered / took;
    printf(
        "%-34s %8.0f events/s  (%d connections at once, %lu events in %.1f s, %lu refused)\n",
        "portal simulator", rate, CONNECTIONS, answered, took, refused);
    tc_portal_stop(&portal);
    if (refused || rate < WANTED)
        fprintf(stderr, "simulator: fewer than %d events/s, or some refused\n", WANTED);
    return refused || rate < WANTED ? EXIT_FAILURE : EXIT_SUCCESS;
}
