/* Indirect calls that always reach the same function. */
#include "guest.h"

typedef u32 (*operation)(u32, u32);

static NOINLINE u32 step(u32 x, u32 i) {
    return rotl32(x, 5) + i;
}

static NOINLINE u32 other(u32 x, u32 i) {
    return x ^ i;
}

static operation table[2] = {step, other};

RUN {
    operation volatile *chosen = &table[n < 0];
    u32 x = 1;
    for (i32 i = 0; i < n; i++) {
        x = (*chosen)(x, (u32) i);
    }
    return x;
}
