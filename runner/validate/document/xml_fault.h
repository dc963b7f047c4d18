/* What libxml2 finds wrong, in both languages. */
#ifndef TC_VALIDATE_XML_FAULT_H
#define TC_VALIDATE_XML_FAULT_H

#include <libxml/xmlerror.h>

#include "tracecert/text.h"

struct tc_text tc_xml_fault(struct tc_arena *arena, const xmlError *error);

#endif
