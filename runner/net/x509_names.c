/* The names that a certificate of a server carries. */
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <string.h>

#include "net/x509_parts.h"

const char *tc_x509_bare_host(struct tc_arena *arena, const char *host)
{
    return *host == '[' ? tc_arena_strndup(arena, host + 1, strcspn(host + 1, "]")) : host;
}

bool tc_x509_is_address(const char *host)
{
    unsigned char address[16];

    return inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
}

static bool is_any(const char *host)
{
    static const unsigned char zeros[16];
    unsigned char address[16];

    return (inet_pton(AF_INET, host, address) == 1 && memcmp(address, zeros, 4) == 0) ||
           (inet_pton(AF_INET6, host, address) == 1 && memcmp(address, zeros, 16) == 0);
}

/* ",IP:ADDRESS" or "". */
static const char *name_of(struct tc_arena *arena, const struct sockaddr *address)
{
    socklen_t len = !address                         ? 0
                    : address->sa_family == AF_INET  ? sizeof(struct sockaddr_in)
                    : address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                                     : 0;
    char text[NI_MAXHOST];

    if (!len || getnameinfo(address, len, text, sizeof(text), NULL, 0, NI_NUMERICHOST) != 0)
        return "";
    text[strcspn(text, "%")] = '\0'; /* the interface of a link-local address */
    return tc_arena_printf(arena, ",IP:%s", text);
}

const char *tc_x509_names(struct tc_arena *arena, const char *host)
{
    const char *bare = tc_x509_bare_host(arena, host);
    const char *names =
        tc_arena_printf(arena, "%s:%s", tc_x509_is_address(bare) ? "IP" : "DNS", bare);
    struct ifaddrs *interfaces = NULL;

    if (!is_any(bare) || getifaddrs(&interfaces) < 0)
        return names;
    for (const struct ifaddrs *i = interfaces; i; i = i->ifa_next)
        names = tc_arena_printf(arena, "%s%s", names, name_of(arena, i->ifa_addr));
    freeifaddrs(interfaces);
    return names;
}
