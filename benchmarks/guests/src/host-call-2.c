/* Host calls with two parameters: (i32, i32) -> (i32). */
#include "guest.h"

HOST(add) i32 add(i32 a, i32 b);

RUN {
    i32 x = 1;
    for (i32 i = 0; i < n; i++) {
        x = add((i32) rotl32((u32) x, 1), i);
    }
    return x;
}
