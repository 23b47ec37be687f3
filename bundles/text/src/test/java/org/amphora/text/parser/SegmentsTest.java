package org.amphora.text.parser;

import static org.amphora.text.parser.Texts.assertSame;
import static org.amphora.text.parser.Texts.fault;
import static org.amphora.text.parser.Texts.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final String TABLES = "(table 1 funcref) (table $t i64 1 funcref) (func $f)";

    private static String element(String text) {
        String hex = hex(TABLES + text);
        String before = "03 02 01 00 04 07 02 70 00 01 70 04 01 09 ";
        int at = hex.indexOf(before) + before.length();
        return hex.substring(at + "xx 01 ".length(), hex.indexOf(" 0a 04 01 02 00 0b"));
    }

    @Test
    void elementSegmentsOfFunctions() {
        assertEquals("00 41 00 0b 01 00", element("(elem (i32.const 0) $f)"));
        assertEquals("00 41 00 0b 01 00", element("(elem (offset i32.const 0) func $f)"));
        assertEquals("00 41 00 0b 00", element("(elem (table 0) (i32.const 0) func)"));
        assertEquals("02 01 42 00 0b 00 02 00 00", element("(elem (table $t) (i64.const 0) func $f 0)"));
        assertEquals("02 01 42 00 0b 00 01 00", element("(elem $e $t (i64.const 0) $f)"));
        assertEquals("01 00 01 00", element("(elem func $f)"));
        assertEquals("03 00 01 00", element("(elem $e declare func $f)"));
    }

    @Test
    void elementSegmentsOfExpressions() {
        assertEquals("04 41 00 0b 01 d2 00 0b", element("(elem (i32.const 0) funcref (ref.func $f))"));
        assertEquals("06 00 41 00 0b 64 70 01 d2 00 0b", element("(elem (i32.const 0) (ref func) (item ref.func $f))"));
        assertEquals("06 01 42 00 0b 70 00", element("(elem (table $t) (i64.const 0) funcref)"));
        assertEquals("05 70 02 d2 00 0b d0 70 0b", element("(elem funcref (item (ref.func $f)) (ref.null func))"));
        assertEquals("07 6f 00", element("(elem declare externref)"));
    }

    @Test
    void aTableMayBeGivenByItsElements() {
        assertSame(
                "(func $f) (table $t funcref (elem $f $f))",
                "(func $f) (table $t 2 2 funcref) (elem (table $t) (i32.const 0) func $f $f)");
        assertSame(
                "(table 1 funcref) (table i64 funcref (elem (ref.null func) (item (ref.null func))))",
                "(table 1 funcref) (table i64 2 2 funcref)"
                        + " (elem (table 1) (i64.const 0) funcref (ref.null func) (ref.null func))");
        assertSame(
                "(type $v (func)) (func $f) (table (ref null $v) (elem $f))",
                "(type $v (func)) (func $f) (table 1 1 (ref null $v)) (elem (i32.const 0) (ref null $v) (ref.func $f))");
        assertSame(
                "(table (export \"t\") funcref (elem)) (elem $e funcref) (func (elem.drop $e))",
                "(table 0 0 funcref) (elem (i32.const 0)) (elem funcref) (func (elem.drop 1)) (export \"t\" (table 0))");
    }

    @Test
    void saysWhatAnElementSegmentLacks() {
        assertEquals(
                "unexpected token: $f where func or a reference type should be (at line 1, column 25)",
                fault("(func $f) (elem declare $f)"));
        assertEquals(
                "unexpected token: 0 where func or a reference type should be (at line 2, column 31)",
                fault("(func) (table 1 funcref)\n(elem (table 0) (i32.const 0) 0)"));
    }

    @Test
    void dataSegments() {
        assertEquals(
                "05 05 02 00 01 04 01" + " 0b 16 04 00 41 00 0b 02 61 62 02 01 42 00 0b 01 63 01 00 01 03 64 65 66",
                hex(
                        "(memory 1) (memory $m i64 1) (data (i32.const 0) \"a\" \"b\") (data (memory $m) (offset (i64.const 0)) \"c\")"
                                + " (data) (data $d \"d\" \"ef\")"));
    }

    @Test
    void aMemoryMayBeGivenByItsContent() {
        assertSame("(memory (data \"ab\" \"c\"))", "(memory 1 1) (data (i32.const 0) \"abc\")");
        assertSame("(memory i64 (data))", "(memory i64 0 0) (data (i64.const 0))");
        assertSame("(memory (pagesize 1) (data \"abc\"))", "(memory 3 3 (pagesize 1)) (data (i32.const 0) \"abc\")");
        String page = "x".repeat(65536);
        assertTrue(hex("(memory (data \"" + page + "\"))").startsWith("05 04 01 01 01 01"));
        assertTrue(hex("(memory (data \"" + page + "x\"))").startsWith("05 04 01 01 02 02"));
        assertSame(
                "(memory (export \"m\") (data)) (data $d) (func (data.drop $d))",
                "(memory 0 0) (data (i32.const 0)) (data) (func (data.drop 1)) (export \"m\" (memory 0))");
    }

    @Test
    void codeThatNamesADataSegmentNeedsTheirNumber() {
        assertTrue(hex("(memory 1) (func (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0)))")
                .contains(" 0c 01 00 "));
    }
}
