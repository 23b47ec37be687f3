package org.amphora.engine.compile;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;

/**
 * A part of a function that becomes a method of its own, because HotSpot does not compile methods of more than 8,000
 * bytes: a run of whole instructions of one block, loop or if, or else the <i>tails</i> of blocks that lie one in another,
 * each what comes between the end of a block and that of the next one. So do the cases of a switch lie behind the blocks
 * around its {@code br_table}.
 *
 * <p>The method takes the locals that it may read and the operands that it uses, if it holds tails which one it begins
 * with, what accesses to memory 0 are given, and the instance, which holds the <i>frame</i>. It returns 0 if it ran to its end, else
 * the id of the {@link ControlFrame} that it branches to; if there is a local to be {@link #returned}, as the upper half of
 * a long, with the local in the lower. Other locals and operands that it leaves changed stand in the frame then, and what a
 * branch carries at the frame's beginning. Both sides take values out of the frame at once: no other call comes in between.
 *
 * <p>Compared by identity.
 */
final class Region {
    /**
     * More words of parameters travel in the frame instead. C2 refuses methods with some forty ("unsupported calling
     * sequence").
     */
    private static final int MAX_PARAMETER_WORDS = 28;

    private final int from;
    private final int to;
    private final int[] locals;
    private final int[] written;
    private int[] ins;
    private int[] outs;
    private final int lowestOperand;
    private final Kind[] operandsIn;
    private final Kind[] operandsOut;
    private final boolean completes;
    private final boolean moves;
    private final boolean accesses;
    private final Set<Integer> exits;
    private final ControlFrame around;
    private final int entries;
    private final int number;

    Region(
            int from,
            int to,
            LocalUse use,
            int[] totalReads,
            int lowestOperand,
            Kind[] operandsIn,
            Kind[] operandsOut,
            boolean completes,
            boolean moves,
            boolean accesses,
            Set<Integer> exits,
            ControlFrame around,
            int entries,
            int number) {
        this.from = from;
        this.to = to;
        this.locals = use.all();
        this.written = use.written();
        this.ins = use.ins(totalReads);
        this.outs = use.outs(totalReads);
        this.lowestOperand = lowestOperand;
        this.operandsIn = operandsIn;
        this.operandsOut = operandsOut;
        this.completes = completes;
        this.moves = moves;
        this.accesses = accesses;
        this.exits = exits;
        this.around = around;
        this.entries = entries;
        this.number = number;
    }

    /** Offset of the first instruction in the binary. */
    int from() {
        return from;
    }

    /** Offset behind the last instruction. */
    int to() {
        return to;
    }

    /** All locals that it uses. */
    int[] locals() {
        return locals;
    }

    /** Leaves out of what is handed in and back what nobody reads. */
    void restrict(FunctionShape shape, Liveness liveness) {
        BitSet before = new BitSet();
        ControlFrame block = around;
        for (int i = 0; i < entries; i++, block = block.parent) {
            before.or(liveness.atLabel(block.id));
        }
        if (entries == 0) {
            before = liveness.before(from);
        }
        BitSet behind = completes ? liveness.before(to) : new BitSet();
        for (int exit : exits) {
            behind.or(liveness.atLabel(exit));
        }
        ins = among(locals, shape, before);
        outs = among(written, shape, behind);
    }

    private static int[] among(int[] positions, FunctionShape shape, BitSet wanted) {
        BitSet wantedPositions = new BitSet();
        wanted.stream().forEach(local -> wantedPositions.set(shape.position(local), shape.behind(local)));
        return Arrays.stream(positions).filter(wantedPositions::get).toArray();
    }

    /** Those of them that are handed in; the others begin as zero. */
    int[] ins() {
        return ins;
    }

    /** Those that are handed back. */
    int[] outs() {
        return outs;
    }

    /** The operands from here on are handed in and back; it touches none below. */
    int lowestOperand() {
        return lowestOperand;
    }

    /** Kinds of the operands handed in. */
    Kind[] operandsIn() {
        return operandsIn;
    }

    /** Kinds of the operands handed back. */
    Kind[] operandsOut() {
        return operandsOut;
    }

    /** Whether the end can be reached. */
    boolean completes() {
        return completes;
    }

    /** Whether a memory may have moved behind it. */
    boolean moves() {
        return moves;
    }

    /** Whether it takes what accesses to memory 0 are given. */
    boolean accesses() {
        return accesses;
    }

    /**
     * The one of {@link #outs()} that does not go through the frame: memory would be a long way, if it is the program
     * counter of an interpreter, and each step waits for the one before. An i32, which fits in a long with the exit code;
     * -1 if there is none.
     */
    int returned(FunctionShape shape) {
        for (int local : outs) {
            if (shape.locals[local] == Kind.INT) {
                return local;
            }
        }
        return -1;
    }

    /** Ids of the frames around it that it branches to. */
    Set<Integer> exits() {
        return exits;
    }

    /** The innermost frame that is open where it begins. */
    ControlFrame around() {
        return around;
    }

    /**
     * How many tails it holds: it begins with the end of {@link #around()}, or of a frame around that. 0 if it is a run of
     * instructions.
     */
    int entries() {
        return entries;
    }

    /** Its number in the function. */
    int number() {
        return number;
    }

    /** Whether locals and operands are handed in by the frame. */
    boolean insInFrame(FunctionShape shape) {
        int words = 0;
        for (int local : ins) {
            words += shape.locals[local].words;
        }
        for (Kind kind : operandsIn) {
            words += kind.words;
        }
        return words > MAX_PARAMETER_WORDS;
    }

    /** Its method's descriptor; {@code memory} is that of what accesses to memory 0 are given. */
    String descriptor(FunctionShape shape, String memory) {
        StringBuilder text = new StringBuilder("(");
        if (!insInFrame(shape)) {
            for (int local : ins) {
                text.append(shape.locals[local].descriptor);
            }
            for (Kind kind : operandsIn) {
                text.append(kind.descriptor);
            }
        }
        return text.append(entries > 0 ? "I" : "")
                .append(accesses ? memory : "")
                .append(Names.GUEST_DESCRIPTOR)
                .append(returned(shape) < 0 ? ")I" : ")J")
                .toString();
    }
}
