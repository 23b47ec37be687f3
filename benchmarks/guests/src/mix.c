/*
 * What embedded processors are rated by: a linked list that is sorted and searched, a small integer matrix, a state machine
 * that reads numbers, and a checksum over all of it, n times.
 */
#include "guest.h"

struct item {
    struct item *next;
    i32 key, value;
};
#define ITEMS 160
static struct item items[ITEMS];

static NOINLINE u16 crc16(u32 value, u16 crc) {
    for (u32 i = 0; i < 32; i++) {
        u32 carry = (value ^ crc) & 1;
        value >>= 1;
        crc >>= 1;
        if (carry) {
            crc ^= 0xa001;
        }
    }
    return crc;
}

typedef i32 (*order)(const struct item *, const struct item *);

static i32 by_key(const struct item *a, const struct item *b) {
    return a->key - b->key;
}

static i32 by_value(const struct item *a, const struct item *b) {
    return a->value - b->value;
}

static NOINLINE struct item *merge_sort(struct item *list, order compare) {
    for (u32 size = 1;; size *= 2) {
        struct item *rest = list, *tail = 0;
        u32 merges = 0;
        list = 0;
        while (rest) {
            merges++;
            struct item *right = rest;
            u32 left_size = 0, right_size = size;
            while (left_size < size && right) {
                left_size++;
                right = right->next;
            }
            while (left_size > 0 || (right_size > 0 && right)) {
                struct item *taken;
                if (left_size > 0 && (right_size == 0 || !right || compare(rest, right) <= 0)) {
                    taken = rest;
                    rest = rest->next;
                    left_size--;
                } else {
                    taken = right;
                    right = right->next;
                    right_size--;
                }
                if (tail) {
                    tail->next = taken;
                } else {
                    list = taken;
                }
                tail = taken;
            }
            rest = right;
        }
        tail->next = 0;
        if (merges <= 1) {
            return list;
        }
    }
}

static NOINLINE struct item *reverse(struct item *list) {
    struct item *result = 0;
    while (list) {
        struct item *next = list->next;
        list->next = result;
        result = list;
        list = next;
    }
    return result;
}

static NOINLINE struct item *find(struct item *list, i32 key) {
    while (list && list->key != key) {
        list = list->next;
    }
    return list;
}

static u16 lists(i32 seed) {
    for (i32 i = 0; i < ITEMS; i++) {
        items[i].next = i + 1 < ITEMS ? &items[i + 1] : 0;
        items[i].key = (i * 31 + seed) % 101;
        items[i].value = (i * 17 ^ seed) & 255;
    }
    struct item *list = merge_sort(items, by_value);
    u16 crc = 0;
    for (i32 key = 0; key < 40; key++) {
        struct item *found = find(list, key * 3 % 101);
        crc = crc16(found ? (u32) found->value : 0xffff, crc);
        if (key % 4 == 0) {
            list = reverse(list);
        }
    }
    list = merge_sort(list, by_key);
    for (struct item *at = list; at; at = at->next) {
        crc = crc16((u32) at->value, crc);
    }
    return crc;
}

#define SIDE 20
static short left[SIDE][SIDE], right[SIDE][SIDE];
static i32 product[SIDE][SIDE];

static NOINLINE u16 matrices(i32 seed) {
    for (i32 i = 0; i < SIDE; i++) {
        for (i32 j = 0; j < SIDE; j++) {
            left[i][j] = (short) (seed + i * j);
            right[i][j] = (short) (seed ^ (i - j));
        }
    }
    u16 crc = 0;
    for (i32 i = 0; i < SIDE; i++) {
        for (i32 j = 0; j < SIDE; j++) {
            i32 sum = 0;
            for (i32 k = 0; k < SIDE; k++) {
                i32 cell = left[i][k] * right[k][j];
                sum += (cell >> 2 & 0xf) * (cell >> 5 & 0x7f);
            }
            product[i][j] = sum;
        }
        crc = crc16((u32) product[i][i], crc);
    }
    return crc;
}

enum state { START, SIGN, INTEGER, FRACTION, EXPONENT_SIGN, EXPONENT, INVALID, STATES };

static enum state step(enum state state, char c) {
    i32 digit = c >= '0' && c <= '9';
    switch (state) {
        case START:
            return digit ? INTEGER : c == '+' || c == '-' ? SIGN : c == '.' ? FRACTION : INVALID;
        case SIGN:
            return digit ? INTEGER : c == '.' ? FRACTION : INVALID;
        case INTEGER:
            return digit ? INTEGER : c == '.' ? FRACTION : c == 'e' || c == 'E' ? EXPONENT_SIGN : INVALID;
        case FRACTION:
            return digit ? FRACTION : c == 'e' || c == 'E' ? EXPONENT_SIGN : INVALID;
        case EXPONENT_SIGN:
            return digit || c == '-' || c == '+' ? EXPONENT : INVALID;
        case EXPONENT:
            return digit ? EXPONENT : INVALID;
        default:
            return INVALID;
    }
}

static NOINLINE u16 states(i32 seed) {
    static const char numbers[] = "5012,1234,-874,+122,35.54400,.1234500,-110.700,+0.64400,5.500e+3,-.123e-2,-87e+832,+0.6e-12,"
                                  "T0.3e-1F,-T.T++Tq,1T3.4e4z,34.0e-T^";
    static u32 ends[STATES];
    for (u32 i = 0; i < STATES; i++) {
        ends[i] = 0;
    }
    enum state state = START;
    for (u32 i = 0; i + 1 < sizeof numbers; i++) {
        char c = numbers[i];
        if (seed % 7 == 0 && i % 11 == 0) {
            c ^= (char) (seed & 3);
        }
        if (c == ',') {
            ends[state]++;
            state = START;
        } else {
            state = step(state, c);
        }
    }
    u16 crc = 0;
    for (u32 i = 0; i < STATES; i++) {
        crc = crc16(ends[i], crc);
    }
    return crc;
}

RUN {
    u64 sum = 0;
    for (i32 i = 0; i < n; i++) {
        sum = mix(sum, lists(i));
        sum = mix(sum, matrices(i));
        sum = mix(sum, states(i));
    }
    return (i64) sum;
}
