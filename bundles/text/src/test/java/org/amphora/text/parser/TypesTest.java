package org.amphora.text.parser;

import static org.amphora.text.parser.Texts.assertSame;
import static org.amphora.text.parser.Texts.fault;
import static org.amphora.text.parser.Texts.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TypesTest {
    @Test
    void functionTypesHaveParametersAndResults() {
        assertEquals(
                "01 0a 01 60 04 7f 7e 7d 7c 02 7b 70",
                hex("(type (func (param i32 i64) (param $x f32) (param f64) (result v128) (result funcref)))"));
    }

    @Test
    void structuresHaveFields() {
        assertEquals(
                "01 0d 01 5f 05 7f 00 78 01 77 00 6e 00 7c 01",
                hex("(type (struct (field i32 (mut i8)) (field) (field $x i16) (field anyref (mut f64))))"));
    }

    @Test
    void arraysHaveAnElementType() {
        assertEquals("01 07 02 5e 78 01 5e 7b 00", hex("(type (array (mut i8))) (type (array v128))"));
    }

    @Test
    void allAbstractHeapTypesHaveAShortForm() {
        assertSame(
                "(type (func (param anyref eqref i31ref structref arrayref funcref externref exnref)))",
                "(type (func (param (ref null any) (ref null eq) (ref null i31) (ref null struct) (ref null array)"
                        + " (ref null func) (ref null extern) (ref null exn))))");
        assertSame(
                "(type (func (param nullref nullfuncref nullexternref nullexnref)))",
                "(type (func (param (ref null none) (ref null nofunc) (ref null noextern) (ref null noexn))))");
        assertEquals(
                "01 10 01 60 0c 6e 6d 6c 6b 6a 70 6f 69 71 73 72 74 00",
                hex("(type (func (param anyref eqref i31ref structref arrayref funcref externref exnref"
                        + " nullref nullfuncref nullexternref nullexnref)))"));
    }

    @Test
    void referencesMayNotBeNullAndMayBeOfATypeOfTheModule() {
        assertEquals(
                "01 0f 02 60 00 00 60 04 64 70 64 00 63 00 64 01 00",
                hex("(type $f (func)) (type $g (func (param (ref func) (ref $f) (ref null 0) (ref $g))))"));
    }

    @Test
    void recursiveTypesStandInGroups() {
        assertEquals(
                "01 0f 02 4e 02 5f 01 63 01 00 5f 01 63 00 00 4e 00",
                hex("(rec (type $a (struct (field (ref null $b)))) (type $b (struct (field (ref null $a))))) (rec)"));
    }

    @Test
    void aGroupOfOneIsNoGroup() {
        assertSame("(rec (type $a (struct (field (ref null $a)))))", "(type $a (struct (field (ref null $a))))");
    }

    @Test
    void subtypesNameTheirSupertype() {
        assertEquals(
                "01 11 03 50 00 5f 00 50 01 00 5f 01 7f 00 4f 01 01 5f 00",
                hex("(type $a (sub (struct))) (type $b (sub $a (struct (field i32)))) (type (sub final $b (struct)))"));
        assertSame("(type (sub final (func)))", "(type (func))");
    }

    @Test
    void saysWhatIsNoType() {
        assertEquals(
                "unexpected token: i8 where a value type should be (at line 1, column 20)",
                fault("(type (func (param i8)))"));
        assertEquals(
                "unexpected token: i32 where a heap type should be (at line 1, column 25)",
                fault("(type (func (param (ref i32))))"));
        assertEquals(
                "unexpected token: 1 where func, struct, array or sub should be (at line 1, column 8)",
                fault("(type (1))"));
        assertEquals("unexpected token: ) where ( should be (at line 1, column 9)", fault("(type $t)"));
        assertEquals("unknown operator anyfunc (at line 1, column 20)", fault("(type (func (param anyfunc)))"));
    }

    // ---- uses of types

    @Test
    void typesThatAreOnlyUsedComeBehindThoseThatAreWrittenDown() {
        assertSame(
                "(func (result f64) f64.const 0) (func (param i32)) (func (result f64) f64.const 1) (type $t (func (param i32)))",
                "(type (func (param i32))) (type (func (result f64)))"
                        + " (func (type 1) f64.const 0) (func (type 0)) (func (type 1) f64.const 1)");
    }

    @Test
    void typesAreImpliedInTheOrderOfTheText() {
        assertSame(
                "(func (param i32) (block (param i64) (drop))) (func (param f32))",
                "(type (func (param i32))) (type (func (param i64))) (type (func (param f32)))"
                        + " (func (type 0) block (type 1) drop end) (func (type 2))");
    }

    @Test
    void aUseFindsOnlyFinalTypesOutsideOfGroups() {
        assertSame(
                "(rec (type (func)) (type (struct))) (type (sub (func))) (type (func)) (type (func)) (func)",
                "(rec (type (func)) (type (struct))) (type (sub (func))) (type (func)) (type (func)) (func (type 3))");
        assertSame("(type (sub (func))) (func)", "(type (sub (func))) (type (func)) (func (type 1))");
    }

    @Test
    void aUseMaySayTwiceWhatTheTypeIs() {
        assertSame(
                "(type $t (func (param i32) (result i32))) (func (type $t) (param $x i32) (result i32) local.get $x)",
                "(type $t (func (param i32) (result i32))) (func (type $t) local.get 0)");
        assertEquals(
                "inline function type is not that of the type it names (at line 1, column 39)",
                fault("(type $t (func (param i32)))    (func (type $t) (param i64))"));
        assertEquals("unknown type 1 (at line 1, column 25)", fault("(type $t (func))  (func (type 1) (param i64))"));
    }

    @Test
    void localsAreCountedBehindTheParametersOfTheNamedType() {
        assertSame(
                "(type $t (func (param i32 i32))) (func (type $t) (local $x i32) (local.set $x (i32.const 1)))",
                "(type $t (func (param i32 i32))) (func (type $t) (local i32) (local.set 2 (i32.const 1)))");
    }

    @Test
    void parametersComeBeforeResults() {
        assertEquals(
                "unexpected token: ( where what follows a type should be (at line 1, column 20)",
                fault("(func (result i32) (param i32))"));
        assertEquals(
                "unexpected token: type where an instruction or ) should be (at line 1, column 21)",
                fault("(func (result i32) (type 0))"));
    }

    // ---- tables and memories

    @Test
    void memoriesHaveLimits() {
        assertEquals("05 06 02 00 01 01 02 03", hex("(memory 1) (memory 2 3)"));
        assertEquals("05 08 02 04 01 05 80 01 ff 7f", hex("(memory i64 1) (memory i64 0x80 0x3fff)"));
        assertEquals("05 04 01 03 01 02", hex("(memory 1 2 shared)"));
        assertSame("(memory i32 1)", "(memory 1)");
    }

    @Test
    void memoriesMayHaveAPageSize() {
        assertEquals("05 05 01 09 01 02 00", hex("(memory 1 2 (pagesize 1))"));
        assertEquals("05 04 01 0c 01 10", hex("(memory i64 1 (pagesize 65536))"));
        assertEquals(
                "invalid custom page size 3: not a power of two (at line 1, column 21)",
                fault("(memory 1 (pagesize 3))"));
    }

    @Test
    void limitsFitTheirAddressType() {
        assertEquals("i32 constant out of range: 0x1_0000_0000 (at line 1, column 9)", fault("(memory 0x1_0000_0000)"));
        assertEquals(
                "i64 constant out of range: 0x1_0000_0000_0000_0000 (at line 1, column 15)",
                fault("(memory i64 1 0x1_0000_0000_0000_0000)"));
        assertEquals("05 07 01 04 80 80 80 80 10", hex("(memory i64 0x1_0000_0000)"));
    }

    @Test
    void tablesMayHaveAnInitialValue() {
        assertEquals("04 04 01 70 00 01", hex("(table 1 funcref)"));
        assertEquals("04 05 01 6f 05 01 02", hex("(table i64 1 2 externref)"));
        assertEquals("04 09 01 40 00 70 00 01 d0 70 0b", hex("(table 1 funcref (ref.null func))"));
    }
}
