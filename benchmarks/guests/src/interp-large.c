/* A bytecode interpreter of 654 instructions: its switch is a function of more than 64 kB. */
#define EXTRAS 640
#define EXTRA(E) TIMES_256(E, 0) TIMES_256(E, 256) TIMES_64(E, 512) TIMES_64(E, 576)
#include "interp.h"
