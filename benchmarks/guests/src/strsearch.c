/* C strings: strlen, strchr, strstr and a Horspool search over a text of words, n times. */
#include "guest.h"

#define SIZE 20000
static char text[SIZE + 1];
static const char *const syllables[] = {"ba", "ner", "to", "lin", "kra", "su", "mo", "ven", "dri", "a", "ost", "ul"};
static const char *const needles[] = {"bananer", "linlinlin", "krasumo", "ostulven", "zebra", "a dri", "toto to"};

static NOINLINE u32 length(const char *s) {
    const char *p = s;
    while (*p) {
        p++;
    }
    return (u32) (p - s);
}

static NOINLINE const char *find_char(const char *s, char c) {
    for (; *s; s++) {
        if (*s == c) {
            return s;
        }
    }
    return 0;
}

static NOINLINE const char *find_simple(const char *s, const char *needle) {
    for (; (s = find_char(s, needle[0])); s++) {
        u32 i = 1;
        while (needle[i] && s[i] == needle[i]) {
            i++;
        }
        if (!needle[i]) {
            return s;
        }
    }
    return 0;
}

static NOINLINE const char *find_horspool(const char *s, u32 size, const char *needle) {
    u32 skip[256], m = length(needle);
    for (u32 i = 0; i < 256; i++) {
        skip[i] = m;
    }
    for (u32 i = 0; i + 1 < m; i++) {
        skip[(u8) needle[i]] = m - 1 - i;
    }
    for (u32 at = 0; at + m <= size; at += skip[(u8) s[at + m - 1]]) {
        u32 i = m;
        while (i > 0 && s[at + i - 1] == needle[i - 1]) {
            i--;
        }
        if (i == 0) {
            return s + at;
        }
    }
    return 0;
}

RUN {
    u32 seed = 99, at = 0;
    while (at < SIZE - 8) {
        u32 r = next_random(&seed);
        for (const char *s = syllables[r % COUNT(syllables)]; *s; s++) {
            text[at++] = *s;
        }
        if (r >> 16 & 1) {
            text[at++] = ' ';
        }
    }
    text[at] = 0;
    u64 sum = 0;
    for (i32 round = 0; round < n; round++) {
        text[(u32) round % at] = (char) ('a' + round % 26);
        u32 size = length(text);
        for (u32 i = 0; i < COUNT(needles); i++) {
            const char *a = find_simple(text, needles[i]);
            const char *b = find_horspool(text, size, needles[i]);
            sum = mix(sum, (a ? (u64) (a - text) : 77) ^ (b ? (u64) (b - text) << 32 : 0));
        }
        u32 spaces = 0;
        for (const char *s = text; (s = find_char(s, ' ')); s++) {
            spaces++;
        }
        sum = mix(sum, spaces);
    }
    return (i64) sum;
}
