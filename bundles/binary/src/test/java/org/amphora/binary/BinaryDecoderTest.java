package org.amphora.binary;

import static org.amphora.api.Feature.ATOMICS;
import static org.amphora.api.Feature.CUSTOM_PAGE_SIZES;
import static org.amphora.api.Feature.MEMORY64;
import static org.amphora.api.Feature.MULTIMEMORY;
import static org.amphora.binary.WasmBytes.hex;
import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amphora.api.AddressType;
import org.amphora.api.ExportType;
import org.amphora.api.FunctionType;
import org.amphora.api.GlobalType;
import org.amphora.api.ImportType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.Limits;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.MemoryType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;
import org.amphora.binary.module.ElementSegment;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.SegmentMode;
import org.junit.jupiter.api.Test;

class BinaryDecoderTest {
    private static String malformed(byte[] binary) {
        return assertThrows(MalformedModuleException.class, () -> BinaryDecoder.decode(binary))
                .getMessage();
    }

    private static String malformed(WasmBytes binary) {
        return malformed(binary.toBytes());
    }

    private static String invalid(WasmBytes binary) {
        return assertThrows(InvalidModuleException.class, () -> BinaryDecoder.decode(binary.toBytes()))
                .getMessage();
    }

    @Test
    void decodesAModuleWithoutSections() {
        ModuleDefinition decoded = BinaryDecoder.decode(module().toBytes());
        assertEquals(0, decoded.functionCount());
        assertEquals(Optional.empty(), decoded.name());
        assertEquals("93a44bbb96c751218e4c00d479e4c14358122a389acca16205b1e4d0dc5f9476", decoded.digest());
    }

    @Test
    void decodesWhatAModuleNeedsAndOffers() {
        ModuleDefinition decoded = BinaryDecoder.decode(module().section(1, "02 60 02 7f 7e 01 7d 60 00 00")
                .section(2, "03 01 65 01 66 00 00 01 65 01 67 03 7f 00 01 65 01 6d 02 01 01 02")
                .section(3, "01 01")
                .section(4, "01 6f 00 05")
                .section(6, "01 7e 01 42 07 0b")
                .section(7, "02 01 61 00 01 01 62 03 01")
                .section(8, "01")
                .section(9, "01 00 41 01 0b 01 00")
                .code("02 02 7f 01 7c 0b")
                .section(11, "01 00 41 00 0b 02 68 69")
                .toBytes());
        FunctionType signature = FunctionType.parse("iI-f");
        assertEquals(
                List.of(
                        ImportType.of("e", "f", signature),
                        ImportType.of("e", "g", GlobalType.constant(NumberType.I32)),
                        ImportType.of("e", "m", MemoryType.of(Limits.of(1, 2)))),
                decoded.imports());
        assertEquals(
                List.of(
                        ExportType.of("a", FunctionType.parse("-")),
                        ExportType.of("b", GlobalType.variable(NumberType.I64))),
                decoded.exports());
        assertEquals(signature, decoded.functionType(0));
        assertEquals(TableType.of(ReferenceType.EXTERNREF, Limits.atLeast(5)), decoded.table(0));
        assertEquals(1, decoded.start());
        assertEquals("{0, 1}", decoded.declaredFunctions().toString());
        ElementSegment segment = decoded.elementSegments().get(0);
        assertEquals(SegmentMode.ACTIVE, segment.mode());
        assertEquals(0, segment.function(0));
        assertEquals(2, decoded.dataSegments().get(0).length());
        FunctionBody body = decoded.body(1);
        assertEquals(3, body.localCount());
        assertEquals(NumberType.I32, body.local(1));
        assertEquals(NumberType.F64, body.local(2));
        assertEquals("e.f", decoded.functionName(0));
        assertEquals("a", decoded.functionName(1));
    }

    @Test
    void namesFunctionsByTheNameSectionFirst() {
        ModuleDefinition decoded = BinaryDecoder.decode(module().section(1, "01 60 00 00")
                .section(3, "02 00 00")
                .section(7, "01 01 78 00 00")
                .code("00 0b", "00 0b")
                .custom("name", hex("00 02 01 6d 01 04 01 00 01 66"))
                .toBytes());
        assertEquals(Optional.of("m"), decoded.name());
        assertEquals("f", decoded.functionName(0));
        assertEquals("$1", decoded.functionName(1));
        assertEquals("name (10 bytes)", decoded.customSections().get(0).toString());
        assertEquals("custom \"name\" 15 bytes at 37", decoded.sections().get(4).toString());
    }

    @Test
    void keepsWhatItReadOfADamagedNameSection() {
        ModuleDefinition decoded = BinaryDecoder.decode(
                module().custom("name", hex("00 02 01 6d 01 7f 01 00")).toBytes());
        assertEquals(Optional.of("m"), decoded.name());
        assertEquals(
                Optional.empty(),
                BinaryDecoder.decode(module().custom("name", hex("00 02 01 ff")).toBytes())
                        .name());
    }

    @Test
    void refusesWhatIsNoModule() {
        assertEquals(
                "unexpected end: a module begins with the 8 bytes 00 61 73 6d 01 00 00 00, not with 0 (at offset 0x0)",
                malformed(new byte[0]));
        assertEquals(
                "magic header not detected: a module begins with the bytes 00 61 73 6d, not with 7f 45 4c 46 (at offset 0x0)",
                malformed(hex("7f 45 4c 46 02 01 01 00")));
        assertEquals(
                "unexpected end: 4 bytes of version must follow the magic header (at offset 0x4)",
                malformed(hex("00 61 73 6d 01 00")));
        assertEquals(
                "unknown binary version 02 00 00 00: 01 00 00 00 is known (at offset 0x4)",
                malformed(hex("00 61 73 6d 02 00 00 00")));
    }

    @Test
    void saysWhatWouldBeRightInsteadOfAComponent() {
        assertEquals(
                "a component, not a core module: this engine runs core modules, such as compilers make for wasm32-wasip1"
                        + " (not wasm32-wasip2) or wasm32-unknown-unknown (at offset 0x4)",
                malformed(hex("00 61 73 6d 0d 00 01 00")));
    }

    @Test
    void refusesSectionsThatAreUnknownOrOutOfOrder() {
        assertEquals(
                "malformed section id 14: 13 is the greatest (at offset 0x8)", malformed(module().section(14, "00")));
        assertEquals(
                "unexpected content after last section: the type section stands behind the import section (at offset 0xb)",
                malformed(module().section(2, "00").section(1, "00")));
        assertEquals(
                "unexpected content after last section: the memory section stands behind the memory section"
                        + " (at offset 0xb)",
                malformed(module().section(5, "00").section(5, "00")));
    }

    @Test
    void refusesSectionsThatLieAboutTheirSize() {
        assertEquals(
                "length out of bounds: the type section declares 127 bytes, 1 are left (at offset 0x8)",
                malformed(module().raw("01 7f 00")));
        assertEquals(
                "section size mismatch: the type section declares 2 bytes and has 1 (at offset 0x8)",
                malformed(module().section(1, "00 00")));
        assertEquals("unexpected end of section or function (at offset 0xb)", malformed(module().section(1, "01")));
    }

    @Test
    void reservesNoSpaceForVectorsThatLieAboutTheirLength() {
        String hugeCount = "ff ff ff ff 0f";
        for (int id : new int[] {1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13}) {
            assertEquals(
                    "length out of bounds: 4294967295 in a module of 15 bytes (at offset 0xa)",
                    malformed(module().section(id, hugeCount)));
        }
        assertEquals(
                "length out of bounds: 4294967295 in a module of 17 bytes (at offset 0xc)",
                malformed(module().section(1, "01 4e" + hugeCount)));
        assertEquals(
                "length out of bounds: 4294967295 in a module of 17 bytes (at offset 0xc)",
                malformed(module().section(1, "01 60" + hugeCount)));
        assertEquals(
                "unexpected end of section or function: a recursion group declares 13 types, 0 bytes are left"
                        + " (at offset 0xd)",
                malformed(module().section(1, "01 4e 0d")));
    }

    @Test
    void refusesFunctionsWithoutBodiesAndBodiesWithoutFunctions() {
        assertEquals(
                "function and code section have inconsistent lengths: 1 and 0 (at offset 0x12)",
                malformed(module().section(1, "01 60 00 00").section(3, "01 00")));
        assertEquals(
                "function and code section have inconsistent lengths: 0 and 1 (at offset 0xe)",
                malformed(module().code("00 0b")));
        assertEquals(
                "data count and data section have inconsistent lengths: 2 and 0 (at offset 0xb)",
                malformed(module().section(12, "02")));
    }

    @Test
    void refusesMalformedNumbers() {
        assertEquals(
                "integer representation too long: more than 5 bytes for 32 bits (at offset 0xa)",
                malformed(module().section(1, "80 80 80 80 80 00")));
        assertEquals(
                "integer too large: more than 32 bits (at offset 0xa)",
                malformed(module().section(1, "80 80 80 80 10")));
    }

    @Test
    void refusesMalformedNames() {
        assertEquals(
                "malformed UTF-8 encoding of a name (at offset 0xb)",
                malformed(module().section(2, "01 01 ff 01 61 00 00")));
        assertEquals("malformed UTF-8 encoding of a name (at offset 0xa)", malformed(module().section(0, "02 c0 80")));
        assertEquals(
                "length out of bounds: a name of 5 bytes, 1 are left (at offset 0xa)",
                malformed(module().section(0, "05 61")));
    }

    @Test
    void readsTheSizeOfPages() {
        ModuleDefinition decoded = BinaryDecoder.decode(
                module().section(5, "03 08 01 00 0f 01 02 10 00 01").toBytes());
        assertEquals(MemoryType.of(Limits.atLeast(1), AddressType.I32, false, 1), decoded.memory(0));
        assertEquals(MemoryType.of(Limits.of(1, 2), AddressType.I64, true, 65_536), decoded.memory(1));
        assertEquals(Set.of(MULTIMEMORY, MEMORY64, ATOMICS, CUSTOM_PAGE_SIZES), decoded.features());
        assertEquals(
                "invalid custom page size 2^64: pages have 1 or 65536 bytes",
                invalid(module().section(5, "01 08 00 40")));
    }

    @Test
    void refusesMalformedDeclarations() {
        assertEquals(
                "malformed import kind 0x5 of e.f (at offset 0xf)",
                malformed(module().section(2, "01 01 65 01 66 05")));
        assertEquals(
                "malformed export kind 0x9 of f (at offset 0xd)", malformed(module().section(7, "01 01 66 09 00")));
        assertEquals(
                "malformed limits flags 0x10 of a memory (at offset 0xb)", malformed(module().section(5, "01 10 00")));
        assertEquals("malformed limits flags 0x8 of a memory (at offset 0xb)", malformed(module().section(5, "01 08")));
        assertEquals("invalid custom page size 2^65 (at offset 0xd)", malformed(module().section(5, "01 08 00 41")));
        assertEquals(
                "malformed limits flags 0x2 of a table (at offset 0xc)", malformed(module().section(4, "01 70 02 00")));
        assertEquals("malformed mutability 0x2 (at offset 0xc)", malformed(module().section(6, "01 7f 02 41 00 0b")));
        assertEquals("malformed value type 0x40 (at offset 0xb)", malformed(module().section(6, "01 40 00 41 00 0b")));
        assertEquals("malformed reference type 0x7f (at offset 0xb)", malformed(module().section(4, "01 7f 00 00")));
        assertEquals(
                "malformed table: 0x40 must be followed by 0x00 (at offset 0xc)",
                malformed(module().section(4, "01 40 01 70 00 00 d0 70 0b")));
        assertEquals("malformed heap type -48 (at offset 0xc)", malformed(module().section(6, "01 63 50")));
        assertEquals("malformed definition type 0x5d (at offset 0xb)", malformed(module().section(1, "01 5d 00")));
        assertEquals("malformed tag attribute 0x1 (at offset 0xb)", malformed(module().section(13, "01 01 00")));
    }

    @Test
    void refusesMalformedSegments() {
        assertEquals(
                "malformed elements segment kind 8: 0 to 7 are known (at offset 0xb)",
                malformed(module().section(9, "01 08")));
        assertEquals(
                "malformed element kind 0x1: 0x00 is known (at offset 0xc)",
                malformed(module().section(9, "01 01 01 00")));
        assertEquals(
                "malformed data segment kind 3: 0 to 2 are known (at offset 0xb)",
                malformed(module().section(11, "01 03")));
        assertEquals(
                "unexpected end of section or function (at offset 0xf)",
                malformed(module().section(11, "01 01 03 61 62")));
    }

    @Test
    void refusesTypesThatDoNotExist() {
        assertEquals("unknown type 0: up to here there are 0 (offset 0xb)", invalid(module().section(3, "01 00")));
        assertEquals(
                "type mismatch: type 0 must be a function type and is (struct) (offset 0x10)",
                invalid(module().section(1, "01 5f 00").section(3, "01 00")));
        assertEquals(
                "unknown type 1: the supertype of type 1 must be defined before it",
                invalid(module().section(1, "01 4e 02 50 00 5f 00 50 01 01 5f 00")));
        assertEquals(
                "sub type: type 2 declares 2 supertypes; one is allowed",
                invalid(module().section(1, "03 50 00 5f 00 50 00 5f 00 50 02 00 01 5f 00")));
    }

    @Test
    void refusesMoreLocalsThanTheEngineAllows() {
        WasmBytes types = module().section(1, "01 60 00 00").section(3, "01 00");
        assertEquals(
                "too many locals: 4294967297, 2^32-1 at most (at offset 0x1d)",
                malformed(types.code("02 ff ff ff ff 0f 7f 02 7e 0b")));
        WasmBytes again = module().section(1, "01 60 00 00").section(3, "01 00");
        assertEquals(
                "too many locals: function body at offset 0x1b declares 50001, this engine allows 50000",
                invalid(again.code("01 d1 86 03 7f 0b")));
    }

    @Test
    void decodesSegmentsOfAllKinds() {
        ModuleDefinition decoded = BinaryDecoder.decode(module().section(1, "01 60 00 00")
                .section(3, "01 00")
                .section(4, "01 40 00 64 70 00 01 d2 00 0b")
                .section(
                        9,
                        "08 00 41 00 0b 01 00  01 00 01 00  02 00 41 00 0b 00 01 00  03 00 01 00"
                                + " 04 41 00 0b 01 d2 00 0b  05 70 01 d0 70 0b  06 00 41 00 0b 70 00  07 70 00")
                .code("00 0b")
                .toBytes());
        assertEquals(
                List.of(
                        "ACTIVE (ref func) 1",
                        "PASSIVE (ref func) 1",
                        "ACTIVE (ref func) 1",
                        "DECLARATIVE (ref func) 1",
                        "ACTIVE funcref 1",
                        "PASSIVE funcref 1",
                        "ACTIVE funcref 0",
                        "DECLARATIVE funcref 0"),
                decoded.elementSegments().stream()
                        .map(segment -> segment.mode() + " " + segment.type() + " " + segment.size())
                        .toList());
        assertTrue(decoded.tableInitializer(0) != null);
        assertTrue(decoded.isDeclared(0));
    }

    @Test
    void tellsTheFaultInAnInstructionBeforeTheFaultBehindTheCode() {
        // the body declares 7 bytes and goes on: an offset with a byte too many, whose rest is no section
        WasmBytes binary = module().section(1, "01 60 00 00")
                .section(3, "01 00")
                .section(10, "01 07 00 41 00 28 02 82 80")
                .raw("80 80 80 80 80 80 80 80 00 1a 0b");
        assertEquals(
                "integer representation too long: more than 10 bytes for 64 bits (at offset 0x1b)", malformed(binary));
    }

    @Test
    void findsThatAnInitialiserDoesNotEndBeforeThatItNamesAnUnknownType() {
        // what follows as instructions: throw_ref, block of type 4
        WasmBytes binary =
                module().section(1, "01 60 00 00").raw("06 05 01 7f 00 41 00").raw("0a 02 04");
        assertEquals("unexpected end of section or function (at offset 0x18)", malformed(binary));
    }
}
