#include "net/client_url.h"

#include <curl/curl.h>
#include <strings.h>

#include "net/client.h"

const char *tc_client_next_url(struct tc_arena *arena, const char *base, const char *location)
{
    CURLU *url = curl_url();
    char *absolute = NULL;
    const char *next = NULL;

    if (curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK &&
        curl_url_set(url, CURLUPART_URL, location, 0) == CURLUE_OK &&
        curl_url_get(url, CURLUPART_URL, &absolute, 0) == CURLUE_OK)
        next = tc_arena_strdup(arena, absolute);
    curl_free(absolute);
    curl_url_cleanup(url);
    return next && tc_client_url_valid(next) ? next : NULL;
}

/* A part of a URL for curl_free(), or NULL. */
static char *url_part(const char *text, CURLUPart part)
{
    CURLU *url = curl_url();
    char *value = NULL;

    if (curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK)
        curl_url_get(url, part, &value, CURLU_DEFAULT_PORT);
    curl_url_cleanup(url);
    return value;
}

static bool same_part(const char *a, const char *b, CURLUPart part)
{
    char *of_a = url_part(a, part), *of_b = url_part(b, part);
    bool same = of_a && of_b && strcasecmp(of_a, of_b) == 0;

    curl_free(of_a);
    curl_free(of_b);
    return same;
}

bool tc_client_same_origin(const char *a, const char *b)
{
    return same_part(a, b, CURLUPART_SCHEME) && same_part(a, b, CURLUPART_HOST) &&
           same_part(a, b, CURLUPART_PORT);
}

bool tc_client_url_valid(const char *url)
{
    CURLU *parts = curl_url();
    char *host = NULL, *user = NULL, *password = NULL;
    bool valid;

    if (curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK) {
        curl_url_get(parts, CURLUPART_HOST, &host, 0);
        curl_url_get(parts, CURLUPART_USER, &user, 0);
        curl_url_get(parts, CURLUPART_PASSWORD, &password, 0);
    }
    valid = (strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0) &&
            host && *host && !user && !password;
    curl_free(host);
    curl_free(user);
    curl_free(password);
    curl_url_cleanup(parts);
    return valid;
}
