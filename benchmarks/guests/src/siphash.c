/* 64-bit arithmetic: SipHash-2-4 of short keys, as in the hash tables of many languages. */
#include "guest.h"

static u8 keys[4096 + 64];

static inline void sip_round(u64 v[4]) {
    v[0] += v[1];
    v[1] = rotl64(v[1], 13) ^ v[0];
    v[0] = rotl64(v[0], 32);
    v[2] += v[3];
    v[3] = rotl64(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotl64(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotl64(v[1], 17) ^ v[2];
    v[2] = rotl64(v[2], 32);
}

static NOINLINE u64 siphash(const u8 *data, u32 size, u64 k0, u64 k1) {
    u64 v[4] = {k0 ^ 0x736f6d6570736575ull, k1 ^ 0x646f72616e646f6dull, k0 ^ 0x6c7967656e657261ull, k1 ^ 0x7465646279746573ull};
    u32 at = 0;
    for (; at + 8 <= size; at += 8) {
        u64 word;
        __builtin_memcpy(&word, data + at, 8);
        v[3] ^= word;
        sip_round(v);
        sip_round(v);
        v[0] ^= word;
    }
    u64 last = (u64) size << 56;
    for (u32 i = 0; at + i < size; i++) {
        last |= (u64) data[at + i] << 8 * i;
    }
    v[3] ^= last;
    sip_round(v);
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for (u32 i = 0; i < 4; i++) {
        sip_round(v);
    }
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

RUN {
    for (u32 i = 0; i < sizeof keys; i++) {
        keys[i] = (u8) (i * i >> 3);
    }
    u64 sum = 0;
    for (i32 i = 0; i < n; i++) {
        sum += siphash(keys + (i * 29 & 4095), 5 + (i & 31), sum, 0x0f0e0d0c0b0a0908ull);
    }
    return (i64) sum;
}
