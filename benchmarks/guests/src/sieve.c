/* Bytes in a tight loop: the sieve of Eratosthenes, n times. */
#include "guest.h"

#define SIZE 200000
static u8 composite[SIZE];

RUN {
    u64 sum = 0;
    for (i32 round = 0; round < n; round++) {
        for (u32 i = 0; i < SIZE; i++) {
            composite[i] = 0;
        }
        u32 count = 0;
        for (u32 i = 2; i < SIZE; i++) {
            if (!composite[i]) {
                count++;
                for (u32 j = i + i; j < SIZE; j += i) {
                    composite[j] = 1;
                }
            }
        }
        sum = mix(sum, count);
    }
    return (i64) sum;
}
