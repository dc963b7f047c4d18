/* Events of an XML document as JSON, member for member; no judgement. */
#ifndef TC_PORTAL_XML_BODY_H
#define TC_PORTAL_XML_BODY_H

#include <jansson.h>
#include <stddef.h>

#include "tracecert/arena.h"

#define TC_PORTAL_SOAP_URI "http://schemas.xmlsoap.org/soap/envelope/" /* of SOAP 1.1 */

/* The children of the element at a path of local names ("/EPCISBody/EventList",
 * below the root), each an object whose "type" is its name. An element with text
 * alone is a string; one whose name EPCIS has for a list ("epcList") an array;
 * what stands in "baseExtension" or "extension" stands beside it. A document
 * with a DTD is refused: NULL, as for one that is not well-formed. */
json_t *tc_portal_xml_events(const char *bytes, size_t len, const char *path);

/* What a SOAP 1.1 message carries, the first element of its soap:Body, as a document of its
 * own with all namespaces that hold there; owned by the arena. Bytes that are no such message
 * are given back as they are. */
const char *tc_portal_xml_content(struct tc_arena *arena, const char *bytes, size_t len,
                                  size_t *content_len);

#endif
