package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;

/**
 * Which locals of a function still matter at some of its places: those that may be read before they are written again.
 *
 * <p>What counts of the function is noted as a list of steps, which is gone through backwards until the sets of the loops
 * grow no more.
 */
final class Liveness {
    /** More memory than this, in longs, is not spent on the sets of one function. */
    private static final long MOST_WORDS = 2_000_000;

    /** Nested loops may ask for many rounds. */
    private static final int MOST_ROUNDS = 16;

    private enum Step {
        READ,
        WRITE,
        /** A place that was asked for. */
        PLACE,
        OPEN,
        ELSE,
        END,
        /** Goes to a label and nowhere else. */
        BRANCH,
        /** Goes to a label or on. */
        BRANCH_IF,
        BRANCH_TABLE,
        /** Ends the function. */
        LEAVE
    }

    /** A block, loop or if, or the function, which counts as a block. */
    private static final class Frame {
        final Opcode opcode;
        long[] end;
        /** Of a loop: at its beginning; of an if: at the beginning of its second part. */
        long[] start;

        Frame(Opcode opcode) {
            this.opcode = opcode;
        }
    }

    private final int words;
    private final List<Step> steps = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();
    private final Map<Integer, Frame> frames = new HashMap<>();
    private final Map<Integer, long[]> places = new HashMap<>();
    private boolean grown;

    private Liveness(int locals) {
        this.words = (locals + 63) / 64;
    }

    /**
     * The liveness of a function at the instructions at {@code offsets} and at its labels; null if it is not known, because
     * the function has handlers of exceptions or is too large.
     */
    static Liveness of(FunctionShape shape, Set<Integer> offsets) {
        Liveness liveness = new Liveness(shape.localCount());
        if (!liveness.note(shape, offsets)) {
            return null;
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            liveness.grown = false;
            liveness.goBack();
            if (!liveness.grown) {
                return liveness;
            }
        }
        return null;
    }

    /** The locals that matter before the instruction at an offset that was asked for; none where it is not reached. */
    BitSet before(int offset) {
        long[] set = places.get(offset);
        return set == null ? new BitSet() : BitSet.valueOf(set);
    }

    /** The locals that matter to who branches to the block, loop or if at an offset; none where the function is left. */
    BitSet atLabel(int frameId) {
        Frame frame = frames.get(frameId);
        return frame == null ? new BitSet() : BitSet.valueOf(label(frame));
    }

    private static long[] label(Frame frame) {
        return frame.opcode == Opcode.LOOP ? frame.start : frame.end;
    }

    private boolean note(FunctionShape shape, Set<Integer> offsets) {
        List<Frame> open = new ArrayList<>();
        Frame function = new Frame(Opcode.BLOCK);
        function.end = new long[words];
        open.add(function);
        InstructionReader reader = new InstructionReader(
                shape.module, shape.body().from(), shape.body().to());
        while (reader.next()) {
            if (offsets.contains(reader.offset())) {
                step(Step.PLACE, reader.offset());
            }
            if (!note(reader, open)) {
                return false;
            }
            if ((long) frames.size() * words > MOST_WORDS) {
                return false;
            }
        }
        return true;
    }

    private boolean note(InstructionReader reader, List<Frame> open) {
        switch (reader.opcode()) {
            case LOCAL_GET -> step(Step.READ, reader.index());
            case LOCAL_SET, LOCAL_TEE -> step(Step.WRITE, reader.index());
            case BLOCK, LOOP, IF -> {
                Frame frame = new Frame(reader.opcode());
                frames.put(reader.offset(), frame);
                open.add(frame);
                step(Step.OPEN, frame);
            }
            case ELSE -> step(Step.ELSE, top(open, 0));
            case END -> {
                step(Step.END, top(open, 0));
                open.remove(open.size() - 1);
            }
            case BR -> step(Step.BRANCH, top(open, reader.index()));
            case BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
                step(Step.BRANCH_IF, top(open, reader.index()));
            case BR_TABLE ->
                step(
                        Step.BRANCH_TABLE,
                        Arrays.stream(reader.labels())
                                .distinct()
                                .mapToObj(label -> top(open, label))
                                .toArray(Frame[]::new));
            case RETURN, UNREACHABLE, THROW, THROW_REF, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF ->
                step(Step.LEAVE, null);
            case TRY, TRY_TABLE -> {
                return false;
            }
            default -> {}
        }
        return true;
    }

    private void step(Step step, Object argument) {
        steps.add(step);
        arguments.add(argument);
    }

    private static Frame top(List<Frame> open, int label) {
        return open.get(open.size() - 1 - label);
    }

    private void goBack() {
        long[] live = new long[words];
        for (int i = steps.size() - 1; i >= 0; i--) {
            back(steps.get(i), arguments.get(i), live);
        }
    }

    /** From what matters behind a step, makes what matters before it. */
    private void back(Step step, Object argument, long[] live) {
        switch (step) {
            case READ -> live[(Integer) argument >> 6] |= 1L << (Integer) argument;
            case WRITE -> live[(Integer) argument >> 6] &= ~(1L << (Integer) argument);
            case PLACE -> places.put((Integer) argument, live.clone());
            case END -> end((Frame) argument, live);
            case ELSE -> {
                Frame frame = (Frame) argument;
                frame.start = live.clone();
                set(live, frame.end);
            }
            case OPEN -> open((Frame) argument, live);
            case BRANCH -> set(live, label((Frame) argument));
            case BRANCH_IF -> add(live, label((Frame) argument));
            case BRANCH_TABLE -> {
                Arrays.fill(live, 0);
                for (Frame frame : (Frame[]) argument) {
                    add(live, label(frame));
                }
            }
            case LEAVE -> Arrays.fill(live, 0);
        }
    }

    private void end(Frame frame, long[] live) {
        frame.end = live.clone();
        if (frame.opcode == Opcode.LOOP && frame.start == null) {
            frame.start = new long[words];
        }
    }

    private void open(Frame frame, long[] live) {
        if (frame.opcode == Opcode.LOOP) {
            grown |= add(frame.start, live);
        } else if (frame.opcode == Opcode.IF) {
            add(live, frame.start != null ? frame.start : frame.end);
        }
    }

    private static void set(long[] to, long[] from) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    private static boolean add(long[] to, long[] from) {
        boolean more = false;
        for (int i = 0; i < to.length; i++) {
            more |= (from[i] & ~to[i]) != 0;
            to[i] |= from[i];
        }
        return more;
    }
}
