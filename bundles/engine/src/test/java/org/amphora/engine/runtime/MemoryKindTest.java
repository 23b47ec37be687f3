package org.amphora.engine.runtime;

import static org.amphora.engine.runtime.MemoryKind.BYTES;
import static org.amphora.engine.runtime.MemoryKind.LARGE;
import static org.amphora.engine.runtime.MemoryKind.SHARED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.amphora.api.AddressType;
import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.junit.jupiter.api.Test;

class MemoryKindTest {
    private static final long UNLIMITED = Long.MAX_VALUE;

    private static MemoryKind kind(Limits limits) {
        return MemoryKind.of(MemoryType.of(limits), UNLIMITED);
    }

    private static MemoryKind wide(Limits limits, int pageBytes, long limitBytes) {
        return MemoryKind.of(MemoryType.of(limits, AddressType.I64, false, pageBytes), limitBytes);
    }

    @Test
    void isOneArrayUnlessMoreIsDeclared() {
        assertEquals(BYTES, kind(Limits.atLeast(0)));
        assertEquals(BYTES, kind(Limits.of(1, 32_767)));
        assertEquals(BYTES, kind(Limits.of(1, 32_768)), "just 2 GiB");
        assertEquals(LARGE, kind(Limits.of(1, 32_769)));
        assertEquals(BYTES, kind(Limits.atLeast(32_767)));
        assertEquals(LARGE, kind(Limits.atLeast(32_768)));
        assertEquals(LARGE, kind(Limits.of(32_768, 32_768)));
    }

    @Test
    void isTheSameFor64BitAddresses() {
        assertEquals(BYTES, wide(Limits.atLeast(1), 65_536, UNLIMITED));
        assertEquals(BYTES, wide(Limits.of(1, 32_768), 65_536, UNLIMITED));
        assertEquals(LARGE, wide(Limits.of(1, 1L << 48), 65_536, UNLIMITED));
        assertEquals(LARGE, wide(Limits.of(1, -1), 1, UNLIMITED));
        assertEquals(LARGE, wide(Limits.of(1, (1L << 31) + 1), 1, UNLIMITED));
        assertEquals(BYTES, wide(Limits.of(1, 1L << 31), 1, UNLIMITED));
    }

    @Test
    void isOneArrayIfNoMoreIsAllowed() {
        assertEquals(BYTES, wide(Limits.of(1, 1L << 48), 65_536, 1L << 31));
        assertEquals(LARGE, wide(Limits.of(1, 1L << 48), 65_536, (1L << 31) + 1));
    }

    @Test
    void isSharedIfThatIsDeclared() {
        assertEquals(SHARED, MemoryKind.of(MemoryType.of(Limits.of(1, 2), AddressType.I32, true, 65_536), UNLIMITED));
    }
}
