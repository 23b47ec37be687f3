package org.amphora.engine.validate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.amphora.api.WasmException;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.WasmBytes;
import org.junit.jupiter.api.Test;

/** Throwing and catching; what is not valid in one form of catching has no test in the other if the rule is shared. */
class ExceptionRulesTest {
    /** The function returns an i32; tag 0 carries an i32, tag 1 nothing. */
    private static byte[] module(String code) {
        return WasmBytes.module()
                .section(1, "03 60 00 01 7f 60 01 7f 00 60 00 00")
                .section(3, "01 00")
                .section(13, "02 00 01 00 02")
                .section(7, "01 01 66 00 00")
                .code("00" + code)
                .toBytes();
    }

    private static void valid(String code) {
        assertDoesNotThrow(() -> ModuleValidator.validate(BinaryDecoder.decode(module(code))));
    }

    /** The message without the place. */
    private static String refused(String code) {
        String message = assertThrows(
                        WasmException.class, () -> ModuleValidator.validate(BinaryDecoder.decode(module(code))))
                .getMessage();
        return message.replaceAll(" \\((function f \\(#0\\), |at )offset .*", "");
    }

    @Test
    void acceptsBothForms() {
        valid("02 7f 1f 40 01 00 00 00 08 01 0b 41 00 0b 0b");
        valid("02 69 1f 40 01 03 00 08 01 0b 00 0b 0a 0b");
        valid("06 7f 41 01 07 00 07 01 41 02 19 09 00 0b 0b");
        valid("06 7f 06 40 08 01 18 01 41 00 0b 0b");
        valid("06 40 08 01 18 00 41 00 0b");
        valid("06 7f 41 00 0b 0b");
    }

    @Test
    void refusesAThrowWithoutItsValues() {
        assertEquals("type mismatch: throw expects i32 but the stack is empty", refused("08 00 0b"));
        assertEquals("unknown tag 2: throw names it, and there are 2", refused("08 02 0b"));
        assertEquals("type mismatch: throw_ref expects exnref but got i32", refused("41 00 0a 0b"));
    }

    @Test
    void refusesAClauseThatDoesNotFitItsLabel() {
        assertEquals(
                "type mismatch: catch takes [] to label 0, which expects [i32]",
                refused("1f 40 01 00 01 00 0b 41 00 0b"));
        assertEquals(
                "type mismatch: catch_ref takes [i32, (ref exn)] to label 0, which expects [i32]",
                refused("1f 40 01 01 00 00 0b 41 00 0b"));
        assertEquals(
                "type mismatch: catch_all_ref takes [(ref exn)] to label 0, which expects []",
                refused("02 40 1f 40 01 03 00 0b 0b 41 00 0b"));
        assertEquals("unknown label 1: try_table names it, and there is 1", refused("1f 40 01 02 01 0b 41 00 0b"));
    }

    @Test
    void refusesPartsThatLeaveOtherResults() {
        assertEquals("type mismatch: catch expects i32 but the stack is empty", refused("06 7f 07 01 41 00 0b 0b"));
        assertEquals("type mismatch: end takes 0 of the 1 values on the stack", refused("06 40 07 00 0b 41 00 0b"));
    }

    @Test
    void refusesCatchAndDelegateWhereTheyCannotStand() {
        assertEquals(
                "END opcode expected: catch stands outside of a try, or behind its catch_all", refused("07 00 0b"));
        assertEquals(
                "END opcode expected: catch stands outside of a try, or behind its catch_all",
                refused("06 40 19 07 01 0b 41 00 0b"));
        assertEquals(
                "END opcode expected: delegate stands outside of a try, or behind its catch",
                refused("06 40 19 18 00 41 00 0b"));
        assertEquals("unknown label 1: delegate names it, and there is 1", refused("06 40 18 01 41 00 0b"));
    }

    @Test
    void refusesToThrowAgainWhatNoCatchHasCaught() {
        assertEquals(
                "invalid rethrow label: 0 means no catch or catch_all around it", refused("06 40 09 00 0b 41 00 0b"));
        assertEquals(
                "invalid rethrow label: 1 means no catch or catch_all around it",
                refused("06 40 19 09 01 0b 41 00 0b"));
        assertEquals("unknown label 2: rethrow names it, and there are 2", refused("06 40 19 09 02 0b 41 00 0b"));
    }
}
