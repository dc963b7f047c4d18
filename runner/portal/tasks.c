#include "portal/tasks.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "portal/html.h"
#include "xml.h"

struct task {
    char *document;
    double until_ms;
    enum tc_portal_task_state state;
};

struct tc_portal_tasks {
    pthread_mutex_t lock;
    struct task *items;
    size_t count;
};

struct tc_portal_tasks *tc_portal_tasks_new(void)
{
    struct tc_portal_tasks *tasks = calloc(1, sizeof(*tasks));

    if (!tasks || pthread_mutex_init(&tasks->lock, NULL) != 0)
        abort();
    return tasks;
}

void tc_portal_tasks_free(struct tc_portal_tasks *tasks)
{
    if (!tasks)
        return;
    for (size_t i = 0; i < tasks->count; i++)
        free(tasks->items[i].document);
    free(tasks->items);
    pthread_mutex_destroy(&tasks->lock);
    free(tasks);
}

size_t tc_portal_tasks_add(struct tc_portal_tasks *tasks, const char *document,
                           unsigned seconds)
{
    size_t number = 0;

    pthread_mutex_lock(&tasks->lock);
    if (tasks->count < TC_PORTAL_TASKS_MAX) {
        struct task *items = realloc(tasks->items, (tasks->count + 1) * sizeof(*items));
        char *copy = strdup(document);

        if (!items || !copy)
            abort();
        tasks->items = items;
        items[tasks->count] =
            (struct task){ copy, tc_clock_ms() + seconds * 1e3, TC_PORTAL_TASK_OPEN };
        number = ++tasks->count;
    }
    pthread_mutex_unlock(&tasks->lock);
    return number;
}

static struct task *task_of(struct tc_portal_tasks *tasks, size_t number)
{
    return number >= 1 && number <= tasks->count ? &tasks->items[number - 1] : NULL;
}

enum tc_portal_task_state tc_portal_tasks_state(struct tc_portal_tasks *tasks, size_t number)
{
    enum tc_portal_task_state state = TC_PORTAL_TASK_CANNOT;
    const struct task *task;

    pthread_mutex_lock(&tasks->lock);
    task = task_of(tasks, number);
    if (task)
        state = task->state;
    pthread_mutex_unlock(&tasks->lock);
    return state;
}

void tc_portal_tasks_settle(struct tc_portal_tasks *tasks, size_t number,
                            enum tc_portal_task_state state)
{
    struct task *task;

    pthread_mutex_lock(&tasks->lock);
    task = task_of(tasks, number);
    if (task && task->state == TC_PORTAL_TASK_OPEN)
        task->state = state;
    pthread_mutex_unlock(&tasks->lock);
}

const char *tc_portal_tasks_document(struct tc_portal_tasks *tasks, struct tc_arena *arena,
                                     size_t number)
{
    const char *document = NULL;
    const struct task *task;

    pthread_mutex_lock(&tasks->lock);
    task = task_of(tasks, number);
    if (task)
        document = tc_arena_strdup(arena, task->document);
    pthread_mutex_unlock(&tasks->lock);
    return document;
}

/* --- the page ----------------------------------------------------------------------- */

static const char *in(enum tc_lang lang, const char *vi, const char *en)
{
    return lang == TC_VI ? vi : en;
}

static void put_button(FILE *out, const char *base, size_t number, const char *word,
                       const char *label, const char *look)
{
    fprintf(out,
            "<form method=post action=\"%s/task/%zu/%s\"><button class=%s>%s</button></form>",
            base, number, word, look, label);
}

static void put_line(FILE *out, const char *label, const char *text)
{
    if (!text)
        return;
    fprintf(out, "<dt>%s</dt><dd>", label);
    xml_puts(out, text);
    fputs("</dd>", out);
}

static const char *text_of(const json_t *json, const char *member)
{
    return json_string_value(json_object_get(json, member));
}

static void put_codes(FILE *out, const json_t *list, enum tc_lang lang)
{
    json_t *code;
    size_t i;

    json_array_foreach(list, i, code)
        put_line(out, in(lang, "Mã", "Code"), json_string_value(code));
}

static void put_quantities(FILE *out, const json_t *list, enum tc_lang lang)
{
    json_t *item;
    size_t i;

    json_array_foreach(list, i, item)
    {
        char amount[64];
        const char *unit = text_of(item, "uom");

        snprintf(amount, sizeof(amount), "%.10g %.16s",
                 json_number_value(json_object_get(item, "quantity")), unit ? unit : "");
        put_line(out, in(lang, "Lô", "Lot"), text_of(item, "epcClass"));
        put_line(out, in(lang, "Số lượng", "Quantity"), amount);
    }
}

/* What a person needs to enter the event; all of it is in the file. */
static void put_event(FILE *out, const json_t *event, enum tc_lang lang)
{
    static const struct {
        const char *member;
        struct tc_text label;
    } texts[] = { { "type", { "Loại", "Type" } },
                  { "bizStep", { "Bước (bizStep)", "Step (bizStep)" } },
                  { "action", { "Hành động (action)", "Action" } },
                  { "eventTime", { "Thời điểm", "Time" } },
                  { "disposition", { "Trạng thái", "Disposition" } },
                  { "parentID", { "Bao gói", "Parent" } },
                  { "eventID", { "Mã sự kiện", "Event id" } } };

    fputs("<dl>", out);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        put_line(out, tc_text_in(texts[i].label, lang), text_of(event, texts[i].member));
    put_codes(out, json_object_get(event, "epcList"), lang);
    put_codes(out, json_object_get(event, "childEPCs"), lang);
    put_quantities(out, json_object_get(event, "quantityList"), lang);
    put_line(out, in(lang, "Nơi (readPoint)", "Place (readPoint)"),
             text_of(json_object_get(event, "readPoint"), "id"));
    put_line(out, in(lang, "Địa điểm (bizLocation)", "Location (bizLocation)"),
             text_of(json_object_get(event, "bizLocation"), "id"));
    fputs("</dl>", out);
}

static void put_document(FILE *out, const char *document, enum tc_lang lang)
{
    json_t *json = json_loads(document, 0, NULL), *event;
    size_t i;

    json_array_foreach(json_object_get(json_object_get(json, "epcisBody"), "eventList"), i,
                       event) put_event(out, event, lang);
    json_decref(json);
}

static void put_task(FILE *out, const struct task *task, size_t number, const char *base,
                     enum tc_lang lang)
{
    double left = (task->until_ms - tc_clock_ms()) / 1e3;

    fprintf(out, "<section class=card><p class=left>%s %.0f s</p><h2>%s %zu</h2>\n",
            in(lang, "còn", "left:"), left > 0 ? left : 0, in(lang, "Việc", "Task"), number);
    put_document(out, task->document, lang);
    fprintf(out, "<div class=row><a class=button href=\"%s/task/%zu/document\">%s</a>", base,
            number, in(lang, "Tải tệp EPCIS", "Download as EPCIS"));
    put_button(out, base, number, "done", in(lang, "Đã nhập xong", "It is entered"), "go");
    put_button(out, base, number, "cannot", in(lang, "Không nhập được", "It cannot be entered"),
               "no");
    fputs("</div></section>\n", out);
}

static void put_page(FILE *out, struct tc_portal_tasks *tasks, const char *base,
                     enum tc_lang lang)
{
    size_t open = 0;

    tc_portal_html_head(
        out, lang, in(lang, "Việc cần làm trong lượt kiểm thử", "To be done in this run"), 5);
    fprintf(
        out, "<p>%s</p>\n",
        in(lang,
           "Hãy nhập các sự kiện dưới đây vào hệ thống được kiểm thử đúng như đã ghi, rồi "
           "nhấn “Đã nhập xong”. Trang tự làm mới.",
           "Enter the events below into the system under test as they stand here, then press "
           "“It is entered”. The page renews itself."));
    for (size_t i = 0; i < tasks->count; i++) {
        if (tasks->items[i].state != TC_PORTAL_TASK_OPEN)
            continue;
        put_task(out, &tasks->items[i], i + 1, base, lang);
        open++;
    }
    if (open == 0)
        fprintf(
            out, "<p class=empty>%s</p>\n",
            in(lang, "Lúc này không có việc gì phải làm.", "There is nothing to do just now."));
    tc_portal_html_end(out);
}

void tc_portal_tasks_page(struct tc_portal_tasks *tasks, struct tc_arena *arena,
                          const char *base, enum tc_lang lang, struct tc_server_answer *answer)
{
    char *bytes = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&bytes, &len);

    if (!out)
        abort();
    pthread_mutex_lock(&tasks->lock);
    put_page(out, tasks, base, lang);
    pthread_mutex_unlock(&tasks->lock);
    if (fclose(out) != 0)
        abort();
    tc_portal_html_answer(arena, bytes, len, answer);
    free(bytes);
}
