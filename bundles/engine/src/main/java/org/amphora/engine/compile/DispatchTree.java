package org.amphora.engine.compile;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A switch over any number of keys that no method is too small for: the keys are cut into leaves, each a method with one
 * {@code lookupswitch}, and a binary search leads to the leaf.
 */
final class DispatchTree {
    /** The most cases in a leaf, and the bytes that a leaf should have. */
    private static final int MAX_LEAF = 64;

    private static final int LEAF_BYTES = 4_000;

    /** Leaves that a search method can hold: more keys than that do not fit a class anyway. */
    private static final int MAX_KEYS = 16_384;

    /** What a switch does. */
    interface Cases {
        /** Pushes the key. */
        void key(CodeBuilder code);

        /** Goes on in the method {@code leaf} with the same parameters, and returns what it returns. */
        void descend(CodeBuilder code, String leaf);

        /** Handles a key and returns. */
        void handle(CodeBuilder code, int key);

        /** Handles every other key and returns or throws. */
        void otherwise(CodeBuilder code);

        /** Begins a method called {@code name} with the parameters of the first. */
        CodeBuilder method(String name);

        /** Writes the frame at the start of such a method. */
        void frame(CodeBuilder code);
    }

    private final int[] keys;
    private final Cases cases;
    private final String name;
    private final int leafKeys;

    /** {@code keys} ascend; {@code caseBytes} is about what a case takes; keys beyond the {@value #MAX_KEYS}th go to {@link Cases#otherwise}. */
    DispatchTree(int[] keys, String name, int caseBytes, Cases cases) {
        this.keys = keys.length > MAX_KEYS ? java.util.Arrays.copyOf(keys, MAX_KEYS) : keys;
        this.name = name;
        this.cases = cases;
        this.leafKeys = Math.max(2, Math.min(MAX_LEAF, LEAF_BYTES / caseBytes));
    }

    void write() {
        CodeBuilder code = cases.method(name);
        if (keys.length <= leafKeys) {
            leaf(code, 0, keys.length);
            return;
        }
        search(code, 0, (keys.length + leafKeys - 1) / leafKeys);
        code.end();
        for (int i = 0; i < keys.length; i += leafKeys) {
            leaf(cases.method(leafName(i / leafKeys)), i, Math.min(keys.length, i + leafKeys));
        }
    }

    private String leafName(int leaf) {
        return name + "$" + leaf;
    }

    private void search(CodeBuilder code, int from, int to) {
        if (to - from == 1) {
            cases.descend(code, leafName(from));
            return;
        }
        int middle = (from + to) >>> 1;
        Label upper = new Label();
        cases.key(code);
        code.intConstant(keys[middle * leafKeys]);
        code.jump(Opcodes.IF_ICMPGE, upper);
        search(code, from, middle);
        code.mark(upper);
        cases.frame(code);
        search(code, middle, to);
    }

    private void leaf(CodeBuilder code, int from, int to) {
        Label otherwise = new Label();
        if (from < to) {
            Label[] targets = new Label[to - from];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = new Label();
            }
            cases.key(code);
            code.lookupSwitch(java.util.Arrays.copyOfRange(keys, from, to), targets, otherwise);
            for (int i = 0; i < targets.length; i++) {
                code.mark(targets[i]);
                cases.frame(code);
                cases.handle(code, keys[from + i]);
            }
            code.mark(otherwise);
            cases.frame(code);
        }
        cases.otherwise(code);
        code.end();
    }
}
