#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define UNPACKED_MAX ((size_t)64 << 30) /* bytes: what grows beyond is a bomb */
#define BUFFER ((unsigned)256 << 10)

size_t tc_source_read(void *cookie, char *into, size_t room)
{
    struct tc_source *source = cookie;
    int got = source->wrong.en
                  ? 0
                  : gzread(source->file, into, room < BUFFER ? (unsigned)room : BUFFER);
    int error;

    if (got < 0) {
        source->wrong = TC_TEXT("dữ liệu nén gzip bị hỏng hoặc bị cắt cụt",
                                "gzip data that is broken or cut off");
        if (gzerror(source->file, &error) && error == Z_ERRNO)
            source->wrong = TC_TEXT("không đọc được tệp", "the file cannot be read");
        return 0;
    }
    source->unpacked += (size_t)got;
    if (source->unpacked > UNPACKED_MAX) {
        source->wrong = TC_TEXT("giải nén vượt quá 64 GiB", "more than 64 GiB when unpacked");
        return 0;
    }
    return (size_t)got;
}

void tc_source_close(struct tc_source *source)
{
    if (gzclose_r(source->file) == Z_BUF_ERROR && !source->wrong.en)
        source->wrong = TC_TEXT("dữ liệu nén gzip bị cắt cụt", "gzip data that is cut off");
}

int tc_source_open(struct tc_source *source, const char *path, struct tc_err *err)
{
    int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);

    *source = (struct tc_source){ 0 };
    source->file = fd >= 0 ? gzdopen(fd, "rb") : NULL;
    if (source->file) {
        gzbuffer(source->file, BUFFER);
        return 0;
    }
    tc_err_at(err, path, 0, 0);
    tc_err_set(err, "không đọc được (%s)", "cannot be read (%s)", strerror(errno));
    return -1;
}
