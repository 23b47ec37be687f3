package org.amphora.engine.runtime;

import java.util.Arrays;

/**
 * The local handles of an instance: what a reference is in a {@code long[]}, which holds no objects. A handle is the index
 * of a table entry with the serial number of its making, so that one which outlived its call is found out rather than
 * taken for another's.
 */
abstract class LocalReferences {
    private static final int INITIAL = 8;
    private static final int KEPT = 1_024;

    /** How many handles are valid; a host call saves it and restores it, which ends the handles made in between. */
    public int handleTop;

    // the first handle that belongs to the running call: host functions are not to see those from before it
    private int floor;
    private int highWater;
    private int serial;
    private Object[] references = {};
    private int[] serials = {};

    /** A local handle for {@code reference}; 0 for null. */
    public final long handle(Object reference) {
        if (reference == null) {
            return 0;
        }
        int index = handleTop;
        if (index == references.length) {
            references = Arrays.copyOf(references, Math.max(INITIAL, index * 2));
            serials = Arrays.copyOf(serials, references.length);
        }
        references[index] = reference;
        serials[index] = ++serial;
        handleTop = index + 1;
        highWater = Math.max(highWater, handleTop);
        return Integer.toUnsignedLong(serials[index]) << 32 | index + 1;
    }

    /**
     * What {@code handle} stands for, among all that were not ended yet.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    public final Object resolve(long handle) {
        return handle == 0 ? null : references[index(handle, 0)];
    }

    /**
     * What {@code handle} stands for, among those that belong to the running call, if one runs.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    final Object resolveInCall(long handle) {
        return handle == 0 ? null : references[index(handle, floor)];
    }

    /** Whether {@code handle} stands for something, or is null's. */
    final boolean isValid(long handle) {
        return handle == 0 || find(handle, floor) >= 0;
    }

    private int index(long handle, int from) {
        int index = find(handle, from);
        if (index < 0) {
            throw new IllegalArgumentException("handle " + Long.toUnsignedString(handle) + " of " + this
                    + " is not valid: it was never made, or the call in which it was made has ended");
        }
        return index;
    }

    private int find(long handle, int from) {
        int index = (int) handle - 1;
        return index >= from && index < handleTop && serials[index] == (int) (handle >>> 32) ? index : -1;
    }

    /** An outermost call begins: it still takes parameters by the handles that there are. */
    final void beginCall() {
        floor = handleTop;
    }

    /**
     * An outermost call has ended: of all handles, only those among its results stay, and are made anew.
     *
     * @param results slots in {@code stack} that hold handles
     */
    final void endCall(int[] results, long[] stack) {
        if (highWater == 0) {
            return;
        }
        Object[] kept = new Object[results.length];
        for (int i = 0; i < results.length; i++) {
            kept[i] = resolve(stack[results[i]]);
        }
        if (references.length > KEPT) {
            references = new Object[KEPT];
            serials = new int[KEPT];
        } else {
            Arrays.fill(references, 0, highWater, null);
        }
        handleTop = 0;
        floor = 0;
        highWater = 0;
        for (int i = 0; i < results.length; i++) {
            stack[results[i]] = handle(kept[i]);
        }
    }
}
