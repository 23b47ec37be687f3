package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Writes an {@code i8x16.shuffle}. Bytes that come from one long and move equally far are taken together, with
 * one shift and one mask: shuffles of wide lanes are a few instructions, and moving a whole half is none.
 */
final class Shuffle {
    /** Bytes of one source that move by {@code left} bits; those that arrive are set in {@code mask}. */
    private record Move(int source, int left, long mask) {}

    private final CodeBuilder code;
    private final VectorOperands operands;
    private final long lowLanes;
    private final long highLanes;

    Shuffle(CodeBuilder code, VectorOperands operands, long lowLanes, long highLanes) {
        this.code = code;
        this.operands = operands;
        this.lowLanes = lowLanes;
        this.highLanes = highLanes;
    }

    /** Whether it takes only whole floats, and only from vectors that are four floats. */
    boolean movesFloats() {
        for (int lane = 0; lane < 4; lane++) {
            int bytes = bytes(lane);
            int first = bytes & 0xFF;
            if (first % 4 != 0 || bytes != first * 0x0101_0101 + 0x0302_0100 || !operands.isFloats(first / 16)) {
                return false;
            }
        }
        return true;
    }

    /** Pushes the four floats. */
    void writeFloats() {
        for (int lane = 0; lane < 4; lane++) {
            int first = bytes(lane) & 0xFF;
            operands.lane(first / 16, first / 4 % 4);
        }
    }

    /** The indices of the four bytes of a lane of 32 bits. */
    private int bytes(int lane) {
        return (int) ((lane < 2 ? lowLanes : highLanes) >>> (32 * (lane % 2)));
    }

    /** Pushes the half whose bytes are at the indices in {@code lanes}, lowest first. */
    void writeHalf(long lanes) {
        boolean more = false;
        for (Move move : moves(lanes)) {
            operands.half(move.source() / 2, move.source() % 2);
            write(move);
            if (more) {
                code.op(Opcodes.LOR);
            }
            more = true;
        }
    }

    private static List<Move> moves(long lanes) {
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int lane = (int) (lanes >>> (8 * i)) & 0xFF;
            int source = lane / 8;
            int left = 8 * (i - lane % 8);
            long mask = 0xFFL << (8 * i);
            int same = 0;
            while (same < moves.size()
                    && (moves.get(same).source() != source || moves.get(same).left() != left)) {
                same++;
            }
            if (same < moves.size()) {
                moves.set(same, new Move(source, left, moves.get(same).mask() | mask));
            } else {
                moves.add(new Move(source, left, mask));
            }
        }
        return moves;
    }

    private void write(Move move) {
        if (move.left() != 0) {
            code.intConstant(Math.abs(move.left()));
            code.op(move.left() > 0 ? Opcodes.LSHL : Opcodes.LUSHR);
        }
        long arriving = move.left() >= 0 ? -1L << move.left() : -1L >>> -move.left();
        if (move.mask() != arriving) {
            code.longConstant(move.mask());
            code.op(Opcodes.LAND);
        }
    }
}
