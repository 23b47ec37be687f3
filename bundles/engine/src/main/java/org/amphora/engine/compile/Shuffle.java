package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Writes one half of an {@code i8x16.shuffle}. Bytes that come from one long and move equally far are taken together, with
 * one shift and one mask: shuffles of wide lanes are a few instructions, and moving a whole half is none.
 */
final class Shuffle {
    /** Bytes of one source that move by {@code left} bits; those that arrive are set in {@code mask}. */
    private record Move(int source, int left, long mask) {}

    private final CodeBuilder code;
    private final Layout layout;
    private final int first;

    /** The four halves of the operands are in their variables, from operand {@code first} on. */
    Shuffle(CodeBuilder code, Layout layout, int first) {
        this.code = code;
        this.layout = layout;
        this.first = first;
    }

    /** Pushes the half whose bytes are at the indices in {@code lanes}, lowest first. */
    void write(long lanes) {
        boolean more = false;
        for (Move move : moves(lanes)) {
            code.load(Kind.LONG, layout.slot(first + move.source()));
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
