/* Small integers in two dimensions: a 5 x 5 blur of an image of bytes, n times to and fro. */
#include "guest.h"

#define WIDTH 160
#define HEIGHT 120
static u8 one[HEIGHT][WIDTH], two[HEIGHT][WIDTH];

static NOINLINE void blur(u8 from[HEIGHT][WIDTH], u8 to[HEIGHT][WIDTH]) {
    static const i32 weights[5] = {1, 4, 6, 4, 1};
    for (i32 y = 2; y < HEIGHT - 2; y++) {
        for (i32 x = 2; x < WIDTH - 2; x++) {
            i32 sum = 0;
            for (i32 dy = -2; dy <= 2; dy++) {
                for (i32 dx = -2; dx <= 2; dx++) {
                    sum += from[y + dy][x + dx] * weights[dy + 2] * weights[dx + 2];
                }
            }
            to[y][x] = (u8) ((sum + 128) >> 8);
        }
    }
}

RUN {
    u32 seed = 77;
    for (u32 y = 0; y < HEIGHT; y++) {
        for (u32 x = 0; x < WIDTH; x++) {
            one[y][x] = two[y][x] = (u8) next_random(&seed);
        }
    }
    for (i32 i = 0; i < n; i++) {
        blur(one, two);
        blur(two, one);
    }
    u64 sum = 0;
    for (u32 y = 0; y < HEIGHT; y++) {
        for (u32 x = 0; x < WIDTH; x++) {
            sum = mix(sum, one[y][x]);
        }
    }
    return (i64) sum;
}
