/* Bytes, hashes and copies: a text is compressed by looking for repetitions, LZ77 as in LZ4, and expanded again, n times. */
#include "guest.h"

#define SIZE 32768
static u8 plain[SIZE], packed[SIZE * 2], again[SIZE];
static u16 heads[4096];

static u32 word(const u8 *p) {
    u32 result;
    __builtin_memcpy(&result, p, 4);
    return result;
}

static NOINLINE u32 compress(void) {
    u32 at = 0, out = 0, literals = 0;
    for (u32 i = 0; i < COUNT(heads); i++) {
        heads[i] = 0;
    }
    while (at + 8 < SIZE) {
        u32 slot = word(plain + at) * 2654435761u >> 20;
        u32 candidate = heads[slot];
        heads[slot] = (u16) at;
        if (candidate < at && word(plain + candidate) == word(plain + at)) {
            u32 length = 4;
            while (at + length < SIZE && length < 255 && plain[candidate + length] == plain[at + length]) {
                length++;
            }
            packed[out++] = (u8) (at - literals);
            for (; literals < at; literals++) {
                packed[out++] = plain[literals];
            }
            packed[out++] = (u8) length;
            packed[out++] = (u8) (at - candidate);
            packed[out++] = (u8) ((at - candidate) >> 8);
            at += length;
            literals = at;
        } else if (++at - literals == 255) {
            packed[out++] = 255;
            for (; literals < at; literals++) {
                packed[out++] = plain[literals];
            }
            packed[out++] = 0;
        }
    }
    packed[out++] = (u8) (SIZE - literals);
    for (; literals < SIZE; literals++) {
        packed[out++] = plain[literals];
    }
    packed[out++] = 0;
    return out;
}

static NOINLINE u32 expand(u32 size) {
    u32 in = 0, out = 0;
    while (in < size) {
        for (u32 count = packed[in++]; count > 0; count--) {
            again[out++] = packed[in++];
        }
        u32 length = packed[in++];
        if (length > 0) {
            u32 distance = packed[in] | (u32) packed[in + 1] << 8;
            in += 2;
            for (; length > 0; length--, out++) {
                again[out] = again[out - distance];
            }
        }
    }
    return out;
}

RUN {
    static const char *const words[] = {"the ", "quick ", "brown ", "fox ", "jumps ", "over ", "a ", "lazy ", "dog. ", "\n"};
    u32 seed = 3, at = 0;
    while (at < SIZE) {
        u32 r = next_random(&seed);
        for (const char *s = words[r % COUNT(words)]; *s && at < SIZE; s++) {
            plain[at++] = (u8) *s;
        }
        if (r >> 28 == 0 && at < SIZE) {
            plain[at++] = (u8) (r >> 8);
        }
    }
    u64 sum = 0;
    for (i32 i = 0; i < n; i++) {
        plain[i * 41 % SIZE] ^= 1;
        u32 size = compress();
        sum = mix(sum, size);
        sum = mix(sum, expand(size));
        for (u32 j = 0; j < SIZE; j++) {
            sum += again[j] != plain[j] ? 1000003u : 0;
        }
    }
    return (i64) sum;
}
