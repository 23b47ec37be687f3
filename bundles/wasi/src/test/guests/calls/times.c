// Times of files and of links: one is set to the nanosecond, the other stays.
#include "calls.h"

#define MODIFIED __WASI_FSTFLAGS_MTIM
#define MODIFIED_NOW __WASI_FSTFLAGS_MTIM_NOW
#define ACCESSED __WASI_FSTFLAGS_ATIM
#define ACCESSED_NOW __WASI_FSTFLAGS_ATIM_NOW

static __wasi_filestat_t status(const char *path, __wasi_lookupflags_t lookup) {
    __wasi_filestat_t status;
    memset(&status, 0, sizeof status);
    __wasi_path_filestat_get(ROOT, lookup, path, &status);
    return status;
}

static void compare(const char *path, __wasi_filestat_t before, __wasi_filestat_t after) {
    printf("%s: accessed %+lld, modified %+lld\n", path, (long long)(after.atim - before.atim),
        (long long)(after.mtim - before.mtim));
}

static void set(const char *path) {
    __wasi_filestat_t before = status(path, 0);
    tried(__wasi_path_filestat_set_times(ROOT, 0, path, 7, before.mtim - 123, MODIFIED), "set %s back", path);
    compare(path, before, status(path, 0));
    tried(__wasi_path_filestat_set_times(ROOT, 0, path, before.atim - 321, 7, ACCESSED), "set its access back");
    compare(path, before, status(path, 0));
    tried(__wasi_path_filestat_set_times(ROOT, 0, path, 7, 7, MODIFIED | MODIFIED_NOW), "set it twice");
    tried(__wasi_path_filestat_set_times(ROOT, 0, path, 7, 7, ACCESSED | ACCESSED_NOW), "set its access twice");
    tried(__wasi_path_filestat_set_times(ROOT, 0, path, 7, 7, 0), "set nothing");
    compare(path, before, status(path, 0));
}

int main(void) {
    __wasi_path_create_directory(ROOT, "dir");
    touch(ROOT, "dir/file", 0, CREATE, 0);
    touch(ROOT, "file", 0, CREATE, 0);
    set("file");
    set("dir/file");
    set("dir");

    __wasi_fd_t fd = opened("dir/file", 0, READ, 0);
    __wasi_filestat_t before = status("dir/file", 0), after;
    tried(__wasi_fd_filestat_set_times(fd, 7, before.mtim - 100, MODIFIED), "set an open file back");
    __wasi_fd_filestat_get(fd, &after);
    compare("by its path", before, status("dir/file", 0));
    compare("by its descriptor", before, after);
    tried(__wasi_fd_filestat_set_times(fd, 7, 7, MODIFIED | MODIFIED_NOW), "set it twice");
    tried(__wasi_fd_filestat_set_times(fd, 7, 7, 64), "set what there is not");
    tried(__wasi_fd_filestat_set_times(fd, 0, 0, MODIFIED_NOW), "set it to now");
    printf("%s\n", status("dir/file", 0).mtim > after.mtim ? "later" : "not later");
    __wasi_fd_close(fd);

    __wasi_path_symlink("file", ROOT, "dir/link");
    __wasi_path_symlink("dir/file", ROOT, "link");
    before = status("dir/file", 0);
    tried(__wasi_path_filestat_set_times(ROOT, 0, "link", 0, 5000000, MODIFIED), "set a link itself");
    printf("the link is of %llu ns\n", status("link", 0).mtim);
    compare("what it leads to", before, status("dir/file", 0));
    tried(__wasi_path_filestat_set_times(ROOT, FOLLOW, "link", 0, 7000000, MODIFIED), "set what it leads to");
    printf("that is of %llu ns\n", status("link", FOLLOW).mtim);
    tried(__wasi_path_filestat_set_times(ROOT, 0, "dir/link", 0, 9000000, MODIFIED), "set a link in a directory");
    printf("the link is of %llu ns\n", status("dir/link", 0).mtim);
    tried(__wasi_path_filestat_set_times(ROOT, 0, "absent", 0, 0, MODIFIED), "set what is absent");
    return 0;
}
