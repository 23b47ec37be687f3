package org.amphora.binary.type;

import java.util.Arrays;
import java.util.Optional;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.DefinedType;
import org.amphora.api.FunctionType;
import org.amphora.api.InvalidModuleException;

/**
 * A member of a recursion group. Once its group went through {@link TypeRegistry#canonical}, types are equivalent
 * exactly if they are the same object: equality is identity.
 *
 * <p>Written while its group is a draft in one thread, immutable afterwards.
 */
public final class CanonicalType implements DefinedType {
    /** How many supertypes a type may have above it; the limit that browsers share. */
    private static final int MAX_SUPERTYPES = 63;

    private static final CanonicalType[] ROOT = {};

    private final RecursionGroup group;
    private final int index;
    private boolean isFinal;
    private CompositeType composite;
    /** The supertypes from the root down, so that a subtype test looks at one element. */
    private CanonicalType[] supertypes = ROOT;

    CanonicalType(RecursionGroup group, int index) {
        this.group = group;
        this.index = index;
    }

    /**
     * Gives a member of a draft its content; once, and after the supertype got its own.
     *
     * @param supertype null if there is none
     * @throws InvalidModuleException if there are too many supertypes
     */
    public void define(boolean isFinal, CanonicalType supertype, CompositeType composite) {
        this.isFinal = isFinal;
        this.composite = composite;
        if (supertype != null) {
            int depth = supertype.supertypes.length;
            if (depth == MAX_SUPERTYPES) {
                throw new InvalidModuleException("sub type has more than " + MAX_SUPERTYPES + " supertypes above it");
            }
            supertypes = Arrays.copyOf(supertype.supertypes, depth + 1);
            supertypes[depth] = supertype;
        }
    }

    /** The recursion group that this type belongs to. */
    public RecursionGroup group() {
        return group;
    }

    /** The place of this type in its group. */
    public int index() {
        return index;
    }

    /** Whether no type may declare this one as its supertype. */
    public boolean isFinal() {
        return isFinal;
    }

    /** The declared supertype. */
    public Optional<CanonicalType> supertype() {
        return supertypes.length == 0 ? Optional.empty() : Optional.of(supertypes[supertypes.length - 1]);
    }

    /** Function, structure or array. */
    public CompositeType composite() {
        return composite;
    }

    /** Whether this type is {@code other} or declares it, directly or not, as a supertype. */
    public boolean isSubtypeOf(CanonicalType other) {
        int depth = other.supertypes.length;
        return this == other || (depth < supertypes.length && supertypes[depth] == other);
    }

    @Override
    public AbstractHeapType kind() {
        return Subtyping.kind(this);
    }

    @Override
    public boolean isFunction() {
        return composite instanceof FunctionDefinition;
    }

    @Override
    public FunctionType functionType() {
        if (composite instanceof FunctionDefinition function) {
            return function.type();
        }
        throw new IllegalStateException(this + " is no function type");
    }

    /** Such as {@code (func (param i32) (result i64))}; other defined types within it only by their kind. */
    @Override
    public String toString() {
        return TypePrinter.print(this);
    }
}
