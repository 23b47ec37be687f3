package org.amphora.engine.compile;

import java.util.BitSet;
import org.amphora.binary.opcode.Opcode;

/** Finds out, from the instructions of a function, how many caught exceptions legacy code may want to throw again. */
final class CatchDepth {
    /** The open blocks, outermost first, of which a catch was met. */
    private final BitSet behindCatch = new BitSet();

    private int openBlocks;
    private int openCatches;
    private int mostCatches;
    private boolean rethrows;

    void instruction(Opcode opcode) {
        switch (opcode) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> openBlocks++;
            case CATCH, CATCH_ALL -> {
                if (!behindCatch.get(openBlocks)) {
                    behindCatch.set(openBlocks);
                    openCatches++;
                    mostCatches = Math.max(mostCatches, openCatches);
                }
            }
            case END, DELEGATE -> {
                if (behindCatch.get(openBlocks)) {
                    behindCatch.clear(openBlocks);
                    openCatches--;
                }
                openBlocks--;
            }
            case RETHROW -> rethrows = true;
            default -> {}
        }
    }

    /** How many exceptions must be kept at once. */
    int wanted() {
        return rethrows ? mostCatches : 0;
    }
}
