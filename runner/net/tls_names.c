/* What the first bytes of a connection say of the client. */
#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "net/tls_front_parts.h"

/* The value of the Host header without its port; false if it is not in these bytes. */
static bool host_of(const char *bytes, size_t len, char *host, size_t size)
{
    static const char field[] = "\nHost:";
    const size_t n = sizeof(field) - 1;
    size_t used = 0;

    for (size_t i = 0; i + n <= len && strncmp(bytes + i, "\n\r\n", 3) != 0; i++) {
        if (strncasecmp(bytes + i, field, n) != 0)
            continue;
        for (i += n; i < len && bytes[i] == ' '; i++)
            ;
        while (i + used < len && !strchr("\r\n ", bytes[i + used]) && used + 1 < size) {
            host[used] = bytes[i + used];
            used++;
        }
        host[used] = '\0';
        return used > 0 && i + used < len;
    }
    return false;
}

static bool is_address(const char *host)
{
    struct in_addr address;

    return *host == '[' || inet_pton(AF_INET, host, &address) == 1;
}

/* A name is the same with or without the dot of the root behind it. */
static size_t name_len(const char *name)
{
    size_t len = strlen(name);

    return len > 1 && name[len - 1] == '.' ? len - 1 : len;
}

enum tc_tls_named tc_tls_named(const char *bytes, size_t len, const char *sni)
{
    char host[256], *port;

    if (!host_of(bytes, len, host, sizeof(host)))
        return TC_TLS_UNNAMED;
    port = *host == '[' ? NULL : strchr(host, ':');
    if (port)
        *port = '\0';
    if (is_address(host) || !memchr(host, '.', name_len(host)))
        return TC_TLS_UNNAMED;
    return sni && name_len(sni) == name_len(host) && strncasecmp(sni, host, name_len(host)) == 0
               ? TC_TLS_NAMED
               : TC_TLS_MISNAMED;
}

bool tc_tls_is_unsafe(const char *bytes, size_t len)
{
    static const char *const safe[] = { "GET ", "HEAD ", "OPTIONS ", "TRACE " };

    for (size_t i = 0; i < sizeof(safe) / sizeof(safe[0]); i++)
        if (len >= strlen(safe[i]) && strncmp(bytes, safe[i], strlen(safe[i])) == 0)
            return false;
    return true;
}
