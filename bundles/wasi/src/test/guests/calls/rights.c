// Rights: which there are, and what is left when some are given up.
#include "calls.h"

static __wasi_fdstat_t rights(__wasi_fd_t fd) {
    __wasi_fdstat_t status;
    memset(&status, 0, sizeof status);
    __wasi_fd_fdstat_get(fd, &status);
    return status;
}

static __wasi_errno_t giveUp(__wasi_fd_t fd, __wasi_rights_t base, __wasi_rights_t inheriting) {
    __wasi_fdstat_t status = rights(fd);
    return __wasi_fd_fdstat_set_rights(fd, status.fs_rights_base & ~base, status.fs_rights_inheriting & ~inheriting);
}

static void told(const char *what, __wasi_fd_t fd) {
    __wasi_fdstat_t status = rights(fd);
    printf("%s: %llx, inheriting %llx\n", what, status.fs_rights_base, status.fs_rights_inheriting);
}

static void ofFiles(void) {
    char text[8];
    __wasi_filesize_t offset;
    __wasi_fd_t fd = opened("file", CREATE, READ | WRITE, 0);
    told("open for both", fd);
    tried(giveUp(fd, 0, 0), "give up nothing");
    tried(writeText(fd, "text"), "write");
    tried(giveUp(fd, READ | WRITE, 0), "give up reading and writing");
    told("then", fd);
    tried(writeText(fd, "text"), "write");
    tried(readText(fd, text, sizeof text), "read");
    tried(__wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &offset), "seek");
    tried(__wasi_fd_fdstat_set_rights(fd, rights(fd).fs_rights_base | READ, 0), "take reading back");
    tried(giveUp(fd, __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_FILESTAT_GET, 0), "give up seeking and status");
    tried(__wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &offset), "seek");
    tried(__wasi_fd_tell(fd, &offset), "tell");
    printf("size %lld\n", size(fd));
    tried(__wasi_fd_close(fd), "close");
    fd = opened("file", 0, READ, 0);
    told("open for reading", fd);
    __wasi_fd_close(fd);
    fd = opened("file", 0, WRITE, 0);
    told("open for writing", fd);
    __wasi_fd_close(fd);
}

static void ofDirectories(void) {
    __wasi_filestat_t status;
    __wasi_fd_t file, fd = opened(".", DIRECTORY, 0, 0);
    told("a directory", fd);
    tried(touch(fd, "file", 0, TRUNCATE, 0), "truncate");
    tried(giveUp(fd, 0, __WASI_RIGHTS_FD_FILESTAT_SET_SIZE), "give up setting sizes of files");
    tried(touch(fd, "file", 0, TRUNCATE, 0), "truncate by opening");
    __wasi_path_open(fd, 0, "file", 0, READ | WRITE, 0, 0, &file);
    tried(__wasi_fd_filestat_set_size(file, 1), "set the size of a file");
    __wasi_fd_close(file);
    tried(giveUp(fd, __WASI_RIGHTS_PATH_FILESTAT_SET_SIZE, 0), "give up truncating by opening");
    tried(touch(fd, "file", 0, TRUNCATE, 0), "truncate by opening");
    tried(giveUp(fd, __WASI_RIGHTS_PATH_CREATE_FILE | __WASI_RIGHTS_PATH_UNLINK_FILE, WRITE), "give up what changes");
    tried(touch(fd, "new", 0, CREATE, 0), "create a file");
    tried(__wasi_path_unlink_file(fd, "file"), "unlink a file");
    tried(touch(fd, "file", 0, 0, READ | WRITE), "open a file for writing");
    tried(touch(fd, "file", 0, 0, READ), "open a file for reading");
    tried(__wasi_path_filestat_get(fd, 0, "file", &status), "ask for its status");
    __wasi_path_open(fd, 0, ".", DIRECTORY, 0, 0, 0, &file);
    told("opened through it", file);
    tried(touch(file, "file", 0, 0, WRITE), "open a file for writing through both");
    __wasi_fd_close(file);
    __wasi_fd_close(fd);
    tried(touch(ROOT, "file", 0, TRUNCATE, WRITE), "do all that through the granted directory");
}

int main(void) {
    ofFiles();
    ofDirectories();
    return 0;
}
