/* A bytecode interpreter of 782 instructions: its switch exceeds the 64 KiB that a method of the JVM may have. */
#define EXTRAS 768
#define FOUR(E, k) E(k) E((k) + 1) E((k) + 2) E((k) + 3)
#define SIXTEEN(E, k) FOUR(E, k) FOUR(E, (k) + 4) FOUR(E, (k) + 8) FOUR(E, (k) + 12)
#define SIXTY_FOUR(E, k) SIXTEEN(E, k) SIXTEEN(E, (k) + 16) SIXTEEN(E, (k) + 32) SIXTEEN(E, (k) + 48)
#define MANY(E, k) SIXTY_FOUR(E, k) SIXTY_FOUR(E, (k) + 64) SIXTY_FOUR(E, (k) + 128) SIXTY_FOUR(E, (k) + 192)
#define EXTRA(E) MANY(E, 0) MANY(E, 256) MANY(E, 512)
#include "interp.h"
