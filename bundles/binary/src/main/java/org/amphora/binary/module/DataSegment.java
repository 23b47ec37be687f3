package org.amphora.binary.module;

/** A data segment: a range of the module's bytes (WebAssembly 3.0, section 2.5.7). Immutable. */
public final class DataSegment {
    private final SegmentMode mode;
    private final int memory;
    private final Expression offset;
    private final int from;
    private final int length;

    private DataSegment(SegmentMode mode, int memory, Expression offset, int from, int length) {
        this.mode = mode;
        this.memory = memory;
        this.offset = offset;
        this.from = from;
        this.length = length;
    }

    /** A segment that is copied into {@code memory} when the module is instantiated. */
    public static DataSegment active(int memory, Expression offset, int from, int length) {
        return new DataSegment(SegmentMode.ACTIVE, memory, offset, from, length);
    }

    /** A segment for {@code memory.init}. */
    public static DataSegment passive(int from, int length) {
        return new DataSegment(SegmentMode.PASSIVE, 0, null, from, length);
    }

    /** Active or passive. */
    public SegmentMode mode() {
        return mode;
    }

    /** The memory of an active segment. */
    public int memory() {
        return memory;
    }

    /** Where in memory an active segment goes; null for a passive one. */
    public Expression offset() {
        return offset;
    }

    /** The offset of the first byte in the binary. */
    public int from() {
        return from;
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }
}
