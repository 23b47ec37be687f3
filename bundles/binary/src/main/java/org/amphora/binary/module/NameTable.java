package org.amphora.binary.module;

import java.nio.charset.StandardCharsets;

/** Names of functions from the name section, as ranges of the binary: modules have hundreds of thousands. Immutable. */
public final class NameTable {
    /** No names at all. */
    public static final NameTable EMPTY = new NameTable(new byte[0], new int[0], new int[0]);

    private final byte[] binary;
    private final int[] offsets;
    private final int[] lengths;

    /** The name of function {@code i} lies at {@code offsets[i]}, which is 0 if it has none. The arrays are not copied. */
    public NameTable(byte[] binary, int[] offsets, int[] lengths) {
        this.binary = binary;
        this.offsets = offsets;
        this.lengths = lengths;
    }

    /** The name of the function at {@code index}, or null. Malformed UTF-8 becomes U+FFFD. */
    public String get(int index) {
        return index < offsets.length && offsets[index] != 0
                ? new String(binary, offsets[index], lengths[index], StandardCharsets.UTF_8)
                : null;
    }
}
