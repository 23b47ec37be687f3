package org.amphora.engine.validate;

import static org.amphora.binary.WasmBytes.hex;
import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.WasmException;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.WasmBytes;
import org.junit.jupiter.api.Test;

/** Rules for the code of functions. */
class FunctionValidationTest {
    /**
     * Function 0 is called f, takes an i32 and an i64 and returns an i32; function 1 takes and returns nothing, and may
     * not be named by references. Type 2 takes an i32 and returns an i64; type 3 returns two i32. There are a table of
     * functions, one of externals, a memory, an immutable global, an element segment and a data segment.
     */
    private static WasmBytes surroundings(byte[] body) {
        return module().section(1, "04 60 02 7f 7e 01 7f 60 00 00 60 01 7f 01 7e 60 00 02 7f 7f")
                .section(3, "02 00 01")
                .section(4, "02 70 00 01 6f 00 01")
                .section(5, "01 00 01")
                .section(6, "01 7f 00 41 00 0b")
                .section(7, "01 01 66 00 00")
                .section(9, "01 01 00 01 00")
                .section(12, "01")
                .code(body, hex("00 0b"))
                .section(11, "01 01 00");
    }

    /** The offset of the first instruction behind a declaration of locals that takes a byte. */
    private static final int CODE = 0x4f;

    private static void validate(byte[] body) {
        ModuleValidator.validate(BinaryDecoder.decode(surroundings(body).toBytes()));
    }

    private static void valid(String code) {
        assertDoesNotThrow(() -> validate(hex("00" + code)));
    }

    /** The message without the place, after checking that it names the function and the instruction at {@code offset}. */
    private static String invalid(int offset, String code) {
        return invalidBody(offset, "00" + code);
    }

    private static String invalidBody(int offset, String body) {
        String message = assertThrows(InvalidModuleException.class, () -> validate(hex(body)))
                .getMessage();
        String place = " (function f (#0), offset 0x" + Integer.toHexString(CODE + offset) + ")";
        assertEquals(place, message.substring(message.length() - place.length()), message);
        return message.substring(0, message.length() - place.length());
    }

    @Test
    void refusesTailCallsThatReturnSomethingElse() {
        valid("20 00 20 01 12 00 0b");
        assertEquals(
                "type mismatch: return_call expects a function that returns [i32] but the one that is called returns []",
                invalid(0, "12 01 0b"));
        assertEquals("type mismatch: return_call expects i64 but got i32", invalid(4, "20 00 20 00 12 00 0b"));
    }

    @Test
    void acceptsCodeThatFits() {
        valid("20 00 0b");
        valid("20 00 20 01 a7 6a 0b");
        valid("02 7f 41 01 0c 00 0b 0b");
        valid("20 00 04 7f 41 01 05 41 02 0b 0b");
        valid("20 00 02 02 ad 0b a7 0b");
        valid("02 03 41 01 41 02 0b 6a 0b");
        valid("03 40 0c 00 0b 00 0b");
        valid("20 00 20 01 10 00 0b");
        valid("20 00 20 01 41 00 11 00 00 0b");
        valid("20 00 28 02 00 0b");
        valid("d2 00 d1 0b");
        valid("41 00 41 00 41 00 fc 08 00 00 3f 00 0b");
        valid("41 00 41 00 41 00 fc 0c 00 00 20 00 0b");
        valid("41 01 41 02 20 00 1b 0b");
        valid("d0 70 d0 70 20 00 1c 01 70 d1 0b");
    }

    @Test
    void saysWhatAnInstructionExpectsAndGets() {
        assertEquals("type mismatch: i32.add expects i32 but got i64", invalid(4, "20 00 20 01 6a 0b"));
        assertEquals("type mismatch: i32.add expects i32 but the stack is empty", invalid(2, "20 00 6a 0b"));
        assertEquals("type mismatch: end expects i32 but got i64", invalid(2, "20 01 0b"));
        assertEquals("type mismatch: end takes 1 of the 3 values on the stack", invalid(6, "20 00 20 00 20 00 0b"));
        assertEquals("type mismatch: drop expects a value but the stack is empty", invalid(0, "1a 0b"));
        assertEquals("type mismatch: call expects i64 but got i32", invalid(4, "20 00 20 00 10 00 0b"));
        assertEquals("type mismatch: if expects i32 but got i64", invalid(2, "20 01 04 40 0b 20 00 0b"));
    }

    @Test
    void letsUnreachableCodeTakeWhateverItWants() {
        valid("00 6a 0b");
        valid("00 0b");
        valid("20 00 0f 1a 6a 0b");
        valid("00 1b 0b");
        valid("00 02 40 0b 0b");
        assertEquals("type mismatch: i32.add expects i32 but got i64", invalid(3, "00 42 00 6a 0b"));
        assertEquals("type mismatch: end takes 1 of the 2 values on the stack", invalid(5, "00 41 00 41 00 0b"));
        assertEquals("type mismatch: drop expects a value but the stack is empty", invalid(3, "00 02 40 1a 0b 0b"));
    }

    @Test
    void theTypeOfABlockBeyondTheRangeOfIntIsUnknown() {
        assertEquals("unknown type 3204446660: loop names it, and there are 4", invalid(0, "03 c4 f3 ff f7 0b 0b 0b"));
        assertEquals("unknown type 4294967295: block names it, and there are 4", invalid(0, "02 ff ff ff ff 0f 0b 0b"));
    }

    @Test
    void refusesIndicesBeyondTheirIndexSpaces() {
        assertEquals("unknown local 2: local.get names it, and there are 2", invalid(0, "20 02 0b"));
        assertEquals(
                "unknown local 4294967295: local.get names it, and there are 2", invalid(0, "20 ff ff ff ff 0f 0b"));
        assertEquals("unknown global 1: global.get names it, and there is 1", invalid(0, "23 01 0b"));
        assertEquals("unknown function 2: call names it, and there are 2", invalid(0, "10 02 0b"));
        assertEquals("unknown function 7: ref.func names it, and there are 2", invalid(0, "d2 07 0b"));
        assertEquals("unknown type 4: call_indirect names it, and there are 4", invalid(2, "41 00 11 04 00 0b"));
        assertEquals("unknown table 2: call_indirect names it, and there are 2", invalid(2, "41 00 11 00 02 0b"));
        assertEquals("unknown label 1: br names it, and there is 1", invalid(0, "0c 01 0b"));
        assertEquals(
                "unknown label 3: br_table names it, and there are 2", invalid(4, "02 40 41 00 0e 01 03 00 0b 0b"));
        assertEquals("unknown memory 1: i32.load names it, and there is 1", invalid(2, "41 00 28 42 01 00 0b"));
        assertEquals("unknown data segment 1: data.drop names it, and there is 1", invalid(0, "fc 09 01 0b"));
        assertEquals("unknown elem segment 1: elem.drop names it, and there is 1", invalid(0, "fc 0d 01 0b"));
    }

    @Test
    void refusesAtomicAccessesThatAreNotAligned() {
        assertEquals(
                "atomic alignment must be natural: i32.atomic.load with 2^1 bytes, not 4",
                invalid(2, "41 00 fe 10 01 00 0b"));
        assertEquals(
                "atomic alignment must be natural: i64.atomic.store8 with 2^1 bytes, not 1",
                invalid(4, "41 00 42 00 fe 1b 01 00 0b"));
    }

    @Test
    void refusesAlignmentsAndOffsetsThatAreTooLarge() {
        assertEquals(
                "alignment must not be larger than natural: i32.load with 2^3 bytes, at most 4",
                invalid(2, "41 00 28 03 00 0b"));
        assertEquals(
                "alignment must not be larger than natural: i64.store8 with 2^63 bytes, at most 1",
                invalid(4, "41 00 42 00 3c 3f 00 0b"));
        assertEquals(
                "offset out of range: i32.load with 4294967296 in a memory with 32-bit addresses",
                invalid(2, "41 00 28 02 80 80 80 80 10 0b"));
    }

    @Test
    void refusesBranchesThatTakeOtherValues() {
        assertEquals("type mismatch: br expects i32 but the stack is empty", invalid(0, "0c 00 0b"));
        assertEquals(
                "type mismatch: br_table takes 0 values to its default label and 1 to label 1",
                invalid(4, "02 40 41 00 0e 01 01 00 0b 20 00 0b"));
        assertEquals(
                "type mismatch: br_table expects i32 but got i64",
                invalid(6, "02 7e 20 01 41 00 0e 01 00 01 0b a7 0b"));
        assertEquals(
                "type mismatch: an if without else must leave what it took, not () -> (i32)",
                invalid(6, "20 00 04 7f 41 00 0b 0b"));
    }

    @Test
    void refusesElseOutsideOfIf() {
        MalformedModuleException e =
                assertThrows(MalformedModuleException.class, () -> validate(hex("00 02 40 05 0b 20 00 0b")));
        assertEquals("END opcode expected: else stands outside of an if (at offset 0x51)", e.getMessage());
    }

    @Test
    void refusesSelectsWithoutOneType() {
        assertEquals(
                "type mismatch: select expects two values of one type but got i32 and i64",
                invalid(6, "20 00 20 01 20 00 1b 0b"));
        assertEquals(
                "type mismatch: select expects numbers or vectors, unless it declares a type, but got funcref",
                invalid(6, "d0 70 d0 70 20 00 1b 0b"));
        assertEquals(
                "invalid result arity: select must declare one type, not 0", invalid(6, "20 00 20 00 20 00 1c 00 0b"));
    }

    @Test
    void refusesReferencesToFunctionsThatAreNotDeclared() {
        assertEquals(
                "undeclared function reference: ref.func names function $1 (#1), which no export, element segment or"
                        + " constant expression names",
                invalid(0, "d2 01 d1 0b"));
        assertEquals("type mismatch: ref.is_null expects a reference but got i32", invalid(2, "20 00 d1 0b"));
    }

    @Test
    void keepsReferencesApartFromNumbersInUnreachableCode() {
        valid("00 d4 d1 0b");
        valid("02 64 70 00 d4 0b d1 0b");
        valid("00 14 00 0b");
        assertEquals("type mismatch: end expects i32 but got a reference", invalid(2, "00 d4 0b"));
        assertEquals("type mismatch: i32.eqz expects i32 but got a reference", invalid(3, "00 d5 00 45 0b"));
    }

    @Test
    void refusesBranchesOnNullThatTakeOtherReferences() {
        assertEquals("type mismatch: br_on_null expects a reference but got i32", invalid(2, "20 00 d5 00 0b"));
        assertEquals(
                "type mismatch: br_on_null expects i32 but the stack is empty", invalid(2, "d0 70 d5 00 1a 20 00 0b"));
        assertEquals(
                "type mismatch: br_on_non_null expects a label that takes (ref func) but label 0 takes nothing",
                invalid(4, "02 40 d0 70 d6 00 0b 20 00 0b"));
        assertEquals(
                "type mismatch: br_on_non_null expects externref but got (ref func)",
                invalid(4, "02 6f d0 70 d6 00 d0 6f 0b d1 0b"));
        assertEquals(
                "type mismatch: call_ref expects (ref null (func (param i32 i64) (result i32))) but got funcref",
                invalid(6, "20 00 20 01 d0 70 14 00 0b"));
        assertEquals("unknown type 4: call_ref names it, and there are 4", invalid(2, "d0 70 14 04 0b"));
    }

    @Test
    void refusesToSetWhatIsImmutable() {
        assertEquals("immutable global: global.set on global 0", invalid(2, "20 00 24 00 20 00 0b"));
    }

    @Test
    void refusesTablesOfTheWrongKind() {
        assertEquals(
                "type mismatch: call_indirect expects a table of functions but table 1 holds externref",
                invalid(6, "20 00 20 01 41 00 11 00 01 0b"));
        assertEquals(
                "type mismatch: table.copy expects elements of type funcref but got externref",
                invalid(6, "41 00 41 00 41 00 fc 0e 00 01 0b"));
        assertEquals(
                "type mismatch: table.init expects elements of type externref but got (ref func)",
                invalid(6, "41 00 41 00 41 00 fc 0c 00 01 0b"));
    }

    @Test
    void knowsWhichLocalsHaveAValue() {
        // local 2 is a (ref func), which has no default
        String local = "01 01 64 70";
        assertEquals(
                "uninitialized local 2: local.get reads it before it was set, and (ref func) has no default",
                invalidBody(3, local + "20 02 d1 0b"));
        assertDoesNotThrow(() -> validate(hex(local + "d2 00 21 02 20 02 d1 0b")));
        assertDoesNotThrow(() -> validate(hex(local + "d2 00 22 02 d1 1a 02 40 20 02 1a 0b 20 00 0b")));
        assertEquals(
                "uninitialized local 2: local.get reads it before it was set, and (ref func) has no default",
                invalidBody(10, local + "02 40 d2 00 21 02 0b 20 02 d1 0b"));
        assertEquals(
                "uninitialized local 2: local.get reads it before it was set, and (ref func) has no default",
                invalidBody(12, local + "20 00 04 40 d2 00 21 02 05 20 02 1a 0b 20 00 0b"));
    }

    @Test
    void refusesLanesThatTheVectorHasNot() {
        valid("41 00 fd 0f fd 15 0f 0b");
        assertEquals(
                "invalid lane index: i8x16.extract_lane_s names lane 16, and there are 16",
                invalid(4, "41 00 fd 0f fd 15 10 0b"));
        assertEquals(
                "invalid lane index: f64x2.replace_lane names lane 255, and there are 2",
                invalid(4, "41 00 fd 0f fd 22 ff 0b"));
        assertEquals(
                "invalid lane index: v128.load16_lane names lane 8, and there are 8",
                invalid(6, "41 00 41 00 fd 10 fd 55 01 00 08 0b"));
        assertEquals(
                "invalid lane index: i8x16.shuffle names lane 32, and there are 32",
                invalid(8, "41 00 fd 0f 41 00 fd 0f fd 0d 00 00 00 00 00 00 00 00 00 00 00 00 00 00 1f 20 0b"));
        assertEquals(
                "alignment must not be larger than natural: v128.load32_splat with 2^3 bytes, at most 4",
                invalid(2, "41 00 fd 09 03 00 0b"));
    }

    @Test
    void validatesAHundredThousandNestedBlocks() {
        int depth = 100_000;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        for (int i = 0; i < depth; i++) {
            body.writeBytes(new byte[] {0x02, 0x7f});
        }
        body.writeBytes(new byte[] {0x20, 0});
        byte[] ends = new byte[depth + 1];
        Arrays.fill(ends, (byte) 0x0b);
        body.writeBytes(ends);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> validate(body.toByteArray()));
    }

    @Test
    void validatesTwoHundredThousandOperands() {
        int count = 200_000;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        for (int i = 0; i < count; i++) {
            body.writeBytes(new byte[] {0x20, 0});
        }
        byte[] adds = new byte[count - 1];
        Arrays.fill(adds, (byte) 0x6a);
        body.writeBytes(adds);
        body.write(0x0b);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> validate(body.toByteArray()));
    }

    @Test
    void validatesALargeBranchTableInLinearTime() {
        int count = 500_000;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(hex("00 02 40 41 00 0e"));
        WasmBytes.leb(body, count);
        body.writeBytes(new byte[count + 1]);
        body.writeBytes(hex("0b 20 00 0b"));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> validate(body.toByteArray()));
    }

    /** Fifty thousand locals in five bytes, a hundred thousand times: to list them would take five billion steps. */
    @Test
    void doesNotListLocalsOneByOne() {
        int count = 100_000;
        byte[] body = hex("01 d0 86 03 7f 0b");
        byte[][] bodies = new byte[count][];
        Arrays.fill(bodies, body);
        ByteArrayOutputStream functions = new ByteArrayOutputStream();
        WasmBytes.leb(functions, count);
        functions.writeBytes(new byte[count]);
        byte[] binary = module().section(1, "01 60 00 00")
                .section(3, functions.toByteArray())
                .code(bodies)
                .toBytes();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            var module = BinaryDecoder.decode(binary);
            ModuleValidator.validate(module);
            module.features();
        });
    }

    @Test
    void survivesEveryTruncationAndEveryFlippedBit() {
        byte[] whole = surroundings(hex("00 20 00 04 40 02 40 20 00 0e 02 00 01 00 0b 0b 41 00 41 00 41 00 fc 08 00 00"
                        + " d2 00 d0 70 20 00 1c 01 70 1a 20 00 20 01 41 00 11 00 00 0b"))
                .custom("name", hex("00 02 01 6d 01 04 01 00 01 66"))
                .toBytes();
        ModuleValidator.validate(BinaryDecoder.decode(whole));
        for (int length = 0; length < whole.length; length++) {
            check(Arrays.copyOf(whole, length));
        }
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            check(damaged);
        }
    }

    /** Whatever the bytes are: the module is valid, or there is an error of ours. */
    private static void check(byte[] binary) {
        try {
            var module = BinaryDecoder.decode(binary);
            ModuleValidator.validate(module);
            module.features();
            module.exports();
            module.functionName(0);
        } catch (WasmException e) {
            assertEquals(false, e.getMessage().isBlank());
        }
    }
}
