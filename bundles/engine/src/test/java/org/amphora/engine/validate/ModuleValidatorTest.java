package org.amphora.engine.validate;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.WasmBytes;
import org.junit.jupiter.api.Test;

/** Rules for what stands outside of functions. */
class ModuleValidatorTest {
    private static void validate(WasmBytes module) {
        ModuleValidator.validate(BinaryDecoder.decode(module.toBytes()));
    }

    private static String invalid(WasmBytes module) {
        return assertThrows(InvalidModuleException.class, () -> validate(module))
                .getMessage();
    }

    @Test
    void acceptsAModuleWithoutSections() {
        validate(module());
    }

    @Test
    void refusesSizesOutOfRange() {
        assertEquals(
                "memory size must be at most 65536 pages (4GiB): memory 0 declares 65537",
                invalid(module().section(5, "01 00 81 80 04")));
        assertEquals(
                "memory size must be at most 65536 pages (4GiB): memory 0 declares 0 65537",
                invalid(module().section(5, "01 01 00 81 80 04")));
        assertEquals(
                "size minimum must not be greater than maximum: memory 0 declares 2 1",
                invalid(module().section(5, "01 01 02 01")));
        assertEquals(
                "size minimum must not be greater than maximum: table 0 declares 2 1",
                invalid(module().section(4, "01 70 01 02 01")));
        assertEquals(
                "table size must be at most 2^32-1: table 0 declares 4294967296",
                invalid(module().section(4, "01 70 00 80 80 80 80 10")));
        assertEquals(
                "memory size must be at most 2^48 pages: memory 0 declares 281474976710657",
                invalid(module().section(5, "01 04 81 80 80 80 80 80 40")));
    }

    @Test
    void acceptsTheLargestSizesWhateverTheHeapHolds() {
        validate(
                module().section(4, "02 70 00 ff ff ff ff 0f 70 04 ff ff ff ff ff ff ff ff ff 01")
                        .section(
                                5,
                                "04 00 80 80 04 04 80 80 80 80 80 80 40 08 ff ff ff ff 0f 00 0c ff ff ff ff ff ff ff ff ff 01 00"));
    }

    @Test
    void knowsTwoSizesOfPages() {
        validate(module().section(5, "02 08 01 00 09 01 02 10"));
        assertEquals(
                "invalid custom page size: memory 0 has pages of 2 bytes, 1 or 65536 is allowed",
                invalid(module().section(5, "01 08 01 01")));
        assertEquals(
                "memory size must be at most 2^32-1 pages of 1 byte: memory 0 declares 4294967296",
                invalid(module().section(5, "01 08 80 80 80 80 10 00")));
    }

    @Test
    void refusesTablesOfNonNullReferencesWithoutInitializer() {
        assertEquals(
                "type mismatch: table 0 of (ref func) cannot begin with null and has no initialiser",
                invalid(module().section(4, "01 64 70 00 01")));
        assertEquals(
                "type mismatch: end expects (ref func) but got funcref (table 0, offset 0x13)",
                invalid(module().section(4, "01 40 00 64 70 00 01 d0 70 0b")));
    }

    @Test
    void acceptsArithmeticInConstantExpressions() {
        validate(module().section(2, "01 01 65 01 67 03 7f 00")
                .section(6, "02 7f 00 23 00 41 02 6c 41 03 6a 0b 7e 01 42 01 42 02 7d 0b"));
    }

    @Test
    void refusesConstantExpressionsThatAreNotConstant() {
        assertEquals(
                "constant expression required: nop is not constant (global 0, offset 0xd)",
                invalid(module().section(6, "01 7f 00 01 0b")));
        assertEquals(
                "constant expression required: i32.div_s is not constant (global 0, offset 0x11)",
                invalid(module().section(6, "01 7f 00 41 01 41 01 6d 0b")));
        assertEquals(
                "constant expression required: global 0 is mutable (global 1, offset 0x12)",
                invalid(module().section(6, "02 7f 01 41 00 0b 7f 00 23 00 0b")));
        assertEquals(
                "unknown global 0: global.get names it, and there are 0 (global 0, offset 0xd)",
                invalid(module().section(6, "01 7f 00 23 00 0b")));
        assertEquals(
                "type mismatch: end expects i32 but got i64 (global 0, offset 0xf)",
                invalid(module().section(6, "01 7f 00 42 00 0b")));
        assertEquals(
                "type mismatch: end expects i32 but the stack is empty (global 0, offset 0xd)",
                invalid(module().section(6, "01 7f 00 0b")));
        assertEquals(
                "type mismatch: end takes 1 of the 2 values on the stack (global 0, offset 0x11)",
                invalid(module().section(6, "01 7f 00 41 00 41 00 0b")));
    }

    @Test
    void refusesSegmentsThatDoNotFit() {
        assertEquals(
                "unknown table 0: element segment 0 names it, and the module has 0",
                invalid(module().section(9, "01 00 41 00 0b 00")));
        assertEquals(
                "unknown memory 0: data segment 0 names it, and the module has 0",
                invalid(module().section(11, "01 00 41 00 0b 00")));
        assertEquals(
                "unknown function 3: element segment 0 names it, and the module has 0",
                invalid(module().section(9, "01 01 00 01 03")));
        assertEquals(
                "type mismatch: element segment 0 holds (ref func), table 0 takes externref",
                invalid(module().section(4, "01 6f 00 01").section(9, "01 00 41 00 0b 00")));
        assertEquals(
                "type mismatch: end expects i32 but got i64 (data segment 0, offset 0x13)",
                invalid(module().section(5, "01 00 01").section(11, "01 00 42 00 0b 00")));
    }

    @Test
    void refusesExportsThatClashOrLeadNowhere() {
        assertEquals(
                "duplicate export name \"a\"",
                invalid(module().section(5, "01 00 01").section(7, "02 01 61 02 00 01 61 02 00")));
        assertEquals(
                "unknown global 0: export \"a\" names it, and the module has 0",
                invalid(module().section(7, "01 01 61 03 00")));
        assertEquals(
                "unknown function 4294967295: export \"a\" names it, and the module has 0",
                invalid(module().section(7, "01 01 61 00 ff ff ff ff 0f")));
    }

    @Test
    void refusesStartFunctionsThatDoNotExistOrTakeSomething() {
        assertEquals(
                "unknown function 0: the start section names it, and the module has 0",
                invalid(module().section(8, "00")));
        assertEquals(
                "unknown function 4294967295: the start section names it",
                invalid(module().section(8, "ff ff ff ff 0f")));
        assertEquals(
                "start function $0 (#0) must take and give nothing and has the type (i32) -> ()",
                invalid(module().section(1, "01 60 01 7f 00")
                        .section(3, "01 00")
                        .section(8, "00")
                        .code("00 0b")));
    }

    @Test
    void refusesTagsWithResults() {
        assertEquals(
                "non-empty tag result type: tag 0 has the type () -> (i32)",
                invalid(module().section(1, "01 60 00 01 7f").section(13, "01 00 00")));
    }

    @Test
    void refusesInstructionsOnDataWithoutDataCount() {
        WasmBytes module = module().section(1, "01 60 00 00")
                .section(3, "01 00")
                .code("00 fc 09 00 0b")
                .section(11, "01 01 00");
        assertEquals(
                "data count section required by data.drop (at offset 0x17)",
                assertThrows(MalformedModuleException.class, () -> validate(module))
                        .getMessage());
    }

    @Test
    void refusesSupertypesThatAreFinalOrDoNotMatch() {
        assertEquals(
                "sub type 1 has a supertype that is final: (struct)",
                invalid(module().section(1, "02 5f 00 50 01 00 5f 00")));
        assertEquals(
                "sub type 1 does not match its supertype: (sub (struct …) (struct)), (sub (struct (field i32)))",
                invalid(module().section(1, "02 50 00 5f 01 7f 00 50 01 00 5f 00")));
        assertEquals(
                "sub type 1 does not match its supertype: (sub (struct …) (array i32)), (sub (struct))",
                invalid(module().section(1, "02 50 00 5f 00 50 01 00 5e 7f 00")));
    }
}
