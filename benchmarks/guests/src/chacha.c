/* 32-bit arithmetic without memory: ChaCha20, n blocks. */
#include "guest.h"

#define QUARTER(a, b, c, d)                                                                                                  \
    a += b, d = rotl32(d ^ a, 16), c += d, b = rotl32(b ^ c, 12), a += b, d = rotl32(d ^ a, 8), c += d, b = rotl32(b ^ c, 7)

static u32 out[16];

static NOINLINE void block(const u32 in[16]) {
    u32 x0 = in[0], x1 = in[1], x2 = in[2], x3 = in[3], x4 = in[4], x5 = in[5], x6 = in[6], x7 = in[7], x8 = in[8],
        x9 = in[9], x10 = in[10], x11 = in[11], x12 = in[12], x13 = in[13], x14 = in[14], x15 = in[15];
    for (u32 i = 0; i < 10; i++) {
        QUARTER(x0, x4, x8, x12);
        QUARTER(x1, x5, x9, x13);
        QUARTER(x2, x6, x10, x14);
        QUARTER(x3, x7, x11, x15);
        QUARTER(x0, x5, x10, x15);
        QUARTER(x1, x6, x11, x12);
        QUARTER(x2, x7, x8, x13);
        QUARTER(x3, x4, x9, x14);
    }
    u32 x[16] = {x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15};
    for (u32 i = 0; i < 16; i++) {
        out[i] = x[i] + in[i];
    }
}

RUN {
    u32 in[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    for (u32 i = 4; i < 16; i++) {
        in[i] = i * 0x01010101;
    }
    u32 sum = 0;
    for (i32 i = 0; i < n; i++) {
        in[12] = (u32) i;
        block(in);
        sum = rotl32(sum, 1) ^ out[i & 15];
    }
    return sum;
}
