/* For unit tests: a server in a child process that answers every connection
 * with the same bytes, however wrong they are. */
#ifndef TC_NET_FAKE_SERVER_H
#define TC_NET_FAKE_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum fake_then {
    FAKE_CLOSE,   /* close after the bytes */
    FAKE_ECHO,    /* then the request head as the body, then close */
    FAKE_ENDLESS, /* then 'x' until the client goes away */
    FAKE_SLOW,    /* as FAKE_CLOSE, after 50 ms */
    FAKE_BLURT,   /* as FAKE_CLOSE, but without waiting for a request */
    FAKE_SILENT   /* then nothing, with the connection open */
};

struct fake_server {
    pid_t pid;
    unsigned port;
};

static inline void fake_read_head(int fd, char *head, size_t size)
{
    size_t len = 0;
    ssize_t got;

    head[0] = '\0';
    while (len + 1 < size && !strstr(head, "\r\n\r\n") &&
           (got = read(fd, head + len, size - 1 - len)) > 0) {
        len += (size_t)got;
        head[len] = '\0';
    }
}

static inline bool fake_write(int fd, const char *bytes, size_t len)
{
    return send(fd, bytes, len, MSG_NOSIGNAL) == (ssize_t)len;
}

static inline void fake_answer(int fd, const char *reply, enum fake_then then)
{
    char head[8192], block[4096];

    if (then != FAKE_BLURT)
        fake_read_head(fd, head, sizeof(head));
    if (then == FAKE_SLOW)
        usleep(50000);
    fake_write(fd, reply, strlen(reply));
    if (then == FAKE_ECHO)
        fake_write(fd, head, strlen(head));
    memset(block, 'x', sizeof(block));
    while (then == FAKE_ENDLESS && fake_write(fd, block, sizeof(block)))
        continue;
    while (then == FAKE_SILENT && read(fd, block, sizeof(block)) > 0)
        continue;
    shutdown(fd, SHUT_WR);
    while (read(fd, block, sizeof(block)) > 0)
        continue;
    close(fd);
}

static inline struct fake_server fake_start(const char *reply, enum fake_then then)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    socklen_t size = sizeof(address);
    struct fake_server server;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) < 0 || listen(fd, 16) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0)
        abort();
    server.port = ntohs(address.sin_port);
    server.pid = fork();
    if (server.pid == 0) {
        alarm(60);
        for (;;) {
            int client = accept(fd, NULL, NULL);

            if (client >= 0)
                fake_answer(client, reply, then);
        }
    }
    close(fd);
    return server;
}

static inline void fake_stop(struct fake_server server)
{
    kill(server.pid, SIGKILL);
    waitpid(server.pid, NULL, 0);
}

/* A port where nothing listens. */
static inline unsigned fake_dead_port(void)
{
    struct fake_server server = fake_start("", FAKE_CLOSE);

    fake_stop(server);
    return server.port;
}

#endif
