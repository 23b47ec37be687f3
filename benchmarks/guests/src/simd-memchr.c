/* SIMD: the search for a byte, sixteen at a time, i8x16. */
#include "guest.h"

typedef i8 i8x16 __attribute__((vector_size(16)));
typedef u64 u64x2 __attribute__((vector_size(16)));

#define SIZE 16384
static u8 text[SIZE] __attribute__((aligned(16)));

static inline i32 any(i8x16 mask) {
#ifdef __wasm__
    return __builtin_wasm_any_true_v128(mask);
#else
    u64x2 halves = (u64x2) mask;
    return (halves[0] | halves[1]) != 0;
#endif
}

static NOINLINE u32 find(const u8 *p, u32 size, u8 wanted) {
    i8x16 all = {0};
    all += (i8) wanted;
    for (u32 at = 0; at < size; at += 16) {
        i8x16 equal = *(const i8x16 *) (p + at) == all;
        if (any(equal)) {
            while (p[at] != wanted) {
                at++;
            }
            return at;
        }
    }
    return size;
}

RUN {
    for (u32 i = 0; i < SIZE; i++) {
        text[i] = (u8) ('a' + i * 7 % 25);
    }
    u64 sum = 0;
    for (i32 i = 0; i < n; i++) {
        u32 at = (u32) i * 977u % SIZE;
        u8 before = text[at];
        text[at] = 'z';
        sum = mix(sum, find(text, SIZE, 'z'));
        text[at] = before;
    }
    return (i64) sum;
}
