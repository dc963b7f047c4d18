/* The inside of a connection at a TLS front. For tls_passage.c and tls_handshake.c alone. */
#ifndef TC_NET_TLS_PASSAGE_PARTS_H
#define TC_NET_TLS_PASSAGE_PARTS_H

#include "net/tls_front_parts.h"

/* In a thread of its own. */
struct tc_tls_passage {
    struct tc_tls_front *front;
    int client, server;
    SSL *ssl;
    unsigned epoch;
    enum tc_server_proof proof; /* what it was shown */
    bool counted;
    bool refused;       /* an alert has ended the handshake */
    bool idle;          /* the last bytes were the server's */
    double asked_until; /* for so long the client may negotiate anew; 0: nothing is asked */
    char early[TC_TLS_EARLY_MAX + 1];
    size_t early_len;
};

/* One more of `fact`, which is one of the front's, unless something else is shown since. */
void tc_tls_count(const struct tc_tls_passage *p, unsigned *fact);

/* Until the descriptor is ready (`what` of poll); false when the time is over or the front
 * stops. */
bool tc_tls_wait_for(const struct tc_tls_front *front, int fd, short what, unsigned ms);

/* What OpenSSL wants after `rc`, waited for; false if it wants nothing more. */
bool tc_tls_wanted(const struct tc_tls_passage *p, int rc, unsigned ms);

/* The first handshake, early data and all; false if it fails. */
bool tc_tls_shake_hands(struct tc_tls_passage *p);

/* For SSL_set_info_callback; the application data are the passage. */
void tc_tls_note_alert(const SSL *ssl, int where, int what);

/* Ask the client to negotiate anew, and count what it does; `ended`: the connection has. */
void tc_tls_ask_anew(struct tc_tls_passage *p);
void tc_tls_note_anew(struct tc_tls_passage *p, bool ended);

#endif
