/*
 * A bytecode interpreter: one function with a loop around a switch, registers in memory, as Lua and SQLite have it. The size
 * of the function is what differs between the guests that include this: EXTRA(E) names E(k) for each further instruction k,
 * counted from BASE, and STEPS(k) what it does. The program spends half of its time in the fourteen basic instructions and the
 * other half in sixteen of the further ones, spread evenly, so that no optimiser may take part of the switch for dead.
 */
#pragma once
#include "guest.h"

#define TIMES_4(E, k) E(k) E((k) + 1) E((k) + 2) E((k) + 3)
#define TIMES_16(E, k) TIMES_4(E, k) TIMES_4(E, (k) + 4) TIMES_4(E, (k) + 8) TIMES_4(E, (k) + 12)
#define TIMES_64(E, k) TIMES_16(E, k) TIMES_16(E, (k) + 16) TIMES_16(E, (k) + 32) TIMES_16(E, (k) + 48)
#define TIMES_256(E, k) TIMES_64(E, k) TIMES_64(E, (k) + 64) TIMES_64(E, (k) + 128) TIMES_64(E, (k) + 192)
#define TIMES_1024(E, k) TIMES_256(E, k) TIMES_256(E, (k) + 256) TIMES_256(E, (k) + 512) TIMES_256(E, (k) + 768)

#define BASE 14
enum { MOVE, CONST, ADD, SUB, MUL, AND, XOR, SHR, LOAD, STORE, LT_JUMP, NE_JUMP, JUMP, HALT };

#define REGISTERS 64
#define WORDS 1024
static i64 registers[REGISTERS];
static u32 words[WORDS];
static u16 program[512];
static u32 length;

#define R(i) registers[code[pc + (i)] & (REGISTERS - 1)]

/* Six shapes of what further instructions do: what stands in them depends on k, so that no two are the same. */
#define STEP(k)                                                                                                              \
    if ((k) % 6 == 0) {                                                                                                      \
        R(1) = (R(2) ^ ((k) * 0x9e3779b97f4a7c15ll)) + (R(3) >> ((k) % 31 + 1));                                             \
    } else if ((k) % 6 == 1) {                                                                                               \
        i64 a = R(2), b = R(3);                                                                                              \
        R(1) = a < b + (k) ? a + (k) * 77 : b - (k) * 13;                                                                    \
    } else if ((k) % 6 == 2) {                                                                                               \
        u32 at = ((u32) R(2) + (k)) & (WORDS - 1);                                                                           \
        words[at] += (u32) R(3) ^ ((k) << 8);                                                                                \
        R(1) = words[(at * 5 + (k)) & (WORDS - 1)];                                                                          \
    } else if ((k) % 6 == 3) {                                                                                               \
        u64 a = (u64) R(2) * ((k) * 2 + 1);                                                                                  \
        R(1) = (i64) rotl64(a, (k) % 63 + 1) - R(3);                                                                         \
    } else if ((k) % 6 == 4) {                                                                                               \
        f64 x = (f64) (i32) R(2) * ((k) + 0.5);                                                                              \
        R(1) = (i64) (x * 0.001) + (R(3) & 0xffff);                                                                          \
    } else {                                                                                                                 \
        u32 a = (u32) R(2), b = (u32) R(3) % ((k) + 3) + 1;                                                                  \
        R(1) = (i64) (a / b * (k)) ^ (a % b);                                                                                \
        if (R(1) == (k)) {                                                                                                   \
            pc += 4;                                                                                                         \
        }                                                                                                                    \
    }

/* What instruction k does: a step, if the guest says no more. */
#ifndef STEPS
#define STEPS(k) STEP(k)
#endif

#define INSTRUCTION(k)                                                                                                       \
    case BASE + (k):                                                                                                         \
        STEPS(k)                                                                                                             \
        pc += 4;                                                                                                             \
        break;

static NOINLINE void interpret(const u16 *code) {
    u32 pc = 0;
    for (;;) {
        switch (code[pc]) {
            case MOVE: R(1) = R(2); pc += 4; break;
            case CONST: R(1) = code[pc + 2]; pc += 4; break;
            case ADD: R(1) = (i64) ((u64) R(2) + (u64) R(3)); pc += 4; break;
            case SUB: R(1) = (i64) ((u64) R(2) - (u64) R(3)); pc += 4; break;
            case MUL: R(1) = (i64) ((u64) R(2) * (u64) R(3)); pc += 4; break;
            case AND: R(1) = R(2) & R(3); pc += 4; break;
            case XOR: R(1) = R(2) ^ R(3); pc += 4; break;
            case SHR: R(1) = (i64) ((u64) R(2) >> (R(3) & 63)); pc += 4; break;
            case LOAD: R(1) = words[(u32) R(2) & (WORDS - 1)]; pc += 4; break;
            case STORE: words[(u32) R(2) & (WORDS - 1)] = (u32) R(1); pc += 4; break;
            case LT_JUMP: pc = R(1) < R(2) ? code[pc + 3] : pc + 4; break;
            case NE_JUMP: pc = R(1) != R(2) ? code[pc + 3] : pc + 4; break;
            case JUMP: pc = code[pc + 3]; break;
            case HALT: return;
            EXTRA(INSTRUCTION)
            default: return;
        }
    }
}

static void emit(u32 op, u32 a, u32 b, u32 c) {
    program[length++] = (u16) op;
    program[length++] = (u16) a;
    program[length++] = (u16) b;
    program[length++] = (u16) c;
}

/* Registers: 0 zero, 1 counter, 2 limit, 3 one, 4 sum, 5 inner counter, 6 inner limit, 7 shift, 8 to 15 what is computed. */
static void assemble(void) {
    length = 0;
    emit(CONST, 3, 1, 0);
    emit(CONST, 6, 8, 0);
    emit(CONST, 7, 5, 0);
    u32 outer = length;
    emit(MOVE, 5, 0, 0);
    u32 inner = length;
    emit(LOAD, 8, 4, 0);
    emit(ADD, 4, 4, 8);
    emit(MUL, 9, 4, 1);
    emit(SHR, 10, 9, 7);
    emit(XOR, 4, 4, 10);
    u32 skip = length;
    emit(LT_JUMP, 8, 9, 0);
    emit(SUB, 4, 4, 5);
    emit(AND, 11, 4, 9);
    program[skip + 3] = (u16) length;
    emit(STORE, 4, 5, 0);
    emit(ADD, 5, 5, 3);
    emit(NE_JUMP, 5, 6, inner);
    for (u32 i = 0; i < 64; i++) {
        u32 k = (i % 16) * (EXTRAS - 1) / 15;
        emit(BASE + k, 8 + i % 8, 8 + (i + 3) % 8, i % 5 == 0 ? 4 : 8 + (i + 5) % 8);
    }
    emit(XOR, 4, 4, 8);
    emit(XOR, 4, 4, 13);
    emit(ADD, 1, 1, 3);
    emit(LT_JUMP, 1, 2, outer);
    emit(HALT, 0, 0, 0);
}

RUN {
    for (u32 i = 0; i < REGISTERS; i++) {
        registers[i] = 0;
    }
    for (u32 i = 0; i < WORDS; i++) {
        words[i] = i * 2654435761u;
    }
    registers[2] = n;
    assemble();
    interpret(program);
    u64 sum = (u64) registers[4];
    for (u32 i = 8; i < 16; i++) {
        sum = mix(sum, (u64) registers[i]);
    }
    return (i64) sum;
}
