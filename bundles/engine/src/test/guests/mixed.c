// A bytecode interpreter with a large switch, and users of the C library: sorting, formatting, parsing, memory.
// run(n) is a checksum over all of it; the same source compiled for the build machine gives the expected values:
//   cc -O2 -DPRINT mixed.c -lm && ./a.out 1 2 3 7 42
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t hash;
static uint32_t seed;

static void mix(uint32_t x) {
    hash = (hash ^ x) * 16777619u;
    hash = (hash << 13) | (hash >> 19);
}

static int next(void) {
    seed = seed * 1103515245u + 12345u;
    return (seed >> 8) & 0x7fffff;
}

static int compare(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

typedef struct {
    int operation, a, b, c;
} Instruction;

#define EVERY(X)                                                                                                  \
    X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19)  \
    X(20) X(21) X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) X(30) X(31) X(32) X(33) X(34) X(35) X(36) X(37)    \
    X(38) X(39)

#define FOUR(k)                                                                                                   \
    case k * 4:                                                                                                   \
        integers[i->a] = integers[i->b] + integers[i->c] * k;                                                     \
        if (integers[i->a] & 1) integers[i->a] ^= k;                                                              \
        break;                                                                                                    \
    case k * 4 + 1:                                                                                               \
        floats[i->a] = floats[i->b] * 0.5 + k + sqrt(fabs(floats[i->c]));                                         \
        if (floats[i->a] > 1e6) floats[i->a] = k;                                                                 \
        break;                                                                                                    \
    case k * 4 + 2:                                                                                               \
        for (int j = 0; j < (k & 3) + 1; j++) integers[i->a] += integers[i->b] >> (j + 1);                        \
        break;                                                                                                    \
    case k * 4 + 3:                                                                                               \
        if (integers[i->a] & (k + 1)) {                                                                           \
            pc = (pc + k) % length;                                                                               \
            mix((uint32_t)integers[i->a]);                                                                        \
            if (hash == 12345) return integers[0];                                                                \
        } else {                                                                                                  \
            integers[i->c] -= k;                                                                                  \
        }                                                                                                         \
        break;

static int64_t interpret(Instruction *program, int length, int64_t *integers, double *floats) {
    int pc = 0;
    long steps = 0;
    while (pc < length && steps++ < 200000) {
        Instruction *i = &program[pc++];
        switch (i->operation) {
            EVERY(FOUR)
            default:
                return integers[i->a];
        }
    }
    return integers[0];
}

uint32_t run(int n) {
    hash = 2166136261u;
    seed = n;
    Instruction program[500];
    int64_t integers[16];
    double floats[16];
    for (int i = 0; i < 500; i++) {
        program[i] = (Instruction){next() % 160, next() & 15, next() & 15, next() & 15};
    }
    for (int i = 0; i < 16; i++) {
        integers[i] = i * n;
        floats[i] = i + 0.5 * n;
    }
    int64_t result = interpret(program, 500, integers, floats);
    mix((uint32_t)result);
    mix((uint32_t)(result >> 32));
    for (int i = 0; i < 16; i++) {
        mix((uint32_t)integers[i]);
        mix((uint32_t)(int64_t)fmod(floats[i], 1e9));
    }
    int numbers[300];
    for (int i = 0; i < 300; i++) numbers[i] = next() % 10000;
    qsort(numbers, 300, sizeof(int), compare);
    for (int i = 0; i < 300; i++) mix(numbers[i]);
    char text[256];
    for (int i = 0; i < 50; i++) {
        int length = snprintf(text, sizeof text, "%d %08x %s %.6f %g %lld %c|%-10s|%+5d", i * n, i, "hello", i * 1.25,
                              (double)n / (i + 1), (long long)i * n * 1000003, 'a' + i % 26, "x", -i);
        for (int j = 0; j < length; j++) mix((unsigned char)text[j]);
        mix((uint32_t)(int64_t)strtod(text, 0));
    }
    char *block = malloc(10000);
    memset(block, n, 10000);
    memmove(block + 5, block, 9000);
    for (int i = 0; i < 10000; i += 7) mix(block[i]);
    block = realloc(block, 50000);
    free(block);
    return hash;
}

#ifdef PRINT
int main(int count, char **arguments) {
    for (int i = 1; i < count; i++) printf("%s %u\n", arguments[i], run(atoi(arguments[i])));
}
#endif
