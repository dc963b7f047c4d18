/* The handshakes of a connection at a TLS front: the first one, and one that the server asks
 * for in the midst of a request. */
#include <poll.h>

#include "base/clock.h"
#include "net/tls_passage_parts.h"

#define HANDSHAKE_MS 10000
#define ANEW_MS 500 /* for a client that takes no notice when it is to negotiate anew */
#define SLICE_MS 100

void tc_tls_count(const struct tc_tls_passage *p, unsigned *fact)
{
    pthread_mutex_lock(&p->front->lock);
    if (p->epoch == p->front->epoch)
        ++*fact;
    pthread_mutex_unlock(&p->front->lock);
}

bool tc_tls_wait_for(const struct tc_tls_front *front, int fd, short what, unsigned ms)
{
    double until = tc_clock_ms() + ms;
    struct pollfd ready = { fd, what, 0 };

    while (!front->stopping && tc_clock_ms() < until)
        if (poll(&ready, 1, SLICE_MS) > 0)
            return true;
    return false;
}

bool tc_tls_wanted(const struct tc_tls_passage *p, int rc, unsigned ms)
{
    int why = SSL_get_error(p->ssl, rc);

    return (why == SSL_ERROR_WANT_READ && tc_tls_wait_for(p->front, p->client, POLLIN, ms)) ||
           (why == SSL_ERROR_WANT_WRITE && tc_tls_wait_for(p->front, p->client, POLLOUT, ms));
}

static bool go_on(const struct tc_tls_passage *p, int rc, double until)
{
    double left = until - tc_clock_ms();

    return left > 0 && tc_tls_wanted(p, rc, (unsigned)left + 1);
}

/* The part of the handshake in which early data come, if any do. */
static bool read_early(struct tc_tls_passage *p, double until)
{
    int rc;

    do {
        size_t n = 0;

        rc = SSL_read_early_data(p->ssl, p->early + p->early_len,
                                 sizeof(p->early) - p->early_len, &n);
        p->early_len += n;
        if (rc == SSL_READ_EARLY_DATA_ERROR && !go_on(p, 0, until))
            return false;
    } while (rc != SSL_READ_EARLY_DATA_FINISH);
    return true;
}

/* All of it must be done in time: a byte now and then is no handshake. */
bool tc_tls_shake_hands(struct tc_tls_passage *p)
{
    double until = tc_clock_ms() + HANDSHAKE_MS;
    int rc;

    if (p->proof == TC_PROOF_EARLY_DATA && !read_early(p, until))
        return false;
    while ((rc = SSL_accept(p->ssl)) != 1)
        if (!go_on(p, rc, until))
            return false;
    return true;
}

/* Who ends a connection over what was shown says so; who is only gone may have had
 * another reason. Our own alert counts where the two have nothing in common: another
 * one is for an end within the handshake, too. */
void tc_tls_note_alert(const SSL *ssl, int where, int what)
{
    struct tc_tls_passage *p = SSL_get_app_data(ssl);
    int why = what & 0xff;

    if (!(where & SSL_CB_ALERT) || what >> 8 != SSL3_AL_FATAL)
        return;
    if ((where & SSL_CB_READ) || why == SSL_AD_HANDSHAKE_FAILURE ||
        why == SSL_AD_PROTOCOL_VERSION || why == SSL_AD_INSUFFICIENT_SECURITY)
        p->refused = true;
}

/* One connection is enough: a client that fails many times in a row would rest. */
static bool is_first_to_be_asked(const struct tc_tls_passage *p)
{
    bool first;

    pthread_mutex_lock(&p->front->lock);
    first = p->epoch == p->front->epoch && !p->front->asks;
    p->front->asks = p->front->asks || first;
    pthread_mutex_unlock(&p->front->lock);
    return first;
}

/* In the midst of a request the server negotiates anew under another certificate (RFC
 * 5246, 7.4.1.1). The client may do so, refuse or take no notice. */
void tc_tls_ask_anew(struct tc_tls_passage *p)
{
    if (is_first_to_be_asked(p) &&
        SSL_set_SSL_CTX(p->ssl, p->front->contexts[TC_PROOF_UNKNOWN_AUTHORITY]) &&
        SSL_renegotiate(p->ssl) && SSL_do_handshake(p->ssl) == 1)
        p->asked_until = tc_clock_ms() + ANEW_MS;
}

/* Has it negotiated anew, or is it not going to? */
void tc_tls_note_anew(struct tc_tls_passage *p, bool ended)
{
    bool done = !SSL_renegotiate_pending(p->ssl);

    if (!p->asked_until || (!done && !ended && tc_clock_ms() < p->asked_until))
        return;
    p->asked_until = 0;
    if (done)
        tc_tls_count(p, &p->front->facts.renegotiated);
    tc_tls_count(p, &p->front->facts.asked);
}
