package org.amphora.engine.compile;

import java.util.Map;
import java.util.TreeMap;

/** How a run of instructions uses locals: what it needs of them, and what it leaves in them. */
final class LocalUse {
    /** The use of one local. */
    private static final class Use {
        int reads;
        boolean written;

        /** Whether a value from before the run may be read. */
        boolean exposed;

        /** Whether the run certainly writes it before anything else can look. */
        boolean killed;
    }

    private final Map<Integer, Use> uses = new TreeMap<>();

    private Use of(int local) {
        return uses.computeIfAbsent(local, l -> new Use());
    }

    void read(int local) {
        Use use = of(local);
        use.reads++;
        use.exposed |= !use.killed;
    }

    void write(int local) {
        Use use = of(local);
        use.written = true;
        use.killed |= !use.exposed;
    }

    /** Adds the use of what comes behind. */
    void append(LocalUse next) {
        next.uses.forEach((local, use) -> {
            Use mine = of(local);
            mine.reads += use.reads;
            mine.written |= use.written;
            mine.exposed |= use.exposed && !mine.killed;
            mine.killed |= use.killed && !mine.exposed;
        });
    }

    /** Adds the use of a block inside, which may be left before its end or not be entered. */
    void nest(LocalUse inner) {
        inner.uses.forEach((local, use) -> {
            Use mine = of(local);
            mine.reads += use.reads;
            mine.written |= use.written;
            mine.exposed |= use.exposed && !mine.killed;
        });
    }

    int[] all() {
        return uses.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Locals whose value from before must be there: because it may be read, or because it must be handed back where the
     * run is left before it writes.
     */
    int[] ins(int[] totalReads) {
        return uses.entrySet().stream()
                .filter(e -> e.getValue().exposed || handedBack(e.getKey(), e.getValue(), totalReads))
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    /** Locals that are changed and whose value somebody else may read, or the run itself when it comes round again. */
    int[] outs(int[] totalReads) {
        return uses.entrySet().stream()
                .filter(e -> handedBack(e.getKey(), e.getValue(), totalReads))
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    /** Those among {@link #all} that may be written. */
    int[] written() {
        return uses.entrySet().stream()
                .filter(e -> e.getValue().written)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    private static boolean handedBack(int local, Use use, int[] totalReads) {
        return use.written && (use.exposed || use.reads < totalReads[local]);
    }
}
