package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes one {@code br_table}, or the like where a region begins with one of its tails. Small ones are a {@code tableswitch}. Large ones first look up in an array where to go, so
 * that a method pays for the places that it holds, not for the entries: a region with tails is one place, and targets in
 * other methods need no code at all.
 *
 * <p>In the array, a target in another method is its id, which is the exit code. A place in this method is
 * {@link #HERE}, with its number in the upper half, and in the lower half the number of a region's tail.
 */
final class BranchTable {
    /** From here on the entries go into an array. */
    private static final int MANY_ENTRIES = 256;

    /** From here on they do so where regions hold tails. */
    private static final int MANY_TAILS = 16;

    /** No id of a frame is in the half of the ints that this begins, but for a few just below zero. */
    private static final int HERE = Integer.MIN_VALUE;

    private final Emission emission;
    private final CodeBuilder code;
    private final ControlCompiler control;
    private final Exits exits;
    private final RegionEntries entries;
    private final ControlFrame[] targets;
    private final List<ControlCompiler.Stub> stubs = new ArrayList<>();

    BranchTable(
            Emission emission, ControlCompiler control, Exits exits, RegionEntries entries, ControlFrame[] targets) {
        this.emission = emission;
        this.code = emission.code;
        this.control = control;
        this.exits = exits;
        this.entries = entries;
        this.targets = targets;
    }

    /** Whether those of {@code count} entries that lead to tails of regions cost the method nothing. */
    static boolean leadsToTails(int count) {
        return count > MANY_TAILS;
    }

    void write() {
        if (targets.length > MANY_ENTRIES || (leadsToTails(targets.length) && anyTail())) {
            writeLookUp();
        } else {
            writeSwitch();
        }
        control.write(stubs);
    }

    private boolean anyTail() {
        for (ControlFrame target : targets) {
            if (entries.of(target) != null) {
                return true;
            }
        }
        return false;
    }

    private void writeSwitch() {
        Map<ControlFrame, Label> known = new HashMap<>();
        Label[] labels = new Label[targets.length];
        for (int i = 0; i < targets.length; i++) {
            labels[i] = known.computeIfAbsent(targets[i], t -> control.labelFor(t, stubs));
        }
        Label otherwise = labels[labels.length - 1];
        if (labels.length == 1) {
            code.op(Opcodes.POP);
            code.goTo(otherwise);
        } else {
            code.tableSwitch(0, Arrays.copyOf(labels, labels.length - 1), otherwise);
        }
    }

    private void writeLookUp() {
        Places places = new Places();
        int[] ways = new int[targets.length];
        boolean elsewhere = false;
        boolean tails = false;
        for (int i = 0; i < targets.length; i++) {
            ControlFrame target = targets[i];
            RegionEntries.Entry entry = entries.of(target);
            if (target.elsewhere()) {
                ways[i] = target.id;
                elsewhere = true;
            } else if (entry != null) {
                ways[i] = places.way(entry.call(), entry.call()::target) | entry.number();
                tails = true;
            } else {
                ways[i] = places.way(target, () -> control.labelFor(target, stubs));
            }
        }
        int operand = emission.layout.slot(emission.stack.depth());
        code.store(Kind.INT, operand);
        if (elsewhere) {
            exits.carryTo(targets[0]);
            emission.stack.setSpilled(emission.stack.depth());
        }
        Bootstraps.intArray(code, ways);
        code.load(Kind.INT, operand);
        code.invokeStatic(Names.SUPPORT, "entry", "([II)I");
        if (elsewhere || tails) {
            code.op(Opcodes.DUP);
            code.store(Kind.INT, emission.layout.exitCode);
        }
        places.dispatch(elsewhere);
    }

    /** The places in this method, numbered as they come. */
    private final class Places {
        private final Map<Object, Integer> numbers = new HashMap<>();
        private final List<Label> places = new ArrayList<>();

        int way(Object place, Supplier<Label> label) {
            int number = numbers.computeIfAbsent(place, p -> {
                places.add(label.get());
                return places.size() - 1;
            });
            return HERE | number << Short.SIZE;
        }

        /** The way is on the JVM's stack. */
        void dispatch(boolean elsewhere) {
            int cases = elsewhere ? places.size() : places.size() - 1;
            Label otherwise = elsewhere ? exits.tail() : places.get(cases);
            if (cases == 0) {
                code.op(Opcodes.POP);
                code.goTo(otherwise);
                return;
            }
            code.intConstant(Short.SIZE);
            code.op(Opcodes.ISHR);
            code.tableSwitch(HERE >> Short.SIZE, places.subList(0, cases).toArray(new Label[0]), otherwise);
        }
    }
}
