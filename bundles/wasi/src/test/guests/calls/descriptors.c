// Open files: positions, sizes, flags and numbers of descriptors.
#include "calls.h"

static void positions(void) {
    char text[32];
    __wasi_filesize_t offset;
    __wasi_fd_t fd = opened("file", CREATE, READ | WRITE, 0);
    printf("at %lld\n", position(fd));
    tried(writeText(fd, "0123456789"), "write");
    printf("at %lld\n", position(fd));
    tried(__wasi_fd_seek(fd, -5, __WASI_WHENCE_CUR, &offset), "seek back");
    printf("at %lld\n", position(fd));
    tried(__wasi_fd_seek(fd, 1000, __WASI_WHENCE_CUR, &offset), "seek beyond the end");
    tried(readText(fd, text, sizeof text), "read there");
    printf("read '%s'\n", text);
    tried(__wasi_fd_seek(fd, -2000, __WASI_WHENCE_CUR, &offset), "seek before the start");
    tried(__wasi_fd_seek(fd, 0, 7, &offset), "seek from nowhere");
    tried(__wasi_fd_seek(fd, -3, __WASI_WHENCE_END, &offset), "seek from the end");
    readText(fd, text, sizeof text);
    printf("read '%s', at %lld\n", text, position(fd));

    __wasi_iovec_t in[2] = {{(uint8_t *)text, 2}, {(uint8_t *)text + 2, 3}};
    __wasi_ciovec_t out[2] = {{(const uint8_t *)"ab", 2}, {(const uint8_t *)"cde", 3}};
    __wasi_size_t n;
    tried(__wasi_fd_pwrite(fd, out, 2, 8, &n), "write two buffers at 8");
    printf("%zu bytes, at %lld, size %lld\n", n, position(fd), size(fd));
    memset(text, 0, sizeof text);
    tried(__wasi_fd_pread(fd, in, 2, 7, &n), "read two buffers at 7");
    printf("%zu bytes '%s', at %lld\n", n, text, position(fd));
    memset(text, 0, sizeof text);
    tried(__wasi_fd_pread(fd, in, 2, 11, &n), "read two buffers at 11");
    printf("%zu bytes '%s'\n", n, text);
    tried(__wasi_fd_pread(fd, in, 2, -1, &n), "read before the start");
    tried(__wasi_fd_pread(1, in, 2, 0, &n), "read standard output at 0");
    __wasi_fd_close(fd);
}

static void sizes(void) {
    __wasi_fd_t fd = opened("file", CREATE | TRUNCATE, READ | WRITE, 0);
    printf("truncated: size %lld\n", size(fd));
    tried(__wasi_fd_allocate(fd, 0, 100), "allocate 0 to 100");
    printf("size %lld\n", size(fd));
    tried(__wasi_fd_allocate(fd, 10, 10), "allocate 10 to 20");
    printf("size %lld\n", size(fd));
    tried(__wasi_fd_allocate(fd, 90, 20), "allocate 90 to 110");
    printf("size %lld\n", size(fd));
    tried(__wasi_fd_allocate(fd, 0, 0), "allocate nothing");
    tried(__wasi_fd_advise(fd, 10, 50, __WASI_ADVICE_WILLNEED), "advise");
    tried(__wasi_fd_advise(fd, 10, 50, 9), "advise what there is not");
    tried(__wasi_fd_filestat_set_size(fd, 20), "set the size");
    printf("size %lld\n", size(fd));
    tried(__wasi_fd_datasync(fd), "synchronise the data");
    tried(__wasi_fd_sync(fd), "synchronise");
    __wasi_fd_close(fd);
}

static void modes(void) {
    char text[32];
    __wasi_fd_t reader = opened("file", TRUNCATE, READ, 0);
    __wasi_fd_t writer = opened("file", 0, WRITE, 0);
    tried(writeText(writer, "seen"), "write");
    tried(readText(reader, text, sizeof text), "read through another descriptor");
    printf("read '%s'\n", text);
    tried(writeText(reader, "more"), "write to what is open for reading");
    tried(readText(writer, text, sizeof text), "read from what is open for writing");
    __wasi_fd_close(reader);
    __wasi_fd_close(writer);

    __wasi_fd_t fd = opened("file", 0, READ | WRITE, __WASI_FDFLAGS_APPEND | __WASI_FDFLAGS_SYNC);
    __wasi_fdstat_t status;
    __wasi_filesize_t offset;
    __wasi_fd_fdstat_get(fd, &status);
    printf("flags %d\n", status.fs_flags);
    writeText(fd, " +");
    __wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &offset);
    writeText(fd, " appended");
    printf("at %lld\n", position(fd));
    tried(__wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_SYNC), "stop appending");
    __wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &offset);
    writeText(fd, "SEEN");
    __wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &offset);
    readText(fd, text, sizeof text);
    printf("read '%s'\n", text);
    tried(__wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_DSYNC), "synchronise otherwise");
    __wasi_fd_close(fd);
}

static void numbers(void) {
    __wasi_filestat_t one, other;
    __wasi_fdstat_t status;
    __wasi_fd_t a = opened("a", CREATE, READ | WRITE, 0);
    __wasi_fd_t b = opened("b", CREATE, READ | WRITE, 0);
    printf("numbers %d and %d\n", a, b);
    __wasi_fd_filestat_get(a, &one);
    tried(__wasi_fd_renumber(a, b), "renumber");
    __wasi_fd_filestat_get(b, &other);
    printf("%s\n", one.ino == other.ino ? "the same file" : "another file");
    tried(__wasi_fd_close(a), "close the old number");
    tried(__wasi_fd_renumber(b, a), "renumber to what is not open");
    tried(__wasi_fd_renumber(a, b), "renumber what is not open");
    tried(__wasi_fd_renumber(b, b), "renumber to itself");
    tried(__wasi_fd_close(b), "close the new number");

    __wasi_path_create_directory(ROOT, "dir");
    __wasi_fd_t dir = opened("dir", DIRECTORY, 0, 0);
    __wasi_fd_t root = opened(".", DIRECTORY, 0, 0);
    __wasi_fd_filestat_get(dir, &one);
    tried(__wasi_fd_renumber(dir, ROOT), "renumber over the granted directory");
    __wasi_fd_filestat_get(ROOT, &other);
    printf("%s\n", one.ino == other.ino ? "the same directory" : "another directory");
    tried(__wasi_fd_fdstat_get(dir, &status), "ask for the old number");
    tried(__wasi_fd_renumber(root, ROOT), "renumber the granted directory back");
    tried(touch(ROOT, "dir", 0, DIRECTORY, 0), "open what is in it");
    root = opened(".", DIRECTORY, 0, 0);
    tried(__wasi_fd_close(ROOT), "close the granted directory");
    tried(__wasi_fd_fdstat_get(ROOT, &status), "ask for it");
    tried(touch(root, "dir", 0, DIRECTORY, 0), "open what is in it by another descriptor");

    __wasi_fd_t file;
    tried(__wasi_path_open(root, 0, "a", 0, WRITE, 0, 0, &file), "open a");
    tried(__wasi_fd_renumber(0, file), "renumber standard input");
    tried(__wasi_fd_fdstat_get(0, &status), "ask for standard input");
    tried(__wasi_fd_fdstat_get(file, &status), "ask for its new number");
    printf("type %d\n", status.fs_filetype);
    tried(__wasi_sock_shutdown(file, __WASI_SDFLAGS_WR), "shut down what is no socket");
    tried(__wasi_sock_shutdown(99, __WASI_SDFLAGS_WR), "shut down what is not open");
}

int main(void) {
    positions();
    sizes();
    modes();
    numbers();
    return 0;
}
