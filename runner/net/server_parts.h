/* The inside of a server. For server*.c alone. */
#ifndef TC_NET_SERVER_PARTS_H
#define TC_NET_SERVER_PARTS_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "net/server.h"

/* A client's connection, from when it is taken until it is closed. */
struct tc_server_guest {
    struct tc_server_guest *next, *before;
    int fd;
    double until_ms; /* what goes on now must have come to its end by then */
};

struct tc_server {
    struct MHD_Daemon *daemon;
    tc_server_handler *handler;
    int (*expect)(void *cookie);
    bool secure;
    void *cookie;
    size_t max_body;
    unsigned request_ms;
    atomic_size_t held; /* bytes of bodies */
    atomic_bool stopping;
    char url[128];
    pthread_mutex_t lock; /* of the guests */
    struct tc_server_guest *guests;
    pthread_t watch;
};

/* What the library calls: a request's first line, its parts, its end; `cookie`
 * is the server. */
void *tc_server_on_line(void *cookie, const char *target, struct MHD_Connection *connection);
enum MHD_Result tc_server_on_request(void *cookie, struct MHD_Connection *connection,
                                     const char *path, const char *method, const char *version,
                                     const char *bytes, size_t *len, void **state);
void tc_server_on_end(void *cookie, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode why);

/* The same for connections that come and go. */
void tc_server_on_guest(void *cookie, struct MHD_Connection *connection, void **guest,
                        enum MHD_ConnectionNotificationCode what);

/* A request has come whole, and an answer goes out; or that has ended, and the
 * next request may come. */
void tc_server_guest_answers(struct tc_server *server, struct MHD_Connection *connection);
void tc_server_guest_waits(struct tc_server *server, struct MHD_Connection *connection);

/* Closes the connections whose time is over, until the server stops. */
void *tc_server_watch(void *server);

#endif
