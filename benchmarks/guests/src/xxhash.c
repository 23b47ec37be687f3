/* 64-bit multiplications over long input: XXH64 of n x 4 KiB. */
#include "guest.h"

#define P1 0x9e3779b185ebca87ull
#define P2 0xc2b2ae3d27d4eb4full
#define P3 0x165667b19e3779f9ull
#define P4 0x85ebca77c2b2ae63ull
#define P5 0x27d4eb2f165667c5ull

static u8 data[4096 + 32];

static u64 load64(const u8 *p) {
    u64 word;
    __builtin_memcpy(&word, p, 8);
    return word;
}

static u64 lane(u64 sum, u64 word) {
    return rotl64(sum + word * P2, 31) * P1;
}

static NOINLINE u64 hash(const u8 *p, u32 size, u64 seed) {
    const u8 *end = p + size;
    u64 a = seed + P1 + P2, b = seed + P2, c = seed, d = seed - P1;
    for (; p + 32 <= end; p += 32) {
        a = lane(a, load64(p));
        b = lane(b, load64(p + 8));
        c = lane(c, load64(p + 16));
        d = lane(d, load64(p + 24));
    }
    u64 h = rotl64(a, 1) + rotl64(b, 7) + rotl64(c, 12) + rotl64(d, 18);
    h = (h ^ lane(0, a)) * P1 + P4;
    h = (h ^ lane(0, b)) * P1 + P4;
    h = (h ^ lane(0, c)) * P1 + P4;
    h = (h ^ lane(0, d)) * P1 + P4;
    h += size;
    for (; p + 8 <= end; p += 8) {
        h = rotl64(h ^ lane(0, load64(p)), 27) * P1 + P4;
    }
    for (; p < end; p++) {
        h = rotl64(h ^ *p * P5, 11) * P1;
    }
    h = (h ^ h >> 33) * P2;
    h = (h ^ h >> 29) * P3;
    return h ^ h >> 32;
}

RUN {
    for (u32 i = 0; i < sizeof data; i++) {
        data[i] = (u8) (i * 11 ^ i >> 4);
    }
    u64 sum = 0;
    for (i32 i = 0; i < n; i++) {
        sum = hash(data + (i & 7), 4096 + (i & 15), sum);
    }
    return (i64) sum;
}
