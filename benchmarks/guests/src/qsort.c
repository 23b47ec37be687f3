/* Comparisons and swaps: quicksort of n numbers, with insertion sort for short parts. */
#include "guest.h"

#define MAX 200000
static i32 values[MAX];

static NOINLINE void sort(i32 *a, i32 lo, i32 hi) {
    while (hi - lo > 12) {
        i32 pivot = a[lo + (hi - lo) / 2], i = lo, j = hi;
        while (i <= j) {
            while (a[i] < pivot) {
                i++;
            }
            while (a[j] > pivot) {
                j--;
            }
            if (i <= j) {
                i32 swapped = a[i];
                a[i++] = a[j];
                a[j--] = swapped;
            }
        }
        if (j - lo < hi - i) {
            sort(a, lo, j);
            lo = i;
        } else {
            sort(a, i, hi);
            hi = j;
        }
    }
    for (i32 i = lo + 1; i <= hi; i++) {
        i32 value = a[i], j = i - 1;
        for (; j >= lo && a[j] > value; j--) {
            a[j + 1] = a[j];
        }
        a[j + 1] = value;
    }
}

RUN {
    u32 seed = 12345;
    for (i32 i = 0; i < n; i++) {
        values[i] = (i32) next_random(&seed);
    }
    sort(values, 0, n - 1);
    u64 sum = 0;
    for (i32 i = 0; i < n; i++) {
        sum = mix(sum, (u32) values[i]);
    }
    return (i64) sum;
}
