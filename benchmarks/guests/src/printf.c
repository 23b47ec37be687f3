/* The core of a C library's printf, as musl has it: one function beyond 8,000 bytecodes. Natively it is that of glibc. */
#include "guest.h"

int snprintf(char *, __SIZE_TYPE__, const char *, ...);

#ifdef __wasm__
/* The library could write to files; this guest cannot, and imports nothing. */
#define NO_FILE(name, ...)                                                                                                   \
    i32 name(__VA_ARGS__) __asm__("__imported_wasi_snapshot_preview1_" #name);                                               \
    i32 name(__VA_ARGS__) {                                                                                                  \
        return 8; /* bad file descriptor */                                                                                  \
    }
NO_FILE(fd_close, i32 fd __attribute__((unused)))
NO_FILE(fd_seek, i32 fd __attribute__((unused)), i64 by __attribute__((unused)), i32 from __attribute__((unused)),
        i32 at __attribute__((unused)))
NO_FILE(fd_write, i32 fd __attribute__((unused)), i32 from __attribute__((unused)), i32 count __attribute__((unused)),
        i32 written __attribute__((unused)))
#endif

RUN {
    static const char *const names[] = {"alpha", "beta", "gamma", "a rather long name for an entry", ""};
    char line[256];
    u32 seed = 4711;
    u64 sum = 0;
    for (i32 i = 0; i < n; i++) {
        i32 number = (i32) next_random(&seed);
        int size = snprintf(line, sizeof line, "%-12s|%8d|%#010x|%+lld|%5.1f%%|%.*e|%c", names[i % 5], number >> (i & 15),
                            (u32) number, (i64) number * number, number % 1000 / 10.0, 3 + i % 4, number * 1e-3, 'a' + i % 26);
        for (int j = 0; j < size; j++) {
            sum = sum * 31 + (u8) line[j];
        }
    }
    return (i64) sum;
}
