/* A bytecode interpreter of 30 instructions: its switch is a function of about 2 kB. */
#define EXTRAS 16
#define FOUR(E, k) E(k) E((k) + 1) E((k) + 2) E((k) + 3)
#define EXTRA(E) FOUR(E, 0) FOUR(E, 4) FOUR(E, 8) FOUR(E, 12)
#include "interp.h"
