/*
 * A bytecode interpreter of 2,062 instructions, most of which do much: its switch is a function of more than 1 MB. (With one
 * step in each of eight times as many instructions, gcc needs more than a quarter of an hour.)
 */
#define EXTRAS 2048
#define STEPS(k)                                                                                                             \
    STEP((k) * 8) STEP((k) * 8 + 1) STEP((k) * 8 + 2) STEP((k) * 8 + 3)                                                      \
    STEP((k) * 8 + 4) STEP((k) * 8 + 5) STEP((k) * 8 + 6) STEP((k) * 8 + 7)
#define EXTRA(E) TIMES_1024(E, 0) TIMES_1024(E, 1024)
#include "interp.h"
