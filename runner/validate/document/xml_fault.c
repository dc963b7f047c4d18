#include "validate/document/xml_fault.h"

#include <stddef.h>
#include <string.h>

static const struct {
    int code;
    const char *vi; /* the English is libxml2's own */
} faults[] = {
    { XML_ERR_DOCUMENT_EMPTY, "tài liệu rỗng" },
    { XML_ERR_DOCUMENT_END, "có thêm nội dung sau phần tử gốc" },
    { XML_ERR_INVALID_CHAR, "ký tự không được phép trong XML" },
    { XML_ERR_INVALID_CHARREF, "mã ký tự không được phép trong XML" },
    { XML_ERR_UNDECLARED_ENTITY, "thực thể chưa được khai báo" },
    { XML_ERR_LT_IN_ATTRIBUTE, "dấu < trong giá trị thuộc tính" },
    { XML_ERR_ATTRIBUTE_NOT_FINISHED, "giá trị thuộc tính không được đóng" },
    { XML_ERR_ATTRIBUTE_REDEFINED, "thuộc tính xuất hiện hai lần" },
    { XML_ERR_NAME_REQUIRED, "thiếu tên" },
    { XML_ERR_GT_REQUIRED, "thiếu dấu >" },
    { XML_ERR_TAG_NAME_MISMATCH, "thẻ đóng không khớp với thẻ mở" },
    { XML_ERR_TAG_NOT_FINISHED, "thẻ không được đóng" },
    { XML_ERR_INVALID_ENCODING, "byte không đúng bảng mã đã khai báo" },
    { XML_ERR_UNSUPPORTED_ENCODING, "bảng mã không được hỗ trợ" },
    { XML_NS_ERR_UNDEFINED_NAMESPACE, "tiền tố chưa được gắn với không gian tên" },
    { XML_NS_ERR_QNAME, "tên có tiền tố không đúng" },
    { XML_NS_ERR_ATTRIBUTE_REDEFINED, "thuộc tính xuất hiện hai lần" },
};

struct tc_text tc_xml_fault(struct tc_arena *arena, const xmlError *error)
{
    const char *said = error->message ? error->message : "not well-formed";
    const char *en = tc_arena_strndup(arena, said, strcspn(said, "\n")), *vi = NULL;

    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
        if (faults[i].code == error->code)
            vi = tc_arena_printf(arena, "%s (%s)", faults[i].vi, en);
    return TC_TEXT(vi ? vi : tc_arena_printf(arena, "lỗi cú pháp (%s)", en), en);
}
