/* Float division: the spectral norm of an infinite matrix, cut to n x n. */
#include "guest.h"

#define MAX 512
static f64 u[MAX], v[MAX], t[MAX];

static f64 element(i32 i, i32 j) {
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

static void times(i32 n, const f64 *x, f64 *result, i32 transposed) {
    for (i32 i = 0; i < n; i++) {
        f64 sum = 0;
        for (i32 j = 0; j < n; j++) {
            sum += (transposed ? element(j, i) : element(i, j)) * x[j];
        }
        result[i] = sum;
    }
}

RUN {
    for (i32 i = 0; i < n; i++) {
        u[i] = 1;
    }
    for (i32 i = 0; i < 3; i++) {
        times(n, u, t, 0);
        times(n, t, v, 1);
        times(n, v, t, 0);
        times(n, t, u, 1);
    }
    f64 uv = 0, vv = 0;
    for (i32 i = 0; i < n; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    return (i64) bits(__builtin_sqrt(uv / vv));
}
