/* Dynamic programming: edit distances between words, n pairs. */
#include "guest.h"

#define LENGTH 64

static NOINLINE u32 distance(const u8 *a, u32 m, const u8 *b, u32 n) {
    u32 row[LENGTH + 1];
    for (u32 j = 0; j <= n; j++) {
        row[j] = j;
    }
    for (u32 i = 0; i < m; i++) {
        u32 diagonal = row[0];
        row[0] = i + 1;
        for (u32 j = 0; j < n; j++) {
            u32 up = row[j + 1], best = diagonal + (a[i] != b[j]);
            best = up + 1 < best ? up + 1 : best;
            best = row[j] + 1 < best ? row[j] + 1 : best;
            row[j + 1] = best;
            diagonal = up;
        }
    }
    return row[n];
}

RUN {
    u32 seed = 8;
    u64 sum = 0;
    u8 a[LENGTH], b[LENGTH];
    for (i32 i = 0; i < n; i++) {
        u32 m = 20 + next_random(&seed) % (LENGTH - 20), k = 20 + next_random(&seed) % (LENGTH - 20);
        for (u32 j = 0; j < LENGTH; j++) {
            u32 r = next_random(&seed);
            a[j] = (u8) ('a' + r % 5);
            b[j] = (u8) (r >> 20 & 1 ? a[j] : 'a' + (r >> 8) % 5);
        }
        sum = mix(sum, distance(a, m, b, k));
    }
    return (i64) sum;
}
