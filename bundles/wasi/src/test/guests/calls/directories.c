// What a directory can do and cannot, and what is in it.
#include "calls.h"
#include <stdlib.h>

static void refusals(void) {
    uint8_t byte = 0;
    __wasi_iovec_t in = {&byte, 1};
    __wasi_ciovec_t out = {&byte, 1};
    __wasi_size_t n;
    __wasi_filesize_t offset;
    __wasi_fd_t fd = opened(".", DIRECTORY, __WASI_RIGHTS_FD_SEEK, 0);
    tried(__wasi_fd_read(fd, &in, 1, &n), "read");
    tried(__wasi_fd_pread(fd, &in, 1, 0, &n), "read at a place");
    tried(__wasi_fd_write(fd, &out, 1, &n), "write");
    tried(__wasi_fd_pwrite(fd, &out, 1, 0, &n), "write at a place");
    tried(__wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &offset), "seek from the start");
    tried(__wasi_fd_seek(fd, 0, __WASI_WHENCE_CUR, &offset), "seek from here");
    tried(__wasi_fd_seek(fd, 0, __WASI_WHENCE_END, &offset), "seek from the end");
    tried(__wasi_fd_tell(fd, &offset), "tell");
    tried(__wasi_fd_allocate(fd, 0, 1), "allocate");
    tried(__wasi_fd_filestat_set_size(fd, 0), "set the size");
    __wasi_fdstat_t status;
    __wasi_fd_fdstat_get(fd, &status);
    printf("type %d, flags %d, %s seek\n", status.fs_filetype, status.fs_flags,
        status.fs_rights_base & __WASI_RIGHTS_FD_SEEK ? "may" : "may not");
    tried(__wasi_fd_close(fd), "close");
    tried(__wasi_path_open(ROOT, 0, ".", 0, 0, 0, __WASI_FDFLAGS_NONBLOCK, &fd), "open without waiting");
    __wasi_fd_close(fd);
}

static void granted(void) {
    __wasi_prestat_t grant;
    uint8_t name[8] = "........";
    tried(__wasi_fd_prestat_get(ROOT, &grant), "ask for the grant");
    printf("type %d, a name of %zu\n", grant.tag, grant.u.dir.pr_name_len);
    tried(__wasi_fd_prestat_dir_name(ROOT, name, 0), "its name, without room");
    tried(__wasi_fd_prestat_dir_name(ROOT, name, 8), "its name, with room for more");
    printf("%.8s\n", (const char *)name);
    tried(__wasi_fd_prestat_get(ROOT + 1, &grant), "ask for another");
    tried(__wasi_fd_prestat_get(1, &grant), "ask of standard output");
}

/** Reads a directory, of which {@code room} bytes are told at a time, and prints what is in it if that is not much. */
static int list(__wasi_fd_t fd, __wasi_dircookie_t cookie, size_t room, int print) {
    uint8_t buffer[4096];
    int count = 0;
    while (1) {
        __wasi_size_t used;
        __wasi_errno_t result = __wasi_fd_readdir(fd, buffer, room, cookie, &used);
        if (result != 0) {
            tried(result, "read the directory");
            return -1;
        }
        size_t at = 0;
        __wasi_dirent_t entry;
        while (at + sizeof entry <= used) {
            memcpy(&entry, buffer + at, sizeof entry);
            if (at + sizeof entry + entry.d_namlen > used) {
                break;
            }
            if (print) {
                printf(" %.*s(%d)", (int)entry.d_namlen, (const char *)buffer + at + sizeof entry, entry.d_type);
            }
            at += sizeof entry + entry.d_namlen;
            cookie = entry.d_next;
            count++;
        }
        if (used < room) {
            return count;
        }
    }
}

static void entries(void) {
    char name[16];
    __wasi_path_create_directory(ROOT, "dir");
    __wasi_fd_t fd = opened("dir", DIRECTORY, 0, 0);
    printf("empty:");
    list(fd, 0, 256, 1);
    touch(fd, "file", 0, CREATE, 0);
    __wasi_path_create_directory(fd, "inner");
    __wasi_path_symlink("file", fd, "link");
    printf("\nwith three:");
    list(fd, 0, 256, 1);
    printf("\nby pieces of 32 bytes:");
    list(fd, 0, 32, 1);
    printf("\nfrom the fourth on:");
    list(fd, 3, 256, 1);
    printf("\n");
    tried(__wasi_fd_readdir(fd, (uint8_t *)name, sizeof name, 77, &(__wasi_size_t){0}), "from the 78th on");
    tried(__wasi_fd_readdir(1, (uint8_t *)name, sizeof name, 0, &(__wasi_size_t){0}), "read standard output as one");

    __wasi_filestat_t directory;
    __wasi_dirent_t first;
    uint8_t bytes[sizeof first];
    __wasi_fd_filestat_get(fd, &directory);
    __wasi_fd_readdir(fd, bytes, sizeof bytes, 0, &(__wasi_size_t){0});
    memcpy(&first, bytes, sizeof first);
    printf("the first is %s\n", first.d_ino == directory.ino ? "the directory itself" : "another");

    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "file-%d", i);
        touch(fd, name, 0, CREATE, 0);
    }
    printf("with 303: %d\n", list(fd, 0, 256, 0));
    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "file-%d", i);
        __wasi_path_unlink_file(fd, name);
    }
    printf("with three again: %d\n", list(fd, 0, 256, 0));
    __wasi_fd_close(fd);
}

int main(void) {
    refusals();
    granted();
    entries();
    return 0;
}
