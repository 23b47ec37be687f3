package org.amphora.engine.runtime;

import java.util.List;
import java.util.Objects;

/** What the code of a module is generated for, besides the module. Immutable. */
public final class CodeVariant {
    private final List<MemoryKind> memories;
    private final boolean countsFuel;

    /**
     * A variant of code.
     *
     * @param memories the kind of each memory that the instances have, imported ones first
     * @param countsFuel whether it uses the fuel of its instance
     */
    public CodeVariant(List<MemoryKind> memories, boolean countsFuel) {
        this.memories = List.copyOf(memories);
        this.countsFuel = countsFuel;
    }

    /** The kind of each memory, imported ones first. */
    public List<MemoryKind> memories() {
        return memories;
    }

    /** Whether the code uses the {@link ModuleInstance#fuel} of its instance, which is there then. */
    public boolean countsFuel() {
        return countsFuel;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeVariant variant
                && memories.equals(variant.memories)
                && countsFuel == variant.countsFuel;
    }

    @Override
    public int hashCode() {
        return Objects.hash(memories, countsFuel);
    }

    /** A name that tells the variants of a module apart, such as {@code memoriesBYTES-fuel}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("memories");
        for (int i = 0; i < memories.size(); i++) {
            text.append(i == 0 ? "" : "-").append(memories.get(i).name());
        }
        return text.append(countsFuel ? "-fuel" : "").toString();
    }
}
