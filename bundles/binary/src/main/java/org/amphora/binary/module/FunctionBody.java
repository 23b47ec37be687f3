package org.amphora.binary.module;

import java.util.Arrays;
import java.util.List;
import org.amphora.api.ValueType;

/**
 * The body of a function: its declared locals, kept as runs of one type, and its code as a range of the binary
 * (WebAssembly 3.0, section 5.5.13). Immutable.
 */
public final class FunctionBody {
    private final int start;
    private final int from;
    private final int to;
    /** For each run, the index of the local behind it. */
    private final int[] runEnds;

    private final ValueType[] runTypes;

    /**
     * A body that begins at {@code start}, with code from {@code from} to before {@code to}; run {@code i} of the locals
     * ends before {@code runEnds[i]}.
     */
    public FunctionBody(int start, int from, int to, int[] runEnds, ValueType[] runTypes) {
        this.start = start;
        this.from = from;
        this.to = to;
        this.runEnds = runEnds;
        this.runTypes = runTypes;
    }

    /** The offset of the body, which begins with its locals: what branch hints count from. */
    public int start() {
        return start;
    }

    /** The offset of the first instruction. */
    public int from() {
        return from;
    }

    /** The offset behind the last {@code end}. */
    public int to() {
        return to;
    }

    /** The number of declared locals, parameters not counted. */
    public int localCount() {
        return runEnds.length == 0 ? 0 : runEnds[runEnds.length - 1];
    }

    /** The types of the declared locals, one for each run of equal ones: a short list, however many locals there are. */
    public List<ValueType> localTypes() {
        return List.of(runTypes);
    }

    /** The type of the declared local at {@code index}, counted from 0 behind the parameters. */
    public ValueType local(int index) {
        int found = Arrays.binarySearch(runEnds, index);
        return runTypes[found >= 0 ? found + 1 : -found - 1];
    }
}
