/* Host calls without parameters: () -> (). */
#include "guest.h"

HOST(reset) void reset(void);
HOST(tick) void tick(void);
HOST(ticks) i32 ticks(void);

RUN {
    reset();
    for (i32 i = 0; i < n; i++) {
        tick();
    }
    return ticks();
}
