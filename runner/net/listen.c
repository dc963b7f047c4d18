#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/server.h"

int tc_server_listen(const char *given, unsigned number, const char *scheme, char *url,
                     size_t size, struct tc_err *err)
{
    const char *host = !given || strcmp(given, "localhost") == 0 ? "127.0.0.1" : given;
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
                              .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV };
    struct sockaddr_storage at;
    socklen_t len = sizeof(at);
    struct addrinfo *found = NULL;
    char port[16], bare[64], name[64];
    const int on = 1;
    int fd = -1, why = 0;

    snprintf(port, sizeof(port), "%u", number);
    snprintf(bare, sizeof(bare), "%.*s", (int)strcspn(host + (*host == '['), "]"),
             host + (*host == '['));
    if (getaddrinfo(bare, port, &hints, &found) == 0)
        fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0 ||
                    bind(fd, found->ai_addr, found->ai_addrlen) < 0 || listen(fd, 512) < 0 ||
                    getsockname(fd, (struct sockaddr *)&at, &len) < 0 ||
                    getnameinfo((struct sockaddr *)&at, len, name, sizeof(name), port,
                                sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0)) {
        why = errno;
        close(fd);
        fd = -1;
        errno = why;
    }
    why = fd < 0 && found ? errno : 0;
    if (fd < 0)
        tc_err_set(err, "không lắng nghe được tại %s cổng %u (%s)",
                   "cannot listen at %s port %u (%s)", host, number,
                   found ? strerror(why) : "no address");
    else
        snprintf(url, size, strchr(name, ':') ? "%s://[%s]:%s" : "%s://%s:%s", scheme, name,
                 port);
    if (found)
        freeaddrinfo(found);
    errno = why;
    return fd;
}
