package org.amphora.engine.validate;

import org.amphora.api.AddressType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.amphora.api.TableType;

/** The rules for the sizes of tables and memories (WebAssembly 3.0, sections 3.2.15 to 3.2.19). */
final class LimitRules {
    private static final long MAX_TABLE_32 = 0xffff_ffffL;
    private static final long MAX_TABLE_64 = -1;
    private static final long MAX_PAGES_32 = 1L << 16;
    private static final long MAX_PAGES_64 = 1L << 48;

    private LimitRules() {}

    static void table(int index, TableType type) {
        boolean wide = type.addressType() == AddressType.I64;
        check(
                "table " + index,
                type.limits(),
                wide ? MAX_TABLE_64 : MAX_TABLE_32,
                "table size must be at most " + (wide ? "2^64-1" : "2^32-1"));
    }

    static void memory(int index, MemoryType type) {
        boolean wide = type.addressType() == AddressType.I64;
        check(
                "memory " + index,
                type.limits(),
                wide ? MAX_PAGES_64 : MAX_PAGES_32,
                "memory size must be at most " + (wide ? "2^48 pages" : "65536 pages (4GiB)"));
        if (type.shared() && type.limits().max().isEmpty()) {
            throw new InvalidModuleException("shared memory must have maximum: memory " + index + " has none");
        }
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
