/* Pointers and an allocator: binary trees of depth n are built, walked and freed, with a free list as malloc has one. */
#include "guest.h"

struct node {
    struct node *left, *right;
    i32 value;
};

struct chunk {
    u32 size;
    struct chunk *next;
};

#define HEAP (4u << 20)
static u8 heap[HEAP] __attribute__((aligned(16)));
static u32 top;
#define CLASSES 16
static struct chunk *available[CLASSES];

static NOINLINE void *allocate(u32 size) {
    u32 total = (size + 16 + 15) & ~15u, class = total / 16;
    if (class < CLASSES && available[class]) {
        struct chunk *taken = available[class];
        available[class] = taken->next;
        return (u8 *) taken + 16;
    }
    if (top + total > HEAP) {
        return 0;
    }
    struct chunk *made = (struct chunk *) (heap + top);
    top += total;
    made->size = total;
    return (u8 *) made + 16;
}

static NOINLINE void release(void *p) {
    struct chunk *chunk = (struct chunk *) ((u8 *) p - 16);
    u32 class = chunk->size / 16;
    if (class < CLASSES) {
        chunk->next = available[class];
        available[class] = chunk;
    }
}

static NOINLINE struct node *build(i32 depth, i32 value) {
    struct node *node = allocate(sizeof *node);
    node->value = value;
    node->left = depth > 0 ? build(depth - 1, 2 * value - 1) : 0;
    node->right = depth > 0 ? build(depth - 1, 2 * value) : 0;
    return node;
}

static NOINLINE i32 sum(const struct node *node) {
    return node->left ? node->value + sum(node->left) - sum(node->right) : node->value;
}

static NOINLINE void free_all(struct node *node) {
    if (node->left) {
        free_all(node->left);
        free_all(node->right);
    }
    release(node);
}

RUN {
    top = 0;
    for (u32 i = 0; i < CLASSES; i++) {
        available[i] = 0;
    }
    struct node *kept = build(n, 0);
    u64 result = 0;
    for (i32 depth = 4; depth <= n; depth += 4) {
        for (i32 i = 0; i < 1 << (n - depth + 4); i++) {
            struct node *tree = build(depth, i);
            result = mix(result, (u32) sum(tree));
            free_all(tree);
        }
    }
    return (i64) mix(result, (u32) sum(kept));
}
