package org.amphora.binary.type;

import java.util.Arrays;
import java.util.Objects;
import org.amphora.api.FunctionType;
import org.amphora.api.InvalidModuleException;

/** The type index space of a module (WebAssembly 3.0, section 3.1.1). Grows while the module is decoded; then constant. */
public final class TypeSpace {
    private CanonicalType[] types = {};
    private int size;

    /** How many types there are. */
    public int size() {
        return size;
    }

    /**
     * The type at {@code index}, an unsigned number, where an index is used that may be wrong.
     *
     * @param offset of the use in the binary, for the message
     * @throws InvalidModuleException if there is none
     */
    public CanonicalType get(int index, int offset) {
        if (index < 0 || index >= size) {
            throw new InvalidModuleException("unknown type " + Integer.toUnsignedString(index)
                    + ": up to here there are " + size + " (offset 0x" + Integer.toHexString(offset) + ")");
        }
        return types[index];
    }

    /** The type at {@code index}, which must be less than {@link #size()}. */
    public CanonicalType get(int index) {
        return types[Objects.checkIndex(index, size)];
    }

    /**
     * The function type at {@code index}, an unsigned number.
     *
     * @param offset of the use in the binary, for the message
     * @throws InvalidModuleException if there is no type, or it is no function type
     */
    public FunctionType function(int index, int offset) {
        CanonicalType type = get(index, offset);
        if (!type.isFunction()) {
            throw new InvalidModuleException("type mismatch: type " + index + " must be a function type and is " + type
                    + " (offset 0x" + Integer.toHexString(offset) + ")");
        }
        return type.functionType();
    }

    /** Adds the members of {@code group}. */
    public void add(RecursionGroup group) {
        if (size + group.size() > types.length) {
            types = Arrays.copyOf(types, Math.max(size + group.size(), size + (size >> 1)));
        }
        for (int i = 0; i < group.size(); i++) {
            types[size++] = group.member(i);
        }
    }

    /** Puts the members of {@code canonical} in the place of those of the last group that was added. */
    public void replaceLast(RecursionGroup canonical) {
        size -= canonical.size();
        add(canonical);
    }
}
