package org.amphora.engine.compile;

import org.objectweb.asm.Opcodes;

/**
 * The state of one method while its code is written, and the moves between the JVM's stack and local variables that all
 * kinds of instructions need.
 */
final class Emission {
    final FunctionShape shape;
    final CodeBuilder code;
    final Layout layout;
    final OperandStack stack;

    /** Whether the code at this point can be reached; nothing is written where it cannot. */
    boolean reachable = true;

    final InstanceClass instanceClass;

    /** How many instructions were written that may throw an exception. */
    int throwers;

    /** How many instructions were written behind which a memory may have moved. */
    int moves;

    /** How many accesses to memory 0 were written. */
    int accesses;

    /** How many entries the exception table has. */
    int guarded;

    private boolean memoryStale;

    Emission(FunctionShape shape, InstanceClass instanceClass, CodeBuilder code, Layout layout) {
        this.shape = shape;
        this.instanceClass = instanceClass;
        this.stack = new OperandStack(shape.index);
        this.code = code;
        this.layout = layout;
    }

    /** Loads the top {@code count} operands to the JVM's stack. */
    void need(int count) {
        stack.read(count);
        int first = stack.depth() - count;
        if (stack.spilled() > first) {
            spill();
            for (int i = first; i < stack.depth(); i++) {
                code.load(stack.kind(i), layout.slot(i));
            }
            stack.setSpilled(first);
        }
    }

    /** Spills all operands: the JVM's stack is empty then. */
    void spill() {
        for (int i = stack.depth() - 1; i >= stack.spilled(); i--) {
            code.store(stack.kind(i), layout.slot(i));
        }
        stack.setSpilled(stack.depth());
    }

    /** Spills all operands but the top {@code count}, which are loaded. */
    void spillBelow(int count) {
        if (stack.loaded() > count) {
            spill();
        }
        need(count);
    }

    /**
     * Puts the top {@code count} operands into their variables, from where they can be loaded in any order; those below
     * stay where they are.
     *
     * @return the index of the lowest of them
     */
    int park(int count) {
        stack.read(count);
        int first = stack.depth() - count;
        for (int i = stack.depth() - 1; i >= Math.max(first, stack.spilled()); i--) {
            code.store(stack.kind(i), layout.slot(i));
        }
        return first;
    }

    /** Pushes an operand out of its variable. */
    void load(int operand) {
        stack.read(stack.depth() - operand);
        code.load(stack.kind(operand), layout.slot(operand));
    }

    /** Pushes an operand out of its variable: an address or length, an i32 as an unsigned number of 64 bits. */
    void loadWide(int operand) {
        load(operand);
        code.toBits(stack.kind(operand));
    }

    /** Makes two longs of every vector that is four floats: what blocks, branches and calls expect. */
    void toLongs() {
        if (stack.floatVectors() == 0) {
            return;
        }
        spill();
        Kind[] kinds = stack.copy(0, stack.depth());
        int from = 0;
        while (!isFloats(kinds, from)) {
            from++;
        }
        stack.setDepth(from);
        while (from < kinds.length) {
            int to = stack.depth();
            if (isFloats(kinds, from)) {
                for (int lane = 0; lane < 4; lane++) {
                    code.load(kinds[from + lane], layout.slot(from + lane));
                    if (lane % 2 == 1) {
                        VectorForm.pack(code);
                    }
                }
                code.store(Kind.HIGH, layout.slot(to + 1));
                code.store(Kind.LONG, layout.slot(to));
                VectorForm.LONGS.produced(this);
                from += 4;
            } else {
                if (to != from) {
                    code.load(kinds[from], layout.slot(from));
                    code.store(kinds[from], layout.slot(to));
                }
                stack.push(kinds[from++]);
            }
        }
        stack.setSpilled(stack.depth());
    }

    private static boolean isFloats(Kind[] kinds, int from) {
        return from + 3 < kinds.length && kinds[from + 3] == Kind.LAST_FLOAT;
    }

    /** Takes {@code count} operands, which the code just written has consumed from the JVM's stack. */
    void consumed(int count) {
        stack.pop(count);
    }

    /** Notes that the code just written left a value on the JVM's stack. */
    void produced(Kind kind) {
        stack.push(kind);
    }

    /** Pushes the instance. */
    void loadGuest() {
        code.loadObject(layout.guest);
    }

    /** Pushes what loads and stores of a memory are given. That of memory 0 is in a variable. */
    void loadMemory(int memory) {
        if (memory == 0) {
            accesses++;
            settle();
            code.loadObject(layout.memory);
        } else {
            loadGuest();
            instanceClass.memoryContent(code, memory);
        }
    }

    /** Notes that memory 0, which other indices may stand for too, may have grown: its bytes may be another array. */
    void memoryMayHaveMoved() {
        moves++;
        memoryStale = layout.memory != Layout.ABSENT && instanceClass.form(0).moves();
    }

    /** Takes the present content of memory 0 after a call; at every label that has been done. */
    void settle() {
        if (memoryStale && reachable) {
            fetchMemory();
        }
        memoryStale = false;
    }

    /** Takes the present content of memory 0 where an exception arrives. */
    void refreshMemory() {
        memoryMayHaveMoved();
        settle();
    }

    /** Loads what accesses to memory 0 are given into its variable. */
    void fetchMemory() {
        loadGuest();
        instanceClass.memoryContent(code, 0);
        code.variable(Opcodes.ASTORE, layout.memory);
    }

    /** Writes a frame for the operands as they are, all spilled. */
    void frame() {
        layout.frame(code, stack, stack.depth());
    }

    /** Notes that what follows cannot be reached. */
    void unreachable() {
        reachable = false;
        memoryStale = false;
    }
}
