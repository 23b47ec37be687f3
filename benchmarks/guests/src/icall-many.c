/* Indirect calls to sixteen functions in an order that nothing can predict. */
#include "guest.h"

typedef u32 (*operation)(u32, u32);

#define OPERATION(name, expression)                                                                                          \
    static NOINLINE u32 name(u32 x, u32 i) {                                                                                 \
        return expression;                                                                                                   \
    }
OPERATION(f0, x + i)
OPERATION(f1, x ^ i)
OPERATION(f2, x - i * 3)
OPERATION(f3, rotl32(x, 7) + i)
OPERATION(f4, x * 31 + i)
OPERATION(f5, (x | 1) * (i | 3))
OPERATION(f6, x >> 3 ^ i << 2 ^ x)
OPERATION(f7, ~x + i)
OPERATION(f8, x < i ? x + 99 : x - i)
OPERATION(f9, rotl32(x ^ i, 13))
OPERATION(f10, x + (i & 255) * 257)
OPERATION(f11, (x & 0xffff) * 65521 + i)
OPERATION(f12, x ^ x >> 16 ^ i)
OPERATION(f13, (x << 5) - x + i)
OPERATION(f14, (u32) ((i32) x >> 2) ^ i)
OPERATION(f15, x + rotl32(i, 9) + 1)

static const operation table[16] = {f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15};

RUN {
    u32 x = 1, seed = 17;
    for (i32 i = 0; i < n; i++) {
        x = table[next_random(&seed) >> 28](x, (u32) i);
    }
    return x;
}
