package org.amphora.binary.type;

/**
 * Types that may refer to each other (WebAssembly 3.0, section 2.3.9, <i>Recursive Types</i>). Begins as a draft whose
 * members are named before they are defined; {@link TypeRegistry#canonical} turns it into the canonical one.
 */
public final class RecursionGroup {
    private final CanonicalType[] members;

    /** A draft of {@code size} members without content. */
    public RecursionGroup(int size) {
        members = new CanonicalType[size];
        for (int i = 0; i < size; i++) {
            members[i] = new CanonicalType(this, i);
        }
    }

    /** The number of members. */
    public int size() {
        return members.length;
    }

    /** The member at {@code index}. */
    public CanonicalType member(int index) {
        return members[index];
    }
}
