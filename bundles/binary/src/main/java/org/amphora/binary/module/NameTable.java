package org.amphora.binary.module;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.binary.format.ByteReader;

/**
 * The names of the name section, of all kinds. Subsections are read when they are first asked for: most never are. Names
 * are for people, so a damaged subsection has the names in front of the damage. Immutable and thread-safe.
 */
public final class NameTable {
    /** No names at all. */
    public static final NameTable EMPTY = new NameTable(new byte[0], Map.of());

    private final byte[] binary;
    private final Map<NameKind, ByteRange> subsections;
    private final Map<NameKind, NameMap> maps = new ConcurrentHashMap<>();

    /** Names of {@code binary}, which must not change; {@code subsections} say where those of each kind are. */
    public NameTable(byte[] binary, Map<NameKind, ByteRange> subsections) {
        this.binary = binary;
        this.subsections = Map.copyOf(subsections);
    }

    /** The names of items of a kind that is not {@link NameKind#isWithin} others. */
    public NameMap of(NameKind kind) {
        if (kind.isWithin()) {
            throw new IllegalArgumentException("a " + kind + " has its name within something else");
        }
        return map(kind);
    }

    /** The names of locals and labels within function {@code owner}, or of fields within type {@code owner}. */
    public NameMap within(NameKind kind, int owner) {
        if (!kind.isWithin()) {
            throw new IllegalArgumentException("a " + kind + " is not within something else");
        }
        int at = map(kind).place(owner);
        return at < 0
                ? NameMap.EMPTY
                : NameMap.read(
                        binary, new ByteReader(binary, at, subsections.get(kind).to()), false);
    }

    private NameMap map(NameKind kind) {
        NameMap known = maps.get(kind);
        if (known == null) {
            known = read(kind);
            maps.put(kind, known);
        }
        return known;
    }

    private NameMap read(NameKind kind) {
        ByteRange range = subsections.get(kind);
        if (range == null) {
            return NameMap.EMPTY;
        }
        ByteReader in = new ByteReader(binary, range.from(), range.to());
        return NameMap.read(binary, in, kind.isWithin());
    }
}
