/*
 * Runs a guest as a program of the machine: GUEST N WARM-UP-MILLIS ROUNDS MEASURE-MILLIS. Prints what every worker prints:
 * the checksum, another that a later round answered if there is one, nanoseconds of CPU time of the process until the first answer, and of the thread for the first round and for
 * the best one after the warm-up, how many rounds there were.
 */
#define _POSIX_C_SOURCE 199309L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t run(int32_t n);

/* The host functions of every worker. */
int32_t add(int32_t a, int32_t b) {
    return (int32_t) ((uint32_t) a + (uint32_t) b);
}

int64_t six(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f) {
    return (int64_t) ((uint64_t) a + (uint64_t) b + (uint64_t) c + (uint64_t) d + (uint64_t) e + (uint64_t) f);
}

static uint32_t ticked;

void reset(void) {
    ticked = 0;
}

void tick(void) {
    ticked = (ticked << 1 | ticked >> 31) + 1;
}

int32_t ticks(void) {
    return (int32_t) ticked;
}

static int64_t nanos(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t) time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t checksum, differing, rounds;

static int64_t round_of(int32_t n) {
    int64_t start = nanos(CLOCK_THREAD_CPUTIME_ID);
    int64_t answer = run(n), time = nanos(CLOCK_THREAD_CPUTIME_ID) - start;
    if (rounds++ == 0) {
        checksum = differing = answer;
    } else if (differing == checksum) {
        differing = answer;
    }
    return time;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: %s N WARM-UP-MILLIS ROUNDS MEASURE-MILLIS\n", argv[0]);
        return 2;
    }
    int32_t n = atoi(argv[1]);
    int64_t start = nanos(CLOCK_THREAD_CPUTIME_ID), warm = start + atoll(argv[2]) * 1000000;
    int64_t first = round_of(n), process = nanos(CLOCK_PROCESS_CPUTIME_ID), best = INT64_MAX;
    while (nanos(CLOCK_THREAD_CPUTIME_ID) < warm) {
        round_of(n);
    }
    int64_t end = nanos(CLOCK_THREAD_CPUTIME_ID) + atoll(argv[4]) * 1000000;
    for (int i = 0; i < atoi(argv[3]) && (i == 0 || nanos(CLOCK_THREAD_CPUTIME_ID) < end); i++) {
        int64_t time = round_of(n);
        best = time < best ? time : best;
    }
    printf("checksum=%" PRId64 " differing=%" PRId64 " process=%" PRId64 " first=%" PRId64 " best=%" PRId64 " rounds=%" PRId64 "\n", checksum, differing, process, first, best, rounds);
    return 0;
}
