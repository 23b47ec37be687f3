/* Floats in arrays: the product of two n x n matrices of f64. */
#include "guest.h"

#define MAX 256
static f64 a[MAX * MAX], b[MAX * MAX], c[MAX * MAX];

RUN {
    for (i32 i = 0; i < n * n; i++) {
        a[i] = (f64) (i % 17) - 8;
        b[i] = (f64) (i % 13) * 0.25;
    }
    for (i32 i = 0; i < n; i++) {
        for (i32 j = 0; j < n; j++) {
            f64 sum = 0;
            for (i32 k = 0; k < n; k++) {
                sum += a[i * n + k] * b[k * n + j];
            }
            c[i * n + j] = sum;
        }
    }
    u64 sum = 0;
    for (i32 i = 0; i < n * n; i += 7) {
        sum = mix(sum, bits(c[i]));
    }
    return (i64) sum;
}
