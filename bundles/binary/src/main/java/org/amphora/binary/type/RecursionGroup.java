package org.amphora.binary.type;

/**
 * Types that may refer to each other (WebAssembly 3.0, section 2.3.9, <i>Recursive Types</i>). Begins as a draft whose
 * members are named before they are defined; {@link TypeRegistry#canonical} turns it into the canonical one.
 */
public final class RecursionGroup {
    private final CanonicalType[] members;
    private volatile String digest;

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

    /**
     * What tells a canonical group from all that are not equivalent to it, in this JVM and in others: 32 hexadecimal digits.
     */
    public String digest() {
        if (digest == null) {
            GroupDigest.find(this);
        }
        return digest;
    }

    String knownDigest() {
        return digest;
    }

    void digest(String found) {
        digest = found;
    }

    /** The member at {@code index}. */
    public CanonicalType member(int index) {
        return members[index];
    }
}
