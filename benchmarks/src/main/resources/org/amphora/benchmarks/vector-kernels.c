// Loops as C compilers vectorise them. The same source with and without vectors:
//   clang-19 --target=wasm32 -nostdlib -fno-builtin -O3 -ffast-math -Wl,--no-entry -o vector-kernels-scalar.wasm vector-kernels.c
//   clang-19 ... -msimd128 ... -o vector-kernels-simd.wasm vector-kernels.c
// Each function gives a number that depends on what it computed.
#include <stdint.h>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

#define N 16384
#define SIDE 64
#define EXPORT(name) __attribute__((export_name(#name))) __attribute__((noinline))

static float x[N], y[N], left[SIDE * SIDE], right[SIDE * SIDE], product[SIDE * SIDE];
static int32_t numbers[N];
static uint8_t a[N], b[N], c[N];

EXPORT(init) void init(void) {
    for (int i = 0; i < N; i++) {
        x[i] = i % 7;
        y[i] = i % 5;
        numbers[i] = i * 3;
        a[i] = 1 + i % 200;
        b[i] = i % 251;
    }
    for (int i = 0; i < SIDE * SIDE; i++) {
        left[i] = i % 9;
        right[i] = i % 11;
    }
    a[N - 1] = 255;
}

EXPORT(dot) int dot(void) {
    float sum = 0;
    for (int i = 0; i < N; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

EXPORT(saxpy) int saxpy(void) {
    for (int i = 0; i < N; i++) {
        y[i] = y[i] * 0.5f + x[i];
    }
    return y[5] * 1000;
}

EXPORT(matrix) int matrix(void) {
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            product[i * SIDE + j] = 0;
        }
        for (int k = 0; k < SIDE; k++) {
            for (int j = 0; j < SIDE; j++) {
                product[i * SIDE + j] += left[i * SIDE + k] * right[k * SIDE + j];
            }
        }
    }
    return product[77];
}

EXPORT(sum) int sum(void) {
    int32_t total = 0;
    for (int i = 0; i < N; i++) {
        total += numbers[i];
    }
    return total;
}

EXPORT(maximum) int maximum(void) {
    int32_t most = 0;
    for (int i = 0; i < N; i++) {
        most = numbers[i] > most ? numbers[i] : most;
    }
    return most;
}

EXPORT(average) int average(void) {
    for (int i = 0; i < N; i++) {
        c[i] = (a[i] + b[i] + 1) >> 1;
    }
    return c[9];
}

EXPORT(blend) int blend(void) {
    for (int i = 0; i < N; i++) {
        c[i] = (a[i] * 77 + b[i] * 179) >> 8;
    }
    return c[9];
}

EXPORT(find) int find(void) {
#ifdef __wasm_simd128__
    v128_t sought = wasm_u8x16_splat(255);
    for (int i = 0; i < N; i += 16) {
        v128_t equal = wasm_i8x16_eq(wasm_v128_load(a + i), sought);
        if (wasm_v128_any_true(equal)) {
            return i + __builtin_ctz(wasm_i8x16_bitmask(equal));
        }
    }
#else
    for (int i = 0; i < N; i++) {
        if (a[i] == 255) {
            return i;
        }
    }
#endif
    return -1;
}

EXPORT(mandelbrot) int mandelbrot(void) {
    int total = 0;
    for (int row = 0; row < 32; row++) {
#ifdef __wasm_simd128__
        for (int column = 0; column < 32; column += 4) {
            v128_t step = wasm_f32x4_make(column, column + 1, column + 2, column + 3);
            v128_t cx = wasm_f32x4_sub(wasm_f32x4_mul(step, wasm_f32x4_splat(1 / 16.f)), wasm_f32x4_splat(1.5f));
            v128_t cy = wasm_f32x4_splat(row / 16.f - 1);
            v128_t zx = wasm_f32x4_splat(0), zy = zx, count = wasm_i32x4_splat(0);
            for (int i = 0; i < 100; i++) {
                v128_t xx = wasm_f32x4_mul(zx, zx), yy = wasm_f32x4_mul(zy, zy);
                v128_t inside = wasm_f32x4_lt(wasm_f32x4_add(xx, yy), wasm_f32x4_splat(4));
                if (!wasm_v128_any_true(inside)) {
                    break;
                }
                count = wasm_i32x4_sub(count, inside);
                v128_t xy = wasm_f32x4_mul(zx, zy);
                zy = wasm_f32x4_add(wasm_f32x4_mul(xy, wasm_f32x4_splat(2)), cy);
                zx = wasm_f32x4_add(wasm_f32x4_sub(xx, yy), cx);
            }
            total += wasm_i32x4_extract_lane(count, 0) + wasm_i32x4_extract_lane(count, 1);
            total += wasm_i32x4_extract_lane(count, 2) + wasm_i32x4_extract_lane(count, 3);
        }
#else
        for (int column = 0; column < 32; column++) {
            float cx = column / 16.f - 1.5f, cy = row / 16.f - 1, zx = 0, zy = 0;
            for (int i = 0; i < 100; i++) {
                float xx = zx * zx, yy = zy * zy;
                if (!(xx + yy < 4)) {
                    break;
                }
                total++;
                zy = zx * zy * 2 + cy;
                zx = xx - yy + cx;
            }
        }
#endif
    }
    return total;
}
