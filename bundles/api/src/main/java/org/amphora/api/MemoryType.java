package org.amphora.api;

import java.util.Objects;

/** The type of a memory: limits in pages, and kind of its addresses (WebAssembly 3.0, section 2.3.12). Immutable. */
public final class MemoryType implements ExternType {
    /** Bytes of a page, unless the module says otherwise: 65,536. */
    public static final int PAGE_BYTES = 65_536;

    private final Limits limits;
    private final AddressType addressType;
    private final boolean shared;
    private final int pageBytes;

    private MemoryType(Limits limits, AddressType addressType, boolean shared, int pageBytes) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.addressType = Objects.requireNonNull(addressType, "addressType");
        this.shared = shared;
        this.pageBytes = pageBytes;
    }

    /** An unshared memory with 32-bit addresses and pages of 64 KiB. */
    public static MemoryType of(Limits limits) {
        return new MemoryType(limits, AddressType.I32, false, PAGE_BYTES);
    }

    /** A memory with all its properties; {@code pageBytes} is 1 or 65,536. */
    public static MemoryType of(Limits limits, AddressType addressType, boolean shared, int pageBytes) {
        return new MemoryType(limits, addressType, shared, pageBytes);
    }

    /** Least and greatest size, in pages. */
    public Limits limits() {
        return limits;
    }

    /** Whether addresses have 32 or 64 bits. */
    public AddressType addressType() {
        return addressType;
    }

    /** Whether threads may share the memory. */
    public boolean shared() {
        return shared;
    }

    /** The size of a page, in bytes. */
    public int pageBytes() {
        return pageBytes;
    }

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemoryType that
                && limits.equals(that.limits)
                && addressType == that.addressType
                && shared == that.shared
                && pageBytes == that.pageBytes;
    }

    @Override
    public int hashCode() {
        return limits.hashCode() * 31 + addressType.hashCode();
    }

    /** As in the text format: {@code memory 1 16}. */
    @Override
    public String toString() {
        return "memory " + (addressType == AddressType.I64 ? "i64 " : "") + limits + (shared ? " shared" : "")
                + (pageBytes == PAGE_BYTES ? "" : " (pagesize " + pageBytes + ")");
    }
}
