/* How many connections the system lets this process hold. */
#ifndef TC_NET_DESCRIPTORS_H
#define TC_NET_DESCRIPTORS_H

/* Raise the soft limit of open descriptors towards the hard one, so that several
 * servers of so many connections each can run beside each other. Gives how many of
 * the connections one server may take: `wanted`, or fewer where the hard limit is
 * low; at least 1. */
unsigned tc_descriptors_for(unsigned wanted);

#endif
