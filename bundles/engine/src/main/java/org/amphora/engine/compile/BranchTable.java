package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes one {@code br_table}. Small ones are a {@code tableswitch}. Large ones first look the target's id up in an array,
 * so that a method pays for the targets that it holds, not for the entries; targets in other methods need no code at all
 * then, because the id is the exit code.
 */
final class BranchTable {
    /** From here on the entries go into an array. */
    private static final int MANY_ENTRIES = 256;

    private final Emission emission;
    private final CodeBuilder code;
    private final ControlCompiler control;
    private final Exits exits;
    private final int[] labels;

    BranchTable(Emission emission, ControlCompiler control, Exits exits, int[] labels) {
        this.emission = emission;
        this.code = emission.code;
        this.control = control;
        this.exits = exits;
        this.labels = labels;
    }

    void write() {
        if (labels.length <= MANY_ENTRIES) {
            writeSwitch();
        } else {
            writeLookUp();
        }
    }

    private void writeSwitch() {
        List<ControlCompiler.Stub> stubs = new ArrayList<>();
        Map<ControlFrame, Label> known = new HashMap<>();
        Label[] targets = new Label[labels.length];
        for (int i = 0; i < labels.length; i++) {
            ControlFrame target = control.target(labels[i]);
            targets[i] = known.computeIfAbsent(target, t -> control.labelFor(t, stubs));
        }
        Label otherwise = targets[targets.length - 1];
        if (targets.length == 1) {
            code.op(Opcodes.POP);
            code.goTo(otherwise);
        } else {
            code.tableSwitch(0, java.util.Arrays.copyOf(targets, targets.length - 1), otherwise);
        }
        control.write(stubs);
    }

    private void writeLookUp() {
        int[] ids = new int[labels.length];
        Map<Integer, ControlFrame> here = new TreeMap<>();
        boolean elsewhere = false;
        for (int i = 0; i < labels.length; i++) {
            ControlFrame target = control.target(labels[i]);
            ids[i] = target.id;
            if (target.elsewhere()) {
                elsewhere = true;
            } else {
                here.put(target.id, target);
            }
        }
        int operand = emission.layout.slot(emission.stack.depth());
        code.store(Kind.INT, operand);
        if (elsewhere) {
            exits.carryTo(control.target(labels[0]));
            emission.stack.setSpilled(emission.stack.depth());
        }
        Bootstraps.intArray(code, ids);
        code.load(Kind.INT, operand);
        code.invokeStatic(Names.SUPPORT, "entry", "([II)I");
        dispatch(here, elsewhere);
    }

    /** The id is on the JVM's stack. */
    private void dispatch(Map<Integer, ControlFrame> here, boolean elsewhere) {
        List<ControlCompiler.Stub> stubs = new ArrayList<>();
        int[] keys = here.keySet().stream().mapToInt(Integer::intValue).toArray();
        Label[] targets = here.values().stream()
                .map(target -> control.labelFor(target, stubs))
                .toArray(Label[]::new);
        if (elsewhere) {
            code.op(Opcodes.DUP);
            code.store(Kind.INT, emission.layout.exitCode);
            code.lookupSwitch(keys, targets, exits.tail());
        } else {
            code.lookupSwitch(keys, targets, targets[targets.length - 1]);
        }
        control.write(stubs);
    }
}
