/* A switch of 24 small cases inside a loop, in an order that nothing can predict. */
#include "guest.h"

RUN {
    u32 x = 1, y = 2, seed = 23;
    for (i32 i = 0; i < n; i++) {
        u32 r = next_random(&seed);
        switch (r >> 27) {
            case 0: x += r; break;
            case 1: y ^= x; break;
            case 2: x = rotl32(x, 3); break;
            case 3: y -= 7; break;
            case 4: x *= 17; break;
            case 5: y = y << 2 ^ x; break;
            case 6: x ^= x >> 5; break;
            case 7: y += x & r; break;
            case 8: if (x > y) { x -= y; } break;
            case 9: y = ~y; break;
            case 10: x |= 1; break;
            case 11: y = rotl32(y, r & 31); break;
            case 12: { u32 t = x; x = y; y = t; break; }
            case 13: x += y * 3; break;
            case 14: y %= 1000003; break;
            case 15: x -= r >> 3; break;
            case 16: y += 0x10001; break;
            case 17: x = x & y ? x : y; break;
            case 18: y ^= r << 7; break;
            case 19: x = (u32) ((i32) x >> 1); break;
            case 20: y = __builtin_popcount(x) + y; break;
            case 21: x += (u32) __builtin_clz(y | 1); break;
            case 22: y = y * y + 1; break;
            case 23: x ^= 0x5bd1e995; break;
            default: x++; y--; break;
        }
    }
    return (i64) ((u64) x << 32 | y);
}
