package org.amphora.api;

import java.util.Objects;

/** A reference type: a heap type, and whether null belongs to it (WebAssembly 3.0, section 2.3.4). Immutable. */
public final class ReferenceType implements ValueType {
    /** {@code (ref null func)}. */
    public static final ReferenceType FUNCREF = new ReferenceType(true, AbstractHeapType.FUNC);
    /** {@code (ref null extern)}. */
    public static final ReferenceType EXTERNREF = new ReferenceType(true, AbstractHeapType.EXTERN);

    private final boolean nullable;
    private final HeapType heapType;

    private ReferenceType(boolean nullable, HeapType heapType) {
        this.nullable = nullable;
        this.heapType = heapType;
    }

    /** The type of references to {@code heapType}, null included or not. */
    public static ReferenceType of(boolean nullable, HeapType heapType) {
        return new ReferenceType(nullable, Objects.requireNonNull(heapType, "heapType"));
    }

    /** Whether null is a value of this type. */
    public boolean nullable() {
        return nullable;
    }

    /** What a reference of this type points to. */
    public HeapType heapType() {
        return heapType;
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public char letter() {
        return equals(FUNCREF) ? 'r' : equals(EXTERNREF) ? 'e' : '*';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReferenceType that && nullable == that.nullable && heapType.equals(that.heapType);
    }

    @Override
    public int hashCode() {
        return heapType.hashCode() * 2 + (nullable ? 1 : 0);
    }

    @Override
    public String toString() {
        if (nullable && heapType instanceof AbstractHeapType h) {
            return switch (h) {
                case NONE -> "nullref";
                case NOFUNC -> "nullfuncref";
                case NOEXTERN -> "nullexternref";
                case NOEXN -> "nullexnref";
                default -> h + "ref";
            };
        }
        return "(ref " + (nullable ? "null " : "") + heapType + ")";
    }
}
