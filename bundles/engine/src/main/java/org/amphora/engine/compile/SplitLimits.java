package org.amphora.engine.compile;

/** When and how finely functions are split. */
final class SplitLimits {
    /** HotSpot leaves methods with more bytes to the JVM's interpreter. */
    static final int HUGE_METHOD = 8_000;

    /**
     * What fits HotSpot. The first step was the fastest on bytecode interpreters in C: C2 inlines up to 8,000 bytes into a
     * method, its own included, and loads and stores that it does not inline are calls; but a loop that calls its switch
     * hands everything over at each turn. The later ones are for functions that the first leaves huge; a switch with
     * thousands of cases, which is how Go's functions begin, is one of them.
     */
    static final SplitLimits DEFAULT = new SplitLimits(
            800,
            new Step(7_000, 4_300, true).keepingSwitch(16_000),
            new Step(7_000, 4_300, true),
            new Step(7_000, 4_300, false),
            new Step(4_500, 2_200, false),
            new Step(2_700, 1_300, false),
            new Step(1_500, 700, false),
            new Step(1_500, 400, false));

    private final int largeBodyBytes;
    private final Step[] steps;

    /** {@code steps} are tried in turn. */
    SplitLimits(int largeBodyBytes, Step... steps) {
        this.largeBodyBytes = largeBodyBytes;
        this.steps = steps;
    }

    /**
     * Bytes of a body in the binary above which a function is measured, and has a class of its own, so that only its
     * first call pays for it.
     */
    int largeBodyBytes() {
        return largeBodyBytes;
    }

    Step[] steps() {
        return steps;
    }

    /**
     * @param method the cost of a method ({@link CodeBuilder#cost}) above which it is split
     * @param region the cost up to which instructions are put together to a region
     * @param tails whether tails of blocks become regions, so that a switch stays where it is
     * @param withSwitch the bytes up to which what holds a large switch is left in the loop around that: an upper bound, by
     *     far, for they are reckoned before it is known what calls hand over
     * @param everywhere whether it is cut wherever it can be, and regions are made that are not worth it: for tests, whose
     *     functions are small
     */
    record Step(int method, int region, boolean tails, int withSwitch, boolean everywhere) {
        /** An item is not cut before it has this many bytes. */
        private static final int MIN_ITEM = 48;

        /** An item of this many bytes is cut even where there are operands. */
        private static final int MAX_ITEM = 600;

        Step(int method, int region, boolean tails, boolean everywhere) {
            this(method, region, tails, method, everywhere);
        }

        Step(int method, int region, boolean tails) {
            this(method, region, tails, false);
        }

        Step(int method, int region) {
            this(method, region, true);
        }

        Step keepingSwitch(int bytes) {
            return new Step(method, region, tails, bytes, everywhere);
        }

        /** The cost from which on an item is cut; {@code operands} are there or not. */
        int item(boolean operands) {
            return everywhere ? region / 2 : operands ? MAX_ITEM : MIN_ITEM;
        }
    }
}
