package org.amphora.engine.compile;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Where things are among the local variables of one method. First its parameters, then the other locals, the memory, the
 * exit code of regions, then two variables for each operand that may be spilled.
 */
final class Layout {
    static final int ABSENT = -1;

    /** Variable of each local of the function; {@link #ABSENT} if the method does not know it. */
    final int[] locals;

    int guest = ABSENT;
    int memory = ABSENT;
    int fuel = ABSENT;
    int exitCode = ABSENT;

    /** The lowest operand that the method knows. */
    final int lowestOperand;

    private int firstSlot;
    private int next;
    private Object[] frame = new Object[32];
    private int frameLength;
    private int baseLength;

    Layout(int localCount, int lowestOperand) {
        this.locals = new int[localCount];
        Arrays.fill(locals, ABSENT);
        this.lowestOperand = lowestOperand;
    }

    /** The next variable, of the given type in frames. */
    int add(Object frameType, int words) {
        int variable = next;
        next += words;
        append(frameType);
        return variable;
    }

    int add(Kind kind) {
        return add(kind.frameType, kind.words);
    }

    int addGuest() {
        guest = add(Names.GUEST, 1);
        return guest;
    }

    private void append(Object type) {
        if (frameLength == frame.length) {
            frame = Arrays.copyOf(frame, frameLength * 2);
        }
        frame[frameLength++] = type;
    }

    /** Ends the fixed part: what follows are operands. */
    void seal() {
        firstSlot = next;
        baseLength = frameLength;
    }

    /** The variable of the operand at {@code depth}. */
    int slot(int depth) {
        return firstSlot + 2 * (depth - lowestOperand);
    }

    /** The variables of {@code count} operands from {@code depth} on. */
    int[] slots(int depth, int count) {
        int[] slots = new int[count];
        for (int i = 0; i < count; i++) {
            slots[i] = slot(depth + i);
        }
        return slots;
    }

    /** Writes a frame: the fixed part, and the first {@code depth} operands spilled, {@code loaded} on the JVM's stack. */
    void frame(CodeBuilder code, OperandStack stack, int depth, Object... loaded) {
        frameLength = baseLength;
        for (int i = lowestOperand; i < depth; i++) {
            Kind kind = stack.kind(i);
            append(kind.frameType);
            if (kind.words == 1 && i + 1 < depth) {
                append(Opcodes.TOP);
            }
        }
        code.frame(frame, frameLength, loaded);
    }
}
