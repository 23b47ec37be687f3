// What the programs here share: calls of WASI by their own names, each of which is printed with the error number it gave.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <wasi/api.h>

// What only prepares a case shows by what comes of the case.
#pragma clang diagnostic ignored "-Wunused-result"

/** The first directory that was granted. */
#define ROOT 3
#define FOLLOW __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW
#define CREATE __WASI_OFLAGS_CREAT
#define DIRECTORY __WASI_OFLAGS_DIRECTORY
#define EXCLUSIVE __WASI_OFLAGS_EXCL
#define TRUNCATE __WASI_OFLAGS_TRUNC
#define READ __WASI_RIGHTS_FD_READ
#define WRITE __WASI_RIGHTS_FD_WRITE

static const char *const ERRNO_NAMES[] = {
    "done", "2BIG", "ACCES", "ADDRINUSE", "ADDRNOTAVAIL", "AFNOSUPPORT", "AGAIN", "ALREADY", "BADF", "BADMSG", "BUSY",
    "CANCELED", "CHILD", "CONNABORTED", "CONNREFUSED", "CONNRESET", "DEADLK", "DESTADDRREQ", "DOM", "DQUOT", "EXIST",
    "FAULT", "FBIG", "HOSTUNREACH", "IDRM", "ILSEQ", "INPROGRESS", "INTR", "INVAL", "IO", "ISCONN", "ISDIR", "LOOP",
    "MFILE", "MLINK", "MSGSIZE", "MULTIHOP", "NAMETOOLONG", "NETDOWN", "NETRESET", "NETUNREACH", "NFILE", "NOBUFS",
    "NODEV", "NOENT", "NOEXEC", "NOLCK", "NOLINK", "NOMEM", "NOMSG", "NOPROTOOPT", "NOSPC", "NOSYS", "NOTCONN", "NOTDIR",
    "NOTEMPTY", "NOTRECOVERABLE", "NOTSOCK", "NOTSUP", "NOTTY", "NXIO", "OVERFLOW", "OWNERDEAD", "PERM", "PIPE", "PROTO",
    "PROTONOSUPPORT", "PROTOTYPE", "RANGE", "ROFS", "SPIPE", "SRCH", "STALE", "TIMEDOUT", "TXTBSY", "XDEV", "NOTCAPABLE"};

/** Prints what was tried and what came of it. */
static __attribute__((unused)) void tried(__wasi_errno_t result, const char *what, ...) {
    va_list values;
    va_start(values, what);
    vprintf(what, values);
    va_end(values);
    printf(": %s\n", ERRNO_NAMES[result]);
}

/** Opens and closes at once; the result is that of opening. */
static __attribute__((unused)) __wasi_errno_t touch(
    __wasi_fd_t directory, const char *path, __wasi_lookupflags_t lookup, __wasi_oflags_t how, __wasi_rights_t rights) {
    __wasi_fd_t opened;
    __wasi_errno_t result = __wasi_path_open(directory, lookup, path, how, rights, 0, 0, &opened);
    if (result == 0) {
        __wasi_fd_close(opened);
    }
    return result;
}

/** Opens what must open. */
static __attribute__((unused)) __wasi_fd_t opened(
    const char *path, __wasi_oflags_t how, __wasi_rights_t rights, __wasi_fdflags_t flags) {
    __wasi_fd_t fd = -1;
    __wasi_errno_t result = __wasi_path_open(ROOT, 0, path, how, rights, 0, flags, &fd);
    if (result != 0) {
        tried(result, "%s cannot be opened", path);
    }
    return fd;
}

static __attribute__((unused)) __wasi_errno_t writeText(__wasi_fd_t fd, const char *text) {
    __wasi_ciovec_t buffer = {(const uint8_t *)text, strlen(text)};
    __wasi_size_t written;
    return __wasi_fd_write(fd, &buffer, 1, &written);
}

/** Reads into a text, which is empty at the end of the file. */
static __attribute__((unused)) __wasi_errno_t readText(__wasi_fd_t fd, char *text, size_t room) {
    __wasi_iovec_t buffer = {(uint8_t *)text, room - 1};
    __wasi_size_t read = 0;
    __wasi_errno_t result = __wasi_fd_read(fd, &buffer, 1, &read);
    text[read] = 0;
    return result;
}

static __attribute__((unused)) long long position(__wasi_fd_t fd) {
    __wasi_filesize_t offset = -1;
    __wasi_fd_tell(fd, &offset);
    return offset;
}

static __attribute__((unused)) long long size(__wasi_fd_t fd) {
    __wasi_filestat_t status;
    return __wasi_fd_filestat_get(fd, &status) == 0 ? (long long)status.size : -1;
}
