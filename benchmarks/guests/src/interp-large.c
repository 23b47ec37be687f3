/* A bytecode interpreter of 270 instructions: its switch is a function of about 40 kB once it is code for the JVM. */
#define EXTRAS 256
#define FOUR(E, k) E(k) E((k) + 1) E((k) + 2) E((k) + 3)
#define SIXTEEN(E, k) FOUR(E, k) FOUR(E, (k) + 4) FOUR(E, (k) + 8) FOUR(E, (k) + 12)
#define SIXTY_FOUR(E, k) SIXTEEN(E, k) SIXTEEN(E, (k) + 16) SIXTEEN(E, (k) + 32) SIXTEEN(E, (k) + 48)
#define EXTRA(E) SIXTY_FOUR(E, 0) SIXTY_FOUR(E, 64) SIXTY_FOUR(E, 128) SIXTY_FOUR(E, 192)
#include "interp.h"
