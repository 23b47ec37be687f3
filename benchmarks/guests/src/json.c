/* A recursive-descent parser: a JSON text is made once, then parsed into a tree n times, and the tree is walked. */
#include "guest.h"

#define TEXT 65536
static char text[TEXT];
static u32 size;

enum kind { NIL, FALSE_, TRUE_, NUMBER, STRING, ARRAY, OBJECT };

struct value {
    enum kind kind;
    u32 length;
    f64 number;
    const char *string;
    struct value *name, *first, *next;
};

#define VALUES 20000
static struct value values[VALUES];
static u32 used;
static const char *at;

static void put(char c) {
    text[size++] = c;
}

static void put_text(const char *s) {
    while (*s) {
        put(*s++);
    }
}

static void put_number(u32 number) {
    if (number >= 10) {
        put_number(number / 10);
    }
    put((char) ('0' + number % 10));
}

static void make(void) {
    static const char *const words[] = {"walnut", "hazel \\\"nut\\\"", "line\\nbreak", "tab\\tstop", "caf\\u00e9", ""};
    u32 seed = 31;
    size = 0;
    put_text("[\n");
    for (u32 i = 0; i < 300; i++) {
        u32 r = next_random(&seed);
        put_text("  {\"id\": ");
        put_number(i);
        put_text(", \"name\": \"");
        put_text(words[r % COUNT(words)]);
        put_text("\", \"price\": -");
        put_number(r >> 20);
        put('.');
        put_number(r & 1023);
        put_text("e-2, \"tags\": [");
        for (u32 j = 0; j < (r >> 8 & 3); j++) {
            put_text(j ? ", \"" : "\"");
            put_text(words[(r >> j) % COUNT(words)]);
            put('"');
        }
        put_text("], \"stock\": {\"here\": true, \"there\": false, \"else\": null}}");
        put_text(i < 299 ? ",\n" : "\n");
    }
    put_text("]\n");
    text[size] = 0;
}

static struct value *value(enum kind kind) {
    struct value *v = &values[used++];
    v->kind = kind;
    v->name = v->first = v->next = 0;
    v->length = 0;
    v->number = 0;
    return v;
}

static void blanks(void) {
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') {
        at++;
    }
}

static struct value *literal(const char *word, enum kind kind) {
    for (; *word; word++, at++) {
        if (*at != *word) {
            return 0;
        }
    }
    return value(kind);
}

static struct value *string(void) {
    struct value *v = value(STRING);
    v->string = ++at;
    while (*at != '"') {
        if (*at == '\\') {
            at += at[1] == 'u' ? 5 : 1;
        }
        at++;
        v->length++;
    }
    at++;
    return v;
}

static struct value *number(void) {
    struct value *v = value(NUMBER);
    i32 negative = *at == '-', exponent = 0;
    f64 result = 0;
    at += negative;
    while (*at >= '0' && *at <= '9') {
        result = result * 10 + (*at++ - '0');
    }
    if (*at == '.') {
        for (at++; *at >= '0' && *at <= '9'; exponent--) {
            result = result * 10 + (*at++ - '0');
        }
    }
    if (*at == 'e' || *at == 'E') {
        i32 down = *++at == '-', e = 0;
        at += *at == '-' || *at == '+';
        while (*at >= '0' && *at <= '9') {
            e = e * 10 + (*at++ - '0');
        }
        exponent += down ? -e : e;
    }
    for (; exponent < 0; exponent++) {
        result /= 10;
    }
    for (; exponent > 0; exponent--) {
        result *= 10;
    }
    v->number = negative ? -result : result;
    return v;
}

static NOINLINE struct value *parse(void);

static struct value *members(enum kind kind, char end) {
    struct value *v = value(kind), **last = &v->first;
    at++;
    blanks();
    while (*at != end) {
        struct value *name = 0;
        if (kind == OBJECT) {
            name = string();
            blanks();
            at++;
        }
        struct value *member = parse();
        member->name = name;
        *last = member;
        last = &member->next;
        v->length++;
        blanks();
        if (*at == ',') {
            at++;
            blanks();
        }
    }
    at++;
    return v;
}

static NOINLINE struct value *parse(void) {
    blanks();
    switch (*at) {
        case '{': return members(OBJECT, '}');
        case '[': return members(ARRAY, ']');
        case '"': return string();
        case 't': return literal("true", TRUE_);
        case 'f': return literal("false", FALSE_);
        case 'n': return literal("null", NIL);
        default: return number();
    }
}

static NOINLINE u64 walk(const struct value *v) {
    u64 sum = mix(v->kind, v->length);
    if (v->kind == NUMBER) {
        sum = mix(sum, bits(v->number));
    } else if (v->kind == STRING) {
        for (const char *s = v->string; *s != '"' || s[-1] == '\\'; s++) {
            sum = sum * 31 + (u8) *s;
        }
    }
    for (const struct value *member = v->first; member; member = member->next) {
        if (member->name) {
            sum = mix(sum, walk(member->name));
        }
        sum = mix(sum, walk(member));
    }
    return sum;
}

RUN {
    make();
    u64 sum = 0;
    for (i32 i = 0; i < n; i++) {
        used = 0;
        at = text;
        sum = mix(sum, walk(parse()));
    }
    return (i64) mix(sum, used);
}
