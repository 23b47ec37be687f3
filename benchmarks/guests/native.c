/*
 * Runs a guest as a program of the machine: GUEST N WARM-UP-MILLIS ROUNDS MEASURE-MILLIS. Prints what every worker prints:
 * the checksum, nanoseconds of CPU time of the process until the first answer, and of the thread for the first round and for
 * the best one after the warm-up, how many rounds there were.
 */
#define _POSIX_C_SOURCE 199309L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t run(int32_t n);

static int64_t nanos(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t) time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t checksum;

static int64_t round_of(int32_t n) {
    int64_t start = nanos(CLOCK_THREAD_CPUTIME_ID);
    checksum = run(n);
    return nanos(CLOCK_THREAD_CPUTIME_ID) - start;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: %s N WARM-UP-MILLIS ROUNDS MEASURE-MILLIS\n", argv[0]);
        return 2;
    }
    int32_t n = atoi(argv[1]);
    int64_t start = nanos(CLOCK_THREAD_CPUTIME_ID), warm = start + atoll(argv[2]) * 1000000;
    int64_t rounds = 1, first = round_of(n), process = nanos(CLOCK_PROCESS_CPUTIME_ID), expected = checksum, best = INT64_MAX;
    for (; nanos(CLOCK_THREAD_CPUTIME_ID) < warm; rounds++) {
        round_of(n);
    }
    int64_t end = nanos(CLOCK_THREAD_CPUTIME_ID) + atoll(argv[4]) * 1000000;
    for (int i = 0; i < atoi(argv[3]) && (i == 0 || nanos(CLOCK_THREAD_CPUTIME_ID) < end); i++, rounds++) {
        int64_t time = round_of(n);
        best = time < best ? time : best;
        if (checksum != expected) {
            fprintf(stderr, "%s: round %" PRId64 " answers %" PRId64 ", the first %" PRId64 "\n", argv[0], rounds + 1, checksum, expected);
            return 1;
        }
    }
    printf("checksum=%" PRId64 " process=%" PRId64 " first=%" PRId64 " best=%" PRId64 " rounds=%" PRId64 "\n", checksum, process, first, best, rounds);
    return 0;
}
