package org.amphora.text.parser;

import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** The arguments of loads and stores: memory, offset and alignment (WebAssembly 3.0, section 6.5.9). */
final class MemoryArgumentParser {
    private static final int MEMORY_INDEX_FOLLOWS = 0x40;

    private final TokenReader in;
    private final IndexSpace memories;

    MemoryArgumentParser(TokenReader in, IndexSpace memories) {
        this.in = in;
        this.memories = memories;
    }

    /**
     * @param accessBytes what the alignment is if none is given
     * @param laneFollows whether a number behind the arguments is a lane: one that stands alone is no memory then
     */
    void write(int accessBytes, boolean laneFollows, ByteSink out) {
        int memory = isMemory(laneFollows) ? memories.index(in) : 0;
        long offset = in.at(TokenKind.OFFSET) ? in.assigned("i64 constant out of range") : 0;
        int alignment = Integer.numberOfTrailingZeros(accessBytes);
        if (in.at(TokenKind.ALIGNMENT)) {
            alignment = alignment();
        }
        if (memory == 0) {
            out.unsigned(alignment);
        } else {
            out.unsigned(alignment | MEMORY_INDEX_FOLLOWS);
            out.unsigned(Integer.toUnsignedLong(memory));
        }
        out.unsigned(offset);
    }

    private boolean isMemory(boolean laneFollows) {
        if (!laneFollows || !in.at(TokenKind.NATURAL)) {
            return IndexSpace.isNext(in);
        }
        TokenKind next = in.kindAhead();
        return next == TokenKind.NATURAL || next == TokenKind.OFFSET || next == TokenKind.ALIGNMENT;
    }

    private int alignment() {
        int at = in.start();
        long bytes = in.assigned("alignment is too large");
        if (Long.bitCount(bytes) != 1) {
            throw in.failureAt("alignment must be a power of two: " + Long.toUnsignedString(bytes), at);
        }
        return Long.numberOfTrailingZeros(bytes);
    }
}
