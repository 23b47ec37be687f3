package org.amphora.binary.module;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.amphora.api.MalformedModuleException;
import org.amphora.binary.format.ByteReader;

/**
 * The names of some items by index, as places in the binary: modules have hundreds of thousands of names, and few of them
 * are ever asked for. Immutable.
 */
public final class NameMap {
    /** No names at all. */
    public static final NameMap EMPTY = new NameMap(new byte[0], new long[0]);

    private final byte[] binary;
    /** Sorted; each an index in the upper half, and where what belongs to it begins in the lower half. */
    private final long[] entries;

    private NameMap(byte[] binary, long[] entries) {
        this.binary = binary;
        this.entries = entries;
    }

    /**
     * A name map that begins at {@code in}, or an indirect one, which leads from indices to name maps: as much of it as can
     * be read.
     */
    static NameMap read(byte[] binary, ByteReader in, boolean indirect) {
        long[] entries = {};
        int size = 0;
        try {
            int count = in.count();
            entries = new long[in.capacity(count, 2)];
            while (size < count) {
                long index = Integer.toUnsignedLong(in.u32());
                int at = in.position();
                skip(in, indirect);
                entries[size++] = index << Integer.SIZE | at;
            }
        } catch (MalformedModuleException e) {
            // names are for people: what was read before the damage counts
            entries = Arrays.copyOf(entries, size);
        }
        Arrays.sort(entries);
        return new NameMap(binary, entries);
    }

    private static void skip(ByteReader in, boolean map) {
        if (!map) {
            in.skip(in.count());
            return;
        }
        for (int left = in.count(); left > 0; left--) {
            in.u32();
            in.skip(in.count());
        }
    }

    /** The name of item {@code index}, or null; the first, if it has several. Malformed UTF-8 becomes U+FFFD. */
    public String get(int index) {
        int at = place(index);
        if (at < 0) {
            return null;
        }
        ByteReader in = new ByteReader(binary, at);
        int length = in.count();
        return new String(binary, in.position(), length, StandardCharsets.UTF_8);
    }

    /** Where what belongs to {@code index} begins, or -1. */
    int place(int index) {
        long key = Integer.toUnsignedLong(index) << Integer.SIZE;
        int found = Arrays.binarySearch(entries, key);
        int first = found < 0 ? -found - 1 : found;
        return first < entries.length && entries[first] >>> Integer.SIZE == key >>> Integer.SIZE
                ? (int) entries[first]
                : -1;
    }

    /** How many names there are. */
    public int size() {
        return entries.length;
    }
}
