/* A code while it is judged: its element strings as read so far, and the
 * findings. */
#ifndef TC_VALIDATE_MESSAGE_H
#define TC_VALIDATE_MESSAGE_H

#include "base/utf8.h"
#include "tracecert/code.h"
#include "validate/code/link.h"

#define TC_ITEMS_MAX 64 /* element strings of one message */

/* One element string. */
struct tc_item {
    const struct tc_ai_entry *entry;
    const char *ai; /* not NUL-terminated */
    size_t ai_len;
    const char *value; /* decoded; not NUL-terminated */
    size_t len;
    size_t at;        /* offset of the value in the text ... */
    const char *text; /* ... that was being read then, */
    size_t skipped;   /* behind so many bytes of the code */
    bool escaped;     /* the code writes it with percent-escapes */
    bool misplaced;   /* it should not stand there: it needs no company */
    bool faulty;      /* there is a finding about it already */
    bool excluded;    /* another one excludes it: it needs no company */
};

struct tc_message {
    struct tc_arena *arena;
    const char *text;
    size_t len;
    size_t skipped;    /* bytes of the code before `text` */
    bool link;         /* a Digital Link */
    bool incomplete;   /* a part could not be read: absence proves nothing */
    size_t prefix_len; /* of the company prefix, where the code tells it */
    struct tc_findings *findings;
    struct tc_item items[TC_ITEMS_MAX];
    size_t count;
};

/* Begin with a code and no element string. The array is left as it is. */
void tc_message_init(struct tc_message *m, struct tc_arena *arena, const char *text, size_t len,
                     struct tc_findings *findings);

/* Append an element string; it as kept, or NULL (and a finding) when there are
 * too many. */
struct tc_item *tc_message_add(struct tc_message *m, struct tc_item item);

/* The first element string whose AI fits the pattern, or NULL. */
const struct tc_item *tc_message_find(const struct tc_message *m, const char *pattern,
                                      size_t len);

/* Record a finding at byte `at` of the code. */
void tc_message_report(struct tc_message *m, const char *requirement, size_t at,
                       struct tc_text expected, struct tc_text actual);

/* The same about a value: at its character `index`, naming its AI. */
void tc_item_report(struct tc_message *m, const struct tc_item *item, const char *requirement,
                    size_t index, struct tc_text expected, struct tc_text actual);

/* Bytes of a code as they can be shown: bounded, valid UTF-8, FNC1 as <GS>,
 * other unprintable bytes as \xNN. */
const char *tc_message_show(struct tc_arena *arena, const char *s, size_t len);

/* Judge one value: GS1-ID-02, -03, -04, GS1-DL-01. */
void tc_value_check(struct tc_message *m, struct tc_item *item);

/* Judge the element strings of all carriers of one item together: GS1-ID-05,
 * -06, -07. */
void tc_pairing_check(struct tc_message *carriers, size_t count);

/* Read element strings and judge each value: as transmitted, from byte `from`,
 * and as printed with brackets. */
void tc_raw_read(struct tc_message *m, size_t from);
void tc_bracketed_read(struct tc_message *m);

/* Read scanner data, and a key without AI of one kind. */
void tc_scan_read(struct tc_message *m);
void tc_key_read(struct tc_message *m, enum tc_code_kind kind);

/* True if the bytes look like a key: as many digits as one has. */
bool tc_is_key(const char *s, size_t len);

/* Read a Digital Link and judge each value. With TC_LINK_SHOWN a URI
 * that does not look like one yields nothing. */
void tc_link_judge(struct tc_message *m, enum tc_link_proof proof);

/* Judge an EPC URI; its element strings are those that it stands for. */
void tc_epc_uri_judge(struct tc_message *m);

static inline bool tc_is_fnc1(char c)
{
    return c == '\x1d' || c == '^';
}

#endif
