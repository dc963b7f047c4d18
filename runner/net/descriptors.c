#include "net/descriptors.h"

#include <sys/resource.h>

#define SHARES 4  /* a portal, its TLS front with two for each client, another origin */
#define OTHERS 64 /* files, pipes, listening sockets */

unsigned tc_descriptors_for(unsigned wanted)
{
    rlim_t needed = (rlim_t)wanted * SHARES + OTHERS;
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= needed)
        return wanted;
    limit.rlim_cur = limit.rlim_max < needed ? limit.rlim_max : needed;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= needed)
        return wanted;
    return limit.rlim_cur > OTHERS + SHARES ? (unsigned)(limit.rlim_cur - OTHERS) / SHARES : 1;
}
