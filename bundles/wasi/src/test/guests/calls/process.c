// What is of no file: arguments, clocks, randomness, waiting, standard streams, sockets that are none, and the end.
#include "calls.h"
#include <stdlib.h>

static void strings(void) {
    __wasi_size_t count, bytes;
    uint8_t buffer[64], *pointers[8];
    tried(__wasi_args_sizes_get(&count, &bytes), "sizes of arguments");
    printf("%zu of %zu bytes\n", count, bytes);
    tried(__wasi_args_get(pointers, buffer), "arguments");
    for (size_t i = 0; i < count; i++) {
        printf("'%s' at %d\n", (const char *)pointers[i], (int)(pointers[i] - buffer));
    }
    tried(__wasi_environ_sizes_get(&count, &bytes), "sizes of variables");
    printf("%zu of %zu bytes\n", count, bytes);
    tried(__wasi_environ_get(pointers, buffer), "variables");
    for (size_t i = 0; i < count; i++) {
        printf("'%s' at %d\n", (const char *)pointers[i], (int)(pointers[i] - buffer));
    }
    tried(__wasi_args_get((uint8_t **)0x7ffffff0, buffer), "arguments beyond the memory");
}

static void clocks(void) {
    __wasi_timestamp_t time, later, resolution;
    for (int clock = 0; clock < 2; clock++) {
        tried(__wasi_clock_res_get(clock, &resolution), "resolution of clock %d", clock);
        tried(__wasi_clock_time_get(clock, 0, &time), "time of clock %d", clock);
        __wasi_clock_time_get(clock, 1, &later);
        printf("%s, and it goes on\n", resolution > 0 && later > time ? "fine" : "not so");
    }
    tried(__wasi_clock_res_get(77, &resolution), "resolution of clock 77");
    tried(__wasi_clock_time_get(77, 0, &time), "time of clock 77");
}

static void randomness(void) {
    uint8_t one[64] = {0}, other[64] = {0};
    tried(__wasi_random_get(one, sizeof one), "random bytes");
    tried(__wasi_random_get(other, sizeof other), "others");
    printf("%s\n", memcmp(one, other, sizeof one) == 0 ? "the same" : "not the same");
    tried(__wasi_random_get(one, 0), "none");
    tried(__wasi_random_get((uint8_t *)0x7ffffff0, 4), "beyond the memory");
}

static void waiting(void) {
    __wasi_subscription_t in[4];
    __wasi_event_t out[4];
    __wasi_size_t count;
    memset(in, 0, sizeof in);
    in[0].userdata = 10;
    in[0].u.tag = __WASI_EVENTTYPE_CLOCK;
    in[0].u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
    in[0].u.u.clock.timeout = 60000000000;
    in[1].userdata = 11;
    in[1].u.tag = __WASI_EVENTTYPE_FD_WRITE;
    in[1].u.u.fd_write.file_descriptor = 1;
    in[2].userdata = 12;
    in[2].u.tag = __WASI_EVENTTYPE_FD_READ;
    in[2].u.u.fd_read.file_descriptor = 0;
    in[3].userdata = 13;
    in[3].u.tag = __WASI_EVENTTYPE_FD_READ;
    in[3].u.u.fd_read.file_descriptor = 99;
    tried(__wasi_poll_oneoff(in, out, 4, &count), "wait for a clock, output, input, and what is not open");
    for (size_t i = 0; i < count; i++) {
        printf("event %d of type %d: %s\n", (int)out[i].userdata, out[i].type, ERRNO_NAMES[out[i].error]);
    }
    in[0].u.u.clock.timeout = 1000000;
    tried(__wasi_poll_oneoff(in, out, 1, &count), "wait for the clock alone");
    printf("event %d of type %d: %s\n", (int)out[0].userdata, out[0].type, ERRNO_NAMES[out[0].error]);
    tried(__wasi_poll_oneoff(in, out, 0, &count), "wait for nothing");
    tried(__wasi_sched_yield(), "yield");
}

static void streams(void) {
    char text[16];
    __wasi_filesize_t offset;
    __wasi_fdstat_t status;
    tried(readText(0, text, sizeof text), "read");
    printf("'%s'\n", text);
    tried(readText(0, text, sizeof text), "read on");
    printf("'%s'\n", text);
    tried(readText(1, text, sizeof text), "read standard output");
    tried(writeText(0, "text"), "write standard input");
    tried(writeText(2, "to standard error\n"), "write standard error");
    tried(writeText(-31337, "text"), "write what is not open");
    for (int fd = 0; fd < 3; fd++) {
        tried(__wasi_fd_seek(fd, 0, __WASI_WHENCE_CUR, &offset), "seek %d", fd);
        __wasi_fd_fdstat_get(fd, &status);
        printf("type %d\n", status.fs_filetype);
    }
}

static void sockets(void) {
    uint8_t byte = 0;
    __wasi_iovec_t in = {&byte, 1};
    __wasi_ciovec_t out = {&byte, 1};
    __wasi_size_t n;
    __wasi_roflags_t flags;
    __wasi_fd_t fd;
    int fds[] = {1, 99};
    for (int i = 0; i < 2; i++) {
        tried(__wasi_sock_accept(fds[i], 0, &fd), "accept from %d", fds[i]);
        tried(__wasi_sock_recv(fds[i], &in, 1, 0, &n, &flags), "receive from %d", fds[i]);
        tried(__wasi_sock_send(fds[i], &out, 1, 0, &n), "send to %d", fds[i]);
        tried(__wasi_sock_shutdown(fds[i], __WASI_SDFLAGS_WR), "shut %d down", fds[i]);
    }
}

/** Of preview 1, but left out of the headers. */
__wasi_errno_t raise_signal(int signal)
    __attribute__((import_module("wasi_snapshot_preview1"), import_name("proc_raise")));

int main(int argc, char **argv) {
    strings();
    clocks();
    randomness();
    waiting();
    streams();
    sockets();
    tried(raise_signal(0), "raise no signal");
    tried(raise_signal(99), "raise what is no signal");
    fflush(stdout);
    raise_signal(15);
    printf("still there\n");
}
