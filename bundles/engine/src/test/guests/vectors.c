// One large function full of vectors: eight of them live across branches and loops, with lanes of all widths.
// run(n) is a checksum; the same source compiled for the build machine gives the expected values:
//   cc -O2 -ffp-contract=off -DPRINT vectors.c && ./a.out 1 2 3 7 42
// clang-19 --target=wasm32 -nostdlib -fno-builtin -O2 -msimd128 -ffp-contract=off -Wl,--no-entry -Wl,--export=run -o vectors.wasm vectors.c
#include <stdint.h>

typedef int8_t i8 __attribute__((vector_size(16)));
typedef uint8_t u8 __attribute__((vector_size(16)));
typedef int16_t i16 __attribute__((vector_size(16)));
typedef int32_t i32 __attribute__((vector_size(16)));
typedef uint32_t u32 __attribute__((vector_size(16)));
typedef int64_t i64 __attribute__((vector_size(16)));
typedef float f32 __attribute__((vector_size(16)));
typedef double f64 __attribute__((vector_size(16)));

static u32 table[64];

static uint32_t fold(u32 v) {
    return v[0] * 31 + v[1] * 37 + v[2] * 41 + v[3] * 43;
}

// every step leaves something in each of the vectors, on ways that depend on the numbers
#define STEP(k)                                                                  \
    a += (i8)b * (i8){k, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};     \
    b = (b ^ (i16)a) - (b >> (k % 15 + 1));                                      \
    if (fold((u32)b) & (1u << (k % 7))) {                                        \
        c = c * (i32)b + (i32){k, 2 * k, 3 * k, 4 * k};                          \
        e = __builtin_convertvector(c & 0xffff, f32) * 0.5f + e;                 \
    } else {                                                                     \
        d = (d << (k % 63 + 1)) ^ (i64)c;                                        \
        f = f * 0.75 + __builtin_convertvector(d & 0xfff, f64);                  \
    }                                                                            \
    c ^= (i32)(e > 1000.0f);                                                     \
    for (uint32_t i = 0; i < (uint32_t)(c[k % 4] & 3); i++) {                    \
        g = __builtin_shufflevector(g, (u8)a, 1, 0, 19, 2, 5, 4, 23, 6, 9, 8, 27, 10, 13, 12, 31, 14); \
        h = (h >> 3) + (u32)g;                                                   \
        e *= 0.25f;                                                              \
    }                                                                            \
    a ^= (i8)(g > 100) & (i8)d;                                                  \
    table[(h[0] + k) % 64] ^= h;                                                 \
    d += (i64)(f > 10.0);                                                        \
    f *= 0.5;

uint32_t run(uint32_t n) {
    i8 a = {(int8_t)n, 1, 2};
    i16 b = {7, (int16_t)n};
    i32 c = {1, 2, (int32_t)n, 4};
    i64 d = {n, n * 3};
    f32 e = {n, 1.5f, 2.5f, -3};
    f64 f = {n, 0.1};
    u8 g = {1, 2, 3, 4, (uint8_t)n};
    u32 h = {n, n + 1, n + 2, n + 3};
    for (int i = 0; i < 64; i++) {
        table[i] = (u32){0, 0, 0, 0};
    }
    for (uint32_t round = 0; round < 20; round++) {
        STEP(1) STEP(2) STEP(3) STEP(5) STEP(7) STEP(11) STEP(13) STEP(17) STEP(19) STEP(23) STEP(29) STEP(31)
        if (fold(h) % 97 == n) {
            break;
        }
    }
    uint32_t hash = fold((u32)a) ^ fold((u32)b) ^ fold((u32)c) ^ fold((u32)d) ^ fold((u32)e) ^ fold((u32)f);
    hash ^= fold((u32)g) * 5 ^ fold(h) * 7;
    for (int i = 0; i < 64; i++) {
        hash = hash * 33 + fold(table[i]);
    }
    return hash;
}

#ifdef PRINT
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        printf("%u\n", run(atoi(argv[i])));
    }
}
#endif
