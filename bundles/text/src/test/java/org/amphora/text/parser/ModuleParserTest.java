package org.amphora.text.parser;

import static org.amphora.text.parser.Texts.assertSame;
import static org.amphora.text.parser.Texts.fault;
import static org.amphora.text.parser.Texts.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;
import org.junit.jupiter.api.Test;

class ModuleParserTest {
    @Test
    void anEmptyModuleIsItsHeader() {
        assertEquals("", hex("(module)"));
        assertEquals("", hex(""));
        assertEquals("", hex(" ;; nothing\n(module $m)"));
    }

    @Test
    void writesTheSectionsInTheirOrder() {
        assertEquals(
                String.join(
                        " ",
                        "01 05 01 60 01 7f 00", // type (i32) -> ()
                        "02 07 01 01 61 01 62 00 00", // import a.b
                        "03 02 01 00", // function
                        "04 04 01 70 00 01", // table
                        "05 03 01 00 01", // memory
                        "0d 03 01 00 00", // tag
                        "06 06 01 7f 01 41 2a 0b", // global
                        "07 05 01 01 66 00 01", // export
                        "08 01 00", // start
                        "09 07 01 00 41 00 0b 01 01", // element
                        "0c 01 01", // data count
                        "0a 07 01 05 00 fc 09 00 0b", // code
                        "0b 04 01 01 01 78"), // data
                hex("""
                        (module
                          (import "a" "b" (func $imported (param i32)))
                          (data $d "x")
                          (start $imported)
                          (export "f" (func $f))
                          (elem (i32.const 0) $f)
                          (global (mut i32) (i32.const 42))
                          (tag (param i32))
                          (memory 1)
                          (table 1 funcref)
                          (func $f (param i32) (data.drop $d)))
                        """));
    }

    @Test
    void fieldsNeedNoModuleAround() {
        assertSame("(func (export \"a\")) (memory 1)", "(module (func (export \"a\")) (memory 1))");
    }

    @Test
    void aModuleMayBeGivenByItsBytes() {
        byte[] bytes = ModuleParser.text(
                new TokenReader("(module $m binary \"\\00asm\" \"\\01\\00\\00\\00\")".getBytes(StandardCharsets.UTF_8)),
                true);
        assertArrayEquals(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, bytes);
    }

    @Test
    void readsOneModuleOfMany() {
        TokenReader in = new TokenReader("(module (memory 1)) (module)".getBytes(StandardCharsets.UTF_8));
        assertEquals("05 03 01 00 01", hex(ModuleParser.module(in, true)));
        assertTrue(in.at(TokenKind.LEFT));
        assertEquals("", hex(ModuleParser.module(in, true)));
        assertTrue(in.at(TokenKind.END));
    }

    @Test
    void nothingFollowsAModule() {
        assertEquals(
                "unexpected token: ( where the end of the text should be (at line 1, column 10)",
                fault("(module) (module)"));
        assertEquals(
                "unexpected token: ) where the end of the text should be (at line 1, column 9)", fault("(module))"));
    }

    @Test
    void saysWhatIsNoField() {
        assertEquals(
                "unexpected token: result where a field of a module should be (at line 1, column 10)",
                fault("(module (result))"));
        assertEquals(
                "unexpected token: $f where a field of a module should be (at line 1, column 10)",
                fault("(module ($f))"));
        assertEquals("unexpected token: func where ( should be (at line 1, column 9)", fault("(module func)"));
        assertEquals("unknown operator fun (at line 1, column 10)", fault("(module (fun))"));
    }

    @Test
    void saysWhichParenthesisIsNotClosed() {
        assertEquals(
                "unexpected token: the text ends before a ) that is due (at line 2, column 2)",
                fault("(module\n (func (nop)"));
        assertEquals(
                "unexpected token: the end of the text where ) should be (at line 1, column 15)",
                fault("(module (func)"));
    }

    // ---- imports and exports

    @Test
    void importsMayStandInWhatIsImported() {
        assertSame("(func $f (import \"a\" \"b\") (param i32))", "(import \"a\" \"b\" (func $f (param i32)))");
        assertSame("(table (import \"a\" \"b\") 1 2 externref)", "(import \"a\" \"b\" (table 1 2 externref))");
        assertSame("(memory (import \"a\" \"b\") i64 1)", "(import \"a\" \"b\" (memory i64 1))");
        assertSame("(global (import \"a\" \"b\") (mut f64))", "(import \"a\" \"b\" (global (mut f64)))");
        assertSame("(tag (import \"a\" \"b\") (param f32))", "(import \"a\" \"b\" (tag (param f32)))");
    }

    @Test
    void exportsMayStandInWhatIsExported() {
        assertSame(
                "(func (export \"a\") (export \"b\"))", "(func $f) (export \"a\" (func $f)) (export \"b\" (func 0))");
        assertSame("(table (export \"a\") 1 funcref)", "(table 1 funcref) (export \"a\" (table 0))");
        assertSame("(memory (export \"a\") 1)", "(memory 1) (export \"a\" (memory 0))");
        assertSame("(global (export \"a\") i32 (i32.const 0))", "(global i32 (i32.const 0)) (export \"a\" (global 0))");
        assertSame("(tag (export \"a\"))", "(tag) (export \"a\" (tag 0))");
        assertSame("(func (export \"a\") (import \"m\" \"n\"))", "(import \"m\" \"n\" (func)) (export \"a\" (func 0))");
    }

    @Test
    void importsComeFirst() {
        assertEquals(
                "import after function: imports come first (at line 1, column 9)",
                fault("(func) (import \"\" \"\" (memory 1))"));
        assertEquals(
                "import after memory: imports come first (at line 1, column 13)",
                fault("(memory 1) (func (import \"\" \"\"))"));
    }

    @Test
    void namesAreUtf8() {
        assertEquals("malformed UTF-8 encoding of a name (at line 1, column 15)", fault("(func (export \"\\ff\"))"));
    }

    // ---- identifiers

    @Test
    void whatHasANameMayBeUsedBeforeItIsDefined() {
        assertSame(
                "(start $f) (export \"m\" (memory $m)) (func $g (call $f)) (func $f) (memory $m 1)",
                "(start 1) (export \"m\" (memory 0)) (func (call 1)) (func) (memory 1)");
    }

    @Test
    void aNameHasOneMeaningInEachIndexSpace() {
        assertEquals("duplicate function $f (at line 1, column 17)", fault("(func $f) (func $f)"));
        assertEquals(
                "duplicate global $g (at line 1, column 39)", fault("(global $g i32 (i32.const 0)) (global $g i32)"));
        assertEquals("duplicate local $x (at line 1, column 29)", fault("(func (param $x i32) (local $x i32))"));
        assertEquals(
                "duplicate field $x (at line 1, column 37)", fault("(type (struct (field $x i32) (field $x i32)))"));
        assertEquals("duplicate type $t (at line 1, column 29)", fault("(type $t (func)) (rec (type $t (func)))"));
        hex("(func $x) (memory $x 1) (global $x i32 (i32.const 0)) (type $x (func))");
    }

    @Test
    void saysWhichNameIsUnknown() {
        assertEquals("unknown function $g (at line 1, column 13)", fault("(func (call $g))"));
        assertEquals("unknown type $t (at line 1, column 13)", fault("(func (type $t))"));
        assertEquals("unknown local $x (at line 1, column 18)", fault("(func (local.get $x))"));
        assertEquals("unknown memory $m (at line 1, column 21)", fault("(export \"a\" (memory $m))"));
        assertEquals(
                "unknown field $b (at line 2, column 22)",
                fault("(type $t (struct (field $a i32)))\n(func (struct.get $t $b))"));
    }

    // ---- the start function

    @Test
    void thereIsOneStartFunction() {
        assertEquals("multiple start sections (at line 1, column 18)", fault("(func)(start 0) (start 0)"));
    }

    // ---- globals and tags

    @Test
    void globalsHaveAnInitialValue() {
        assertEquals(
                "06 0c 01 7e 00 42 01 42 02 7c 42 03 7c 0b",
                hex("(global i64 (i64.add (i64.const 1) (i64.const 2)) i64.const 3 i64.add)"));
    }

    @Test
    void tagsHaveAType() {
        assertEquals("01 05 01 60 01 7f 00 0d 03 01 00 00", hex("(tag $e (param i32))"));
    }
}
