/* Sets of states: regular expressions become nondeterministic automata, which run over a text, n times. */
#include "guest.h"

/* Postfix programs as Thompson made them: each node is a character, any character, a class, a fork or the end. */
enum kind { CHAR, ANY, DIGIT, LETTER, FORK, MATCH };

struct node {
    enum kind kind;
    u8 character;
    u16 out, other;
};

#define NODES 256
static struct node nodes[NODES];
static u32 count;
static u16 current[NODES], next[NODES];
static u32 current_size, next_size;
static u32 marks[NODES], mark;

static u16 node(enum kind kind, u8 character, u32 out, u32 other) {
    nodes[count] = (struct node){kind, character, (u16) out, (u16) other};
    return (u16) count++;
}

/* Builds from right to left: the rest is known when a part is made. Parts: a character, '.', \d, \w, each with *, + or ?. */
static u16 build(const char *pattern, u32 size) {
    u16 rest = node(MATCH, 0, 0, 0);
    u32 i = size;
    while (i > 0) {
        char c = pattern[--i], repeat = 0;
        if (c == '*' || c == '+' || c == '?') {
            repeat = c;
            c = pattern[--i];
        }
        enum kind kind = c == '.' ? ANY : CHAR;
        if (i > 0 && pattern[i - 1] == '\\') {
            i--;
            kind = c == 'd' ? DIGIT : c == 'w' ? LETTER : CHAR;
        }
        u16 part = node(kind, (u8) c, rest, 0);
        if (repeat == '?') {
            rest = node(FORK, 0, part, rest);
        } else if (repeat) {
            u16 fork = node(FORK, 0, part, rest);
            nodes[part].out = fork;
            rest = repeat == '*' ? fork : part;
        } else {
            rest = part;
        }
    }
    return rest;
}

static NOINLINE i32 add(u16 state) {
    if (marks[state] == mark) {
        return 0;
    }
    marks[state] = mark;
    switch (nodes[state].kind) {
        case FORK:
            return add(nodes[state].out) | add(nodes[state].other);
        case MATCH:
            return 1;
        default:
            next[next_size++] = state;
            return 0;
    }
}

static i32 accepts(const struct node *state, u8 c) {
    switch (state->kind) {
        case CHAR: return state->character == c;
        case ANY: return c != '\n';
        case DIGIT: return c >= '0' && c <= '9';
        case LETTER: return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        default: return 0;
    }
}

/* How many positions of the text a match ends at; it may begin anywhere. */
static NOINLINE u32 search(u16 start, const u8 *text, u32 size) {
    u32 matches = 0;
    current_size = 0;
    for (u32 at = 0; at < size; at++) {
        mark++;
        next_size = 0;
        i32 matched = 0;
        for (u32 i = 0; i < current_size; i++) {
            const struct node *state = &nodes[current[i]];
            if (accepts(state, text[at])) {
                matched |= add(state->out);
            }
        }
        add(start);
        matches += (u32) matched;
        for (u32 i = 0; i < next_size; i++) {
            current[i] = next[i];
        }
        current_size = next_size;
    }
    return matches;
}

#define SIZE 4096
static u8 text[SIZE];

RUN {
    static const char *const patterns[] = {"colou?r", "\\d+\\.\\d+", "a.*b.*c", "\\w+@\\w+\\.com", "x*y*z*end", "e\\w*\\d?e"};
    static const char alphabet[] = "abcde colorurxyz0123.@\nmend";
    u32 seed = 7;
    for (u32 i = 0; i < SIZE; i++) {
        text[i] = (u8) alphabet[next_random(&seed) % (sizeof alphabet - 1)];
    }
    u64 sum = 0;
    for (i32 round = 0; round < n; round++) {
        count = 0;
        for (u32 i = 0; i < COUNT(patterns); i++) {
            u32 length = 0;
            while (patterns[i][length]) {
                length++;
            }
            sum = mix(sum, search(build(patterns[i], length), text, SIZE));
        }
        text[round * 37 % SIZE] = (u8) alphabet[round % (i32) (sizeof alphabet - 1)];
    }
    return (i64) sum;
}
