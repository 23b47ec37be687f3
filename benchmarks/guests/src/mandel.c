/* Floats in locals: the Mandelbrot set, n x n points. */
#include "guest.h"

RUN {
    u64 sum = 0;
    for (i32 py = 0; py < n; py++) {
        for (i32 px = 0; px < n; px++) {
            f64 cx = 3.0 * px / n - 2.0, cy = 2.0 * py / n - 1.0, x = 0, y = 0;
            i32 i = 0;
            while (i < 100 && x * x + y * y < 4.0) {
                f64 t = x * x - y * y + cx;
                y = 2 * x * y + cy;
                x = t;
                i++;
            }
            sum += (u64) i * (u64) (px + 1);
        }
    }
    return (i64) sum;
}
