/* Building text: numbers, names and fixed-point decimals appended to a growing buffer, as a template engine would. */
#include "guest.h"

#define SIZE 65536
static char buffer[SIZE];
static u32 used;

static void put(char c) {
    buffer[used++ & (SIZE - 1)] = c;
}

static NOINLINE void put_text(const char *s) {
    while (*s) {
        put(*s++);
    }
}

static NOINLINE void put_unsigned(u64 value, u32 radix, u32 width, char fill) {
    char digits[64];
    u32 count = 0;
    do {
        u32 digit = (u32) (value % radix);
        digits[count++] = (char) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        value /= radix;
    } while (value);
    while (width > count) {
        put(fill);
        width--;
    }
    while (count) {
        put(digits[--count]);
    }
}

static NOINLINE void put_decimal(f64 value, u32 places) {
    if (value < 0) {
        put('-');
        value = -value;
    }
    u64 scale = 1;
    for (u32 i = 0; i < places; i++) {
        scale *= 10;
    }
    u64 fixed = (u64) (value * (f64) scale + 0.5);
    put_unsigned(fixed / scale, 10, 1, '0');
    put('.');
    put_unsigned(fixed % scale, 10, places, '0');
}

/* %s %d %x %f with a width for %d and %x */
static NOINLINE void format(const char *pattern, const char *name, i64 number, f64 decimal) {
    for (; *pattern; pattern++) {
        if (*pattern != '%') {
            put(*pattern);
            continue;
        }
        u32 width = 0;
        char fill = *++pattern == '0' ? '0' : ' ';
        while (*pattern >= '0' && *pattern <= '9') {
            width = width * 10 + (u32) (*pattern++ - '0');
        }
        switch (*pattern) {
            case 's':
                put_text(name);
                break;
            case 'd':
                if (number < 0) {
                    put('-');
                }
                put_unsigned(number < 0 ? -(u64) number : (u64) number, 10, width, fill);
                break;
            case 'x':
                put_unsigned((u64) number, 16, width, fill);
                break;
            case 'f':
                put_decimal(decimal, 6);
                break;
            default:
                put(*pattern);
        }
    }
}

RUN {
    static const char *const names[] = {"alpha", "beta", "gamma", "a rather long name for an entry", ""};
    u32 seed = 4711;
    used = 0;
    for (u32 i = 0; i < SIZE; i++) {
        buffer[i] = 0;
    }
    for (i32 i = 0; i < n; i++) {
        i64 number = (i64) (i32) next_random(&seed) * (i & 1 ? 1 : 1000003);
        format("{\"name\": \"%s\", \"id\": %08d, \"key\": \"0x%016x\", \"share\": %f%%}\n", names[i % 5], number,
               (f64) (number % 1000000) / 997);
    }
    u64 sum = used;
    for (u32 i = 0; i < SIZE; i += 8) {
        u64 word;
        __builtin_memcpy(&word, buffer + i, 8);
        sum = mix(sum, word);
    }
    return (i64) sum;
}
