package org.amphora.engine.runtime;

import java.util.Arrays;

/** The content of a memory at one moment. Immutable. */
final class MemoryImage {
    private final byte[][] parts;
    private final long byteSize;

    /** An image of {@code parts}, one behind the other, which are copied. */
    MemoryImage(byte[]... parts) {
        this.parts = Arrays.stream(parts).map(byte[]::clone).toArray(byte[][]::new);
        this.byteSize = Arrays.stream(parts).mapToLong(part -> part.length).sum();
    }

    long byteSize() {
        return byteSize;
    }

    /** The whole content, a new array; null if it is in more than one part. */
    byte[] wholeCopy() {
        return parts.length == 1 ? parts[0].clone() : null;
    }

    /** Puts the content into a memory of its size. */
    void writeTo(MemoryInstance memory) {
        long address = 0;
        for (byte[] part : parts) {
            memory.write(address, part, 0, part.length);
            address += part.length;
        }
    }
}
