package org.amphora.engine.compile;

import java.util.Arrays;

/**
 * The operands of Wasm at one point of a function: their kinds, and where they are. The lower {@link #spilled()} ones lie
 * in local variables, the rest on the JVM's stack. At every label all are spilled, so that the JVM's stack is empty: C2
 * would not replace a running loop on a non-empty stack, and frames stay simple.
 */
final class OperandStack {
    /** More operands are refused: spilled, they take two of the JVM's 65,535 local variables each. */
    static final int MAX_DEPTH = 10_000;

    private final int function;
    private Kind[] kinds = new Kind[16];
    private int depth;
    private int spilled;
    private int low;
    private int floatVectors;

    /** The operands of the function with the given index. */
    OperandStack(int function) {
        this.function = function;
    }

    int depth() {
        return depth;
    }

    int spilled() {
        return spilled;
    }

    /** How many operands are on the JVM's stack. */
    int loaded() {
        return depth - spilled;
    }

    Kind kind(int index) {
        return kinds[index];
    }

    Kind top() {
        return kinds[depth - 1];
    }

    void push(Kind kind) {
        if (depth == MAX_DEPTH) {
            throw TooComplexException.operands(function);
        }
        if (depth == kinds.length) {
            kinds = Arrays.copyOf(kinds, depth * 2);
        }
        kinds[depth++] = kind;
        floatVectors += kind == Kind.LAST_FLOAT ? 1 : 0;
    }

    void pop(int count) {
        setDepth(depth - count);
    }

    /** Cuts the stack to {@code newDepth} operands. */
    void setDepth(int newDepth) {
        for (int i = newDepth; i < depth && floatVectors > 0; i++) {
            floatVectors -= kinds[i] == Kind.LAST_FLOAT ? 1 : 0;
        }
        depth = newDepth;
        spilled = Math.min(spilled, newDepth);
        low = Math.min(low, newDepth);
    }

    void setSpilled(int count) {
        spilled = count;
    }

    /** Notes that code which leaves the top {@code count} operands where they are looks at them. */
    void read(int count) {
        low = Math.min(low, depth - count);
    }

    /** How many vectors are four floats. */
    int floatVectors() {
        return floatVectors;
    }

    /** How many operands, from the lowest on, nothing has taken or looked at since {@link #resetLow()}. */
    int low() {
        return low;
    }

    void resetLow() {
        low = depth;
    }

    /** Replaces everything from {@code height} on by {@code pushed}, spilled. */
    void resetTo(int height, Kind[] pushed) {
        setDepth(height);
        for (Kind kind : pushed) {
            push(kind);
        }
        spilled = depth;
    }

    Kind[] copy(int from, int to) {
        return Arrays.copyOfRange(kinds, from, to);
    }
}
