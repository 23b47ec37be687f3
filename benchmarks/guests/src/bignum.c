/* Carries: the digits of 2^(32 n) / 3^k by multiplication and division of long numbers in 32-bit limbs. */
#include "guest.h"

#define MAX 1024
static u32 limbs[2 * MAX], other[MAX], product[3 * MAX];

static NOINLINE u32 multiply(u32 *result, const u32 *a, u32 size_a, const u32 *b, u32 size_b) {
    for (u32 i = 0; i < size_a + size_b; i++) {
        result[i] = 0;
    }
    for (u32 i = 0; i < size_a; i++) {
        u64 carry = 0;
        for (u32 j = 0; j < size_b; j++) {
            u64 t = (u64) a[i] * b[j] + result[i + j] + carry;
            result[i + j] = (u32) t;
            carry = t >> 32;
        }
        result[i + size_b] = (u32) carry;
    }
    return size_a + size_b;
}

static NOINLINE u32 divide(u32 *a, u32 size, u32 by) {
    u64 rest = 0;
    for (u32 i = size; i-- > 0;) {
        u64 t = rest << 32 | a[i];
        a[i] = (u32) (t / by);
        rest = t % by;
    }
    return (u32) rest;
}

RUN {
    u32 seed = 1, size = (u32) n;
    for (u32 i = 0; i < size; i++) {
        limbs[i] = next_random(&seed);
        other[i] = next_random(&seed);
    }
    u64 sum = 0;
    u32 length = multiply(product, limbs, size, other, size);
    length = multiply(limbs, product, length / 2, other, size);
    for (u32 digits = 0; digits < size; digits++) {
        sum = mix(sum, divide(product, 2 * size, 1000000000));
        sum = mix(sum, divide(limbs, length, 3));
    }
    return (i64) mix(sum, limbs[0]);
}
