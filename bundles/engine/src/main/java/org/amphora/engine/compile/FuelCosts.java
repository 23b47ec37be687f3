package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.CatchClause;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;

/**
 * What the basic blocks of a function cost: a unit of fuel for each instruction, none for those that only structure the
 * code. A block is paid for as a whole where it begins: at the beginning of the function and of each turn of a loop, behind
 * a branch that may not be taken, and where a label or a part of an {@code if} or a {@code try} begins. That follows from
 * the Wasm code alone, so a function costs the same however it is compiled.
 */
final class FuelCosts {
    /** Instructions that cost nothing. */
    private static final Set<Opcode> FREE = EnumSet.of(
            Opcode.NOP,
            Opcode.BLOCK,
            Opcode.LOOP,
            Opcode.ELSE,
            Opcode.END,
            Opcode.TRY,
            Opcode.TRY_TABLE,
            Opcode.CATCH,
            Opcode.CATCH_ALL,
            Opcode.DELEGATE);

    private int[] offsets = new int[8];
    private int[] units = new int[8];
    private int count;

    private final List<Block> open = new ArrayList<>();
    private boolean live = true;
    private int begin;
    private int sum;

    /** A structured instruction whose end was not met yet. */
    private static final class Block {
        final Opcode opcode;
        final boolean live;
        boolean targeted;

        Block(Opcode opcode, boolean live) {
            this.opcode = opcode;
            this.live = live;
        }
    }

    private FuelCosts(int begin) {
        this.begin = begin;
    }

    static FuelCosts of(ModuleDefinition module, FunctionBody body) {
        FuelCosts costs = new FuelCosts(body.from());
        costs.open.add(new Block(Opcode.BLOCK, true));
        InstructionReader reader = new InstructionReader(module, body.from(), body.to());
        while (reader.next()) {
            costs.instruction(reader);
        }
        costs.beginAt(body.to());
        costs.open.clear();
        return costs;
    }

    /** What the block costs that begins with the instruction at {@code offset}; 0 if none begins there. */
    int at(int offset) {
        int found = Arrays.binarySearch(offsets, 0, count, offset);
        return found < 0 ? 0 : units[found];
    }

    private void instruction(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        if (live && !FREE.contains(opcode)) {
            sum++;
        }
        switch (opcode) {
            case BLOCK, TRY -> open.add(new Block(opcode, live));
            case TRY_TABLE -> {
                reader.catches().stream().mapToInt(CatchClause::label).forEach(this::target);
                open.add(new Block(opcode, live));
            }
            case LOOP, IF -> {
                open.add(new Block(opcode, live));
                beginAt(reader.end());
            }
            case ELSE -> {
                Block block = open.remove(open.size() - 1);
                // from here on it ends as a block does
                Block rest = new Block(Opcode.BLOCK, block.live);
                rest.targeted = block.targeted;
                open.add(rest);
                nextPart(reader);
            }
            case CATCH, CATCH_ALL -> nextPart(reader);
            case END, DELEGATE -> end(reader.end());
            case BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> {
                target(reader.index());
                beginAt(reader.end());
            }
            case BR -> {
                target(reader.index());
                live = false;
            }
            case BR_TABLE -> {
                for (int label : reader.labels()) {
                    target(label);
                }
                live = false;
            }
            case RETURN, UNREACHABLE, THROW, THROW_REF, RETHROW, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF ->
                live = false;
            default -> {}
        }
    }

    private void target(int label) {
        open.get(open.size() - 1 - label).targeted |= live;
    }

    /** The part before it goes on behind the end. */
    private void nextPart(InstructionReader reader) {
        Block block = open.get(open.size() - 1);
        block.targeted |= live;
        live = block.live;
        beginAt(reader.end());
    }

    private void end(int offset) {
        Block block = open.remove(open.size() - 1);
        boolean joined = block.opcode == Opcode.IF ? block.live : block.targeted && block.opcode != Opcode.LOOP;
        if (joined) {
            live = true;
            beginAt(offset);
        }
    }

    /** Ends the block, and begins another one. */
    private void beginAt(int offset) {
        if (sum > 0) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, count * 2);
                units = Arrays.copyOf(units, count * 2);
            }
            offsets[count] = begin;
            units[count++] = sum;
        }
        begin = offset;
        sum = 0;
    }
}
