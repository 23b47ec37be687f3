/*
 * What every guest in C includes. A guest exports run(n): n says how much work, the result is a checksum of all of it. The
 * same source compiles for Wasm and for the machine itself. Nothing is imported but by those that measure host calls.
 */
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char i8;
typedef int i32;
typedef long long i64;
typedef float f32;
typedef double f64;

#ifdef __wasm__
#define RUN __attribute__((export_name("run"))) i64 run(i32 n)
#else
#define RUN i64 run(i32 n)
#endif

#define NOINLINE __attribute__((noinline))
#define COUNT(array) ((u32) (sizeof(array) / sizeof((array)[0])))

/* A function of the host: env.NAME. In native programs it is one of native.c, which no compiler inlines. */
#ifdef __wasm__
#define HOST(name) __attribute__((import_module("env"), import_name(#name)))
#else
#define HOST(name)
#endif

static inline u32 rotl32(u32 x, u32 by) {
    return x << (by & 31) | x >> (-by & 31);
}

static inline u64 rotl64(u64 x, u32 by) {
    return x << (by & 63) | x >> (-by & 63);
}

/* The same numbers on every machine: xorshift. */
static inline u32 next_random(u32 *state) {
    u32 x = *state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}

static inline u64 mix(u64 sum, u64 value) {
    return rotl64(sum ^ value, 23) * 0x9e3779b97f4a7c15ull;
}

/* All bits of a float: a difference in the last one is a difference. */
static inline u64 bits(f64 value) {
    u64 result;
    __builtin_memcpy(&result, &value, sizeof result);
    return result;
}
