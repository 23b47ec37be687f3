package org.amphora.engine.validate;

import org.amphora.api.AddressType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.amphora.api.TableType;

/** The rules for the sizes of tables and memories (WebAssembly 3.0, sections 3.2.15 to 3.2.19). */
public final class LimitRules {
    private static final int PAGE_BITS = Integer.numberOfTrailingZeros(MemoryType.PAGE_BYTES);

    private LimitRules() {}

    /** The most elements that a table of {@code type} may have: an unsigned number. */
    public static long mostElements(TableType type) {
        return type.addressType() == AddressType.I64 ? -1 : 0xffff_ffffL;
    }

    /** The most pages that a memory of {@code type} may have: an unsigned number. */
    public static long mostPages(MemoryType type) {
        int bits = type.addressType() == AddressType.I64 ? Long.SIZE : Integer.SIZE;
        return type.pageBytes() == 1 ? -1L >>> (Long.SIZE - bits) : 1L << (bits - PAGE_BITS);
    }

    /** Whether pages may have the size that {@code type} gives them. */
    public static boolean allowsPagesOf(MemoryType type) {
        return type.pageBytes() == 1 || type.pageBytes() == MemoryType.PAGE_BYTES;
    }

    static void table(String table, TableType type) {
        boolean wide = type.addressType() == AddressType.I64;
        check(table, type.limits(), mostElements(type), "table size must be at most " + (wide ? "2^64-1" : "2^32-1"));
    }

    static void memory(String memory, MemoryType type) {
        if (!allowsPagesOf(type)) {
            throw new InvalidModuleException("invalid custom page size: " + memory + " has pages of " + type.pageBytes()
                    + " bytes, 1 or 65536 is allowed");
        }
        check(memory, type.limits(), mostPages(type), "memory size must be at most " + most(type));
        if (type.shared() && type.limits().max().isEmpty()) {
            throw new InvalidModuleException("shared memory must have maximum: " + memory + " has none");
        }
    }

    private static String most(MemoryType type) {
        boolean wide = type.addressType() == AddressType.I64;
        if (type.pageBytes() == 1) {
            return wide ? "2^64-1 pages of 1 byte" : "2^32-1 pages of 1 byte";
        }
        return wide ? "2^48 pages" : "65536 pages (4GiB)";
    }

    private static void check(String what, Limits limits, long range, String words) {
        long min = limits.min();
        long max = limits.max().orElse(range);
        if (Long.compareUnsigned(min, range) > 0 || Long.compareUnsigned(max, range) > 0) {
            throw new InvalidModuleException(words + ": " + what + " declares " + limits);
        }
        if (Long.compareUnsigned(min, max) > 0) {
            throw new InvalidModuleException(
                    "size minimum must not be greater than maximum: " + what + " declares " + limits);
        }
    }
}
