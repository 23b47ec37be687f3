package org.amphora.binary.type;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.ReferenceType;
import org.amphora.binary.BinaryDecoder;
import org.junit.jupiter.api.Test;

class GroupDigestTest {
    private static String digest(String types, int type) {
        return BinaryDecoder.decode(module().section(1, types).toBytes())
                .type(type)
                .group()
                .digest();
    }

    @Test
    void isTheSameInEachJvm() {
        assertEquals("db6ae5670e09220b63430b7a979e9243", digest("01 5f 01 7f 00", 0));
        // a structure, and an array of references to it
        assertEquals("f06b7db7f6295df97eeb18e5713c76d0", digest("02 5f 01 7f 00 5e 63 00 01", 1));
    }

    @Test
    void dependsOnTheTypesThatAreReferredTo() {
        String array = " 5e 63 00 01";
        assertEquals(digest("02 5f 01 7f 00" + array, 1), digest("02 5f 01 7f 00" + array, 1));
        assertNotEquals(digest("02 5f 01 7f 00" + array, 1), digest("02 5f 01 7e 00" + array, 1));
        String pair = "02 4e 02 5f 00 5f 00 5e 63 ";
        assertNotEquals(digest(pair + "00 01", 2), digest(pair + "01 01", 2));
    }

    @Test
    void endsForAChainOfTypesThatDoublesAtEachLink() {
        CanonicalType last = TypeRegistry.function(FunctionType.parse("-"));
        for (int i = 0; i < 100_000; i++) {
            RecursionGroup draft = new RecursionGroup(1);
            ReferenceType reference = ReferenceType.of(true, last);
            draft.member(0)
                    .define(
                            true,
                            null,
                            new FunctionDefinition(FunctionType.of(List.of(reference, reference), List.of())));
            last = TypeRegistry.canonical(draft).member(0);
        }
        assertEquals(32, last.group().digest().length());
    }
}
