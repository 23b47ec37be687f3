/* Host calls with six parameters: (i64, i64, i64, i64, i64, i64) -> (i64). */
#include "guest.h"

HOST(six) i64 six(i64 a, i64 b, i64 c, i64 d, i64 e, i64 f);

RUN {
    i64 x = 1;
    for (i32 i = 0; i < n; i++) {
        x = six(x, i, 3, 4, x >> 5, 6);
    }
    return x;
}
