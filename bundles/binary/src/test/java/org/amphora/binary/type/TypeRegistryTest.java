package org.amphora.binary.type;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.FunctionType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.ReferenceType;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.WasmBytes;
import org.amphora.binary.module.ModuleDefinition;
import org.junit.jupiter.api.Test;

class TypeRegistryTest {
    private static ModuleDefinition types(String hex) {
        return BinaryDecoder.decode(module().section(1, hex).toBytes());
    }

    @Test
    void makesEquivalentTypesOfDifferentModulesOneObject() {
        CanonicalType one = types("02 60 00 00 60 01 7f 01 7e").type(1);
        assertSame(one, types("01 60 01 7f 01 7e").type(0));
        assertSame(one, TypeRegistry.function(FunctionType.parse("i-I")));
    }

    @Test
    void knowsWhatATypeExpandsTo() {
        ModuleDefinition module = types("03 60 00 00 50 00 5f 00 5e 7f 00");
        assertEquals(AbstractHeapType.FUNC, module.type(0).kind());
        assertEquals(AbstractHeapType.STRUCT, module.type(1).kind());
        assertEquals(AbstractHeapType.ARRAY, module.type(2).kind());
    }

    @Test
    void tellsTypesApartByTheirGroup() {
        CanonicalType alone = types("01 60 00 00").type(0);
        ModuleDefinition pair = types("02 4e 02 60 00 00 60 00 00 60 00 00");
        assertNotSame(alone, pair.type(0));
        assertNotSame(pair.type(0), pair.type(1));
        assertSame(alone, pair.type(2));
    }

    @Test
    void tellsTypesApartByFinalityMutabilityAndPacking() {
        CanonicalType plain = types("01 5f 01 7f 00").type(0);
        assertSame(plain, types("01 4f 00 5f 01 7f 00").type(0));
        assertNotSame(plain, types("01 50 00 5f 01 7f 00").type(0));
        assertNotSame(plain, types("01 5f 01 7f 01").type(0));
        assertNotSame(plain, types("01 5f 01 78 00").type(0));
        assertNotSame(types("01 5f 01 78 00").type(0), types("01 5f 01 77 00").type(0));
    }

    @Test
    void makesGroupsThatReferToThemselvesEquivalent() {
        // (rec (type (func (param (ref 1)))) (type (struct (field (ref null 0))))), at different indices
        ModuleDefinition first = types("01 4e 02 60 01 64 01 00 5f 01 63 00 00");
        ModuleDefinition second = types("02 60 00 00 4e 02 60 01 64 02 00 5f 01 63 01 00");
        assertSame(first.type(0), second.type(1));
        assertSame(first.type(1), second.type(2));
        // the same shape, but the second refers to the first group instead of itself
        ModuleDefinition third = types("02 4e 02 60 01 64 01 00 5f 01 63 00 00 4e 02 60 01 64 01 00 5f 01 63 00 00");
        assertNotSame(third.type(0), third.type(2));
    }

    @Test
    void printsTypesWithoutGoingRoundInCircles() {
        ModuleDefinition module = types("01 4e 02 60 01 64 01 00 50 00 5f 02 63 00 00 78 01");
        assertEquals("(func (param (ref (struct …))))", module.type(0).toString());
        assertEquals(
                "(sub (struct (field (ref null (func …))) (field (mut i8))))",
                module.type(1).toString());
        assertEquals("(array (mut i16))", types("01 5e 77 01").type(0).toString());
    }

    @Test
    void canonicalizesAChainThatDoublesAtEachLinkInLinearTime() {
        // type n is (struct (field (ref n-1)) (field (ref n-1))): as a tree it has 2^n nodes
        int length = 100_000;
        byte[] chain = chain(length);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            CanonicalType last = BinaryDecoder.decode(chain).type(length - 1);
            ModuleDefinition again = BinaryDecoder.decode(chain);
            assertSame(last, again.type(length - 1));
            assertEquals("(struct (field (ref (struct …))) (field (ref (struct …))))", last.toString());
            assertEquals(
                    "(ref (struct (field (ref (struct …))) (field (ref (struct …)))))",
                    ReferenceType.of(false, last).toString());
        });
    }

    private static byte[] chain(int length) {
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        WasmBytes.leb(types, length);
        types.writeBytes(new byte[] {0x5f, 0});
        for (int i = 1; i < length; i++) {
            types.writeBytes(new byte[] {0x5f, 2, 0x64});
            WasmBytes.signed(types, i - 1);
            types.writeBytes(new byte[] {0, 0x64});
            WasmBytes.signed(types, i - 1);
            types.write(0);
        }
        return module().section(1, types.toByteArray()).toBytes();
    }

    @Test
    void keepsNothingThatATypeWhichIsGoneReferredTo() throws InterruptedException {
        WeakReference<CanonicalType> first =
                new WeakReference<>(types("02 5f 01 7c 01 5e 63 00 01").type(0));
        // the second type is collected first; it held the first one
        for (int i = 0; i < 50 && first.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(first.get());
    }

    @Test
    void knowsSupertypesAtAnyDistance() {
        // 0 <: nothing, 1 <: 0, 2 <: 1, all of them open; 3 <: 0
        ModuleDefinition module =
                types("04 50 00 5f 00 50 01 00 5f 01 7f 00 50 01 01 5f 02 7f 00 7e 00 50 01 00 5f 00");
        assertTrue(module.type(2).isSubtypeOf(module.type(0)));
        assertTrue(module.type(2).isSubtypeOf(module.type(2)));
        assertFalse(module.type(0).isSubtypeOf(module.type(2)));
        assertFalse(module.type(2).isSubtypeOf(module.type(3)));
        assertEquals(
                List.of(module.type(1)), module.type(2).supertype().stream().toList());
    }

    @Test
    void refusesMoreThanSixtyThreeSupertypes() {
        StringBuilder types = new StringBuilder("c1 00 50 00 5f 00");
        for (int i = 0; i < 64; i++) {
            types.append("50 01").append(HexFormat.of().toHexDigits((byte) i)).append("5f 00");
        }
        assertEquals(
                "sub type has more than 63 supertypes above it",
                assertThrows(InvalidModuleException.class, () -> types(types.toString()))
                        .getMessage());
    }
}
