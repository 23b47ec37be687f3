/* Copies and fills of many sizes, from 1 byte to 16 KiB, overlapping ones among them. */
#include "guest.h"

#define SIZE 65536
static u8 from[SIZE], to[SIZE];

RUN {
    u32 seed = 5;
    for (u32 i = 0; i < SIZE; i++) {
        from[i] = (u8) (i * 13);
        to[i] = 0;
    }
    for (i32 i = 0; i < n; i++) {
        u32 r = next_random(&seed);
        u32 size = 1 + (r & ((1u << (r >> 28)) - 1) & 0x3fff);
        u32 at = r >> 8 & 0x7fff;
        __builtin_memcpy(to + at, from + (at >> 1), size);
        __builtin_memmove(to + at + 5, to + at, size);
        __builtin_memset(from + (at ^ 0x55), (int) r & 255, size >> 1);
    }
    u64 sum = 0;
    for (u32 i = 0; i < SIZE; i += 8) {
        u64 word;
        __builtin_memcpy(&word, to + i, 8);
        sum = mix(sum, word);
    }
    return (i64) sum;
}
