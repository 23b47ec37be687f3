package org.amphora.api;

import java.util.Objects;

/** The type of a table: limits in elements, and type of the elements (WebAssembly 3.0, section 2.3.13). Immutable. */
public final class TableType implements ExternType {
    private final ReferenceType element;
    private final Limits limits;
    private final AddressType addressType;

    private TableType(ReferenceType element, Limits limits, AddressType addressType) {
        this.element = Objects.requireNonNull(element, "element");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.addressType = Objects.requireNonNull(addressType, "addressType");
    }

    /** A table with 32-bit indices. */
    public static TableType of(ReferenceType element, Limits limits) {
        return new TableType(element, limits, AddressType.I32);
    }

    /** A table with all its properties. */
    public static TableType of(ReferenceType element, Limits limits, AddressType addressType) {
        return new TableType(element, limits, addressType);
    }

    /** The type of the elements. */
    public ReferenceType element() {
        return element;
    }

    /** Least and greatest size, in elements. */
    public Limits limits() {
        return limits;
    }

    /** Whether indices have 32 or 64 bits. */
    public AddressType addressType() {
        return addressType;
    }

    @Override
    public String kind() {
        return "table";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableType that
                && element.equals(that.element)
                && limits.equals(that.limits)
                && addressType == that.addressType;
    }

    @Override
    public int hashCode() {
        return limits.hashCode() * 31 + element.hashCode();
    }

    /** As in the text format: {@code table 1 funcref}. */
    @Override
    public String toString() {
        return "table " + (addressType == AddressType.I64 ? "i64 " : "") + limits + " " + element;
    }
}
