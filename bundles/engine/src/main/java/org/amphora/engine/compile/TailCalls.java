package org.amphora.engine.compile;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;

/**
 * Which functions of a module make tail calls, and how. One to the function itself is a loop. One to a function from which
 * tail calls lead over few functions and end is a call and a return: the stack grows by so many frames and no more. All
 * others are <i>noted</i>: the function leaves callee and arguments in the instance and returns to its entry, which calls
 * whatever is noted until nothing is. So a function that notes calls has two methods: its body, and the entry for ordinary
 * callers. Finds out what it is asked and no more: most modules have no tail calls. Thread-safe.
 */
final class TailCalls {
    /** How many tail calls in a row a function may lead to, if it is to be called by one. */
    private static final int MAX_ROW = 4;

    /** The row of a function that makes tail calls of which is not known where they lead, or inside of a try. */
    private static final byte ENDLESS = Byte.MAX_VALUE;

    private final ModuleDefinition module;

    /** By function: -n if tail calls lead from it over n - 1 functions, n if they lead over n or more, 0 if not known. */
    private final byte[] rows;

    /** By function that makes tail calls, all of which name functions of the module: these, without itself. */
    private final Map<Integer, int[]> named = new HashMap<>();

    private BitSet callees;

    TailCalls(ModuleDefinition module) {
        this.module = module;
        this.rows = new byte[module.functionCount()];
    }

    /** Whether a function that the module defines notes tail calls, and so has an entry besides its body. */
    boolean notes(int function) {
        return !ends(function, MAX_ROW + 1);
    }

    /** Whether a tail call to {@code callee}, outside of a try, may be a call and a return. */
    boolean callable(int callee) {
        return !imported(callee) && ends(callee, MAX_ROW);
    }

    private boolean imported(int function) {
        return function < module.importedFunctionCount();
    }

    /** Whether tail calls lead from a function over no more than {@code most} others, and end. */
    private synchronized boolean ends(int function, int most) {
        if (rows[function] == 0) {
            read(function);
        }
        if (rows[function] < 0 || rows[function] > most) {
            return rows[function] < 0 && -rows[function] <= most + 1;
        }
        int row = 0;
        for (int callee : named.get(function)) {
            if (most == 0 || !ends(callee, most - 1)) {
                rows[function] = (byte) (most + 1);
                return false;
            }
            row = Math.max(row, -rows[callee]);
        }
        rows[function] = (byte) (-row - 1);
        return true;
    }

    /** Finds the tail calls that a function makes itself. */
    private void read(int function) {
        BitSet found = new BitSet();
        boolean catching = false;
        boolean endless = false;
        InstructionReader reader = reader(function);
        while (reader.next() && !endless) {
            switch (reader.opcode()) {
                case RETURN_CALL -> {
                    endless = imported(reader.index());
                    found.set(reader.index());
                }
                case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> endless = true;
                case TRY, TRY_TABLE -> catching = true;
                default -> {}
            }
        }
        found.clear(function);
        if (endless || (catching && !found.isEmpty())) {
            rows[function] = ENDLESS;
        } else if (found.isEmpty()) {
            rows[function] = -1;
        } else {
            rows[function] = 1;
            named.put(function, found.stream().toArray());
        }
    }

    private InstructionReader reader(int function) {
        FunctionBody body = module.body(function);
        return new InstructionReader(module, body.from(), body.to());
    }

    /** The functions from {@code from} on and below {@code to} that the module defines and that may be noted. */
    synchronized int[] callees(int from, int to) {
        if (callees == null) {
            callees = findCallees();
        }
        return Names.members(callees, from, to);
    }

    private BitSet findCallees() {
        BitSet found = module.declaredFunctions();
        for (int function = module.importedFunctionCount(); function < module.functionCount(); function++) {
            InstructionReader reader = reader(function);
            while (reader.next()) {
                if (reader.opcode() == Opcode.RETURN_CALL) {
                    found.set(reader.index());
                }
            }
        }
        found.clear(0, module.importedFunctionCount());
        return found;
    }
}
