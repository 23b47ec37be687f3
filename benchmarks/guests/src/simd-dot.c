/* SIMD: dot products of f32x4. */
#include "guest.h"

typedef f32 f32x4 __attribute__((vector_size(16)));

#define VECTORS 1024
static f32x4 a[VECTORS], b[VECTORS];

static NOINLINE f32 dot(const f32x4 *x, const f32x4 *y) {
    f32x4 s0 = {0, 0, 0, 0}, s1 = {0, 0, 0, 0};
    for (u32 i = 0; i < VECTORS; i += 2) {
        s0 += x[i] * y[i];
        s1 += x[i + 1] * y[i + 1];
    }
    s0 += s1;
    return s0[0] + s0[1] + s0[2] + s0[3];
}

RUN {
    for (u32 i = 0; i < VECTORS; i++) {
        for (u32 j = 0; j < 4; j++) {
            a[i][j] = (f32) (i % 19) - (f32) j;
            b[i][j] = (f32) (i % 23) * 0.125f;
        }
    }
    u64 sum = 0;
    for (i32 i = 0; i < n; i++) {
        a[i & (VECTORS - 1)][i & 3] += 0.5f;
        sum = mix(sum, bits(dot(a, b)));
    }
    return (i64) sum;
}
