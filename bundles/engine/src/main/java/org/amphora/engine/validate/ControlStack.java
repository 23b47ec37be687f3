package org.amphora.engine.validate;

import java.util.Arrays;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.ValueType;
import org.amphora.binary.opcode.Opcode;

/** The open blocks of a function, innermost last, as parallel arrays: nesting of any depth makes no objects. */
final class ControlStack {
    private static final int INITIAL_CAPACITY = 16;

    private Opcode[] opcodes = new Opcode[INITIAL_CAPACITY];
    private FunctionType[] types = new FunctionType[INITIAL_CAPACITY];
    private int[] heights = new int[INITIAL_CAPACITY];
    private int[] initializations = new int[INITIAL_CAPACITY];
    private boolean[] unreachable = new boolean[INITIAL_CAPACITY];
    private int depth;

    void clear() {
        depth = 0;
    }

    /**
     * Opens a block.
     *
     * @param height of the operand stack below the block's parameters
     * @param initialization how many locals had been initialised
     */
    void push(Opcode opcode, FunctionType type, int height, int initialization) {
        if (depth == opcodes.length) {
            int capacity = depth * 2;
            opcodes = Arrays.copyOf(opcodes, capacity);
            types = Arrays.copyOf(types, capacity);
            heights = Arrays.copyOf(heights, capacity);
            initializations = Arrays.copyOf(initializations, capacity);
            unreachable = Arrays.copyOf(unreachable, capacity);
        }
        opcodes[depth] = opcode;
        types[depth] = type;
        heights[depth] = height;
        initializations[depth] = initialization;
        unreachable[depth] = false;
        depth++;
    }

    void pop() {
        depth--;
    }

    int depth() {
        return depth;
    }

    /** What opened the block {@code label} blocks out. */
    Opcode opcode(int label) {
        return opcodes[depth - 1 - label];
    }

    FunctionType type(int label) {
        return types[depth - 1 - label];
    }

    /** What a branch to the label takes along: the parameters of a loop, the results of any other block. */
    List<ValueType> labelTypes(int label) {
        FunctionType type = type(label);
        return opcode(label) == Opcode.LOOP ? type.parameters() : type.results();
    }

    /** The height of the operand stack below the innermost block. */
    int height() {
        return heights[depth - 1];
    }

    /** How many locals had been initialised when the innermost block began. */
    int initialization() {
        return initializations[depth - 1];
    }

    /** Whether the rest of the innermost block cannot be reached. */
    boolean isUnreachable() {
        return unreachable[depth - 1];
    }

    void markUnreachable() {
        unreachable[depth - 1] = true;
    }
}
