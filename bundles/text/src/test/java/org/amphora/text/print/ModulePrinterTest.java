package org.amphora.text.print;

import static org.amphora.text.print.Printed.assertFields;
import static org.amphora.text.print.Printed.assertPrinted;
import static org.amphora.text.print.Printed.module;
import static org.amphora.text.print.Printed.print;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ModulePrinterTest {
    @Test
    void aModuleWithoutAnything() {
        assertPrinted("(module)\n", "", "(module)");
        assertPrinted("(module $m)\n");
    }

    @Test
    void sectionsComeInTheOrderOfTheBinaryFormat() {
        assertFields(
                "(type (;0;) (func (param i32) (result f32 f64)))",
                "(type (;1;) (func))",
                "(import \"m\" \"f\" (func (;0;) (type 0) (param i32) (result f32 f64)))",
                "(import \"m\" \"t\" (table (;0;) 1 2 externref))",
                "(import \"m\" \"m\" (memory (;0;) i64 1 2 shared))",
                "(import \"m\" \"g\" (global (;0;) (mut v128)))",
                "(import \"m\" \"e\" (tag (;0;) (type 1)))",
                "(func (;1;) (type 1))",
                "(table (;1;) 3 funcref)",
                "(memory (;1;) 4)",
                "(tag (;1;) (type 1))",
                "(global (;1;) i32 (i32.const 1))",
                "(global (;2;) i64 i64.const 1 i64.const 2 i64.add)",
                "(export \"f\" (func 1))",
                "(export \"\\u{202e}\\00\\\"é\" (memory 1))",
                "(start 1)",
                "(elem (;0;) (table 1) (i32.const 0) func 1 0)",
                "(elem (;1;) declare func 1)",
                "(elem (;2;) funcref",
                "  (ref.func 1)",
                "  (ref.null func)",
                ")",
                "(elem (;3;) (offset i32.const 1 i32.const 2 i32.add) externref)",
                "(data (;0;) (memory 1) (i32.const 8) \"a\\00\\ff\\\"\\\\\")",
                "(data (;1;) \"\")");
    }

    @Test
    void groupsOfTypes() {
        assertFields(
                "(type $a (;0;) (sub (array i8)))",
                "(rec",
                "  (type (;1;) (sub final $a (array i8)))",
                "  (type (;2;) (func (param (ref 1) (ref null 2)) (result i31ref)))",
                ")");
    }

    @Test
    void ofEquivalentTypesAnInlineTypeMeansThoseOfItsDefinition() {
        String text = """
                (module
                  (rec
                    (type (;0;) (sub (struct)))
                    (type $f (;1;) (func (param (ref 0))))
                  )
                  (rec
                    (type (;2;) (sub (struct)))
                    (type $g (;3;) (func (param (ref 2))))
                  )
                  (func (;0;) (type $g) (param (ref 2))
                    (local (ref null 0))
                    local.get 0
                    block (type $g) (param (ref 2)) ;; label = @1
                      drop
                    end
                  )
                  (tag (;0;) (type $g) (param (ref 2)))
                )
                """;
        assertPrinted(text);
    }

    @Test
    void whatIsLongGoesOnMoreLines() {
        assertFields(
                "(type (;0;) (func))",
                "(func (;0;) (type 0))",
                "(elem (;0;) func",
                "  0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
                "  0",
                ")",
                "(data (;0;)",
                "  \"" + "x".repeat(64) + "\"",
                "  \"y\"",
                ")",
                "(@custom \"c\" (after data)",
                "  \"" + "x".repeat(64) + "\"",
                "  \"y\"",
                ")");
    }

    // ---- names

    @Test
    void namesBecomeIdentifiers() {
        assertFields(
                "(type $t (;0;) (func (param i32)))",
                "(import \"m\" \"f\" (func $imported (;0;) (type $t) (param $p i32)))",
                "(func $main.<T>::new (;1;) (type $t) (param $p i32)",
                "  (local i64) (local $l i64)",
                "  block $b ;; label = @1",
                "    block $b ;; label = @2",
                "      br $b",
                "      br 1 (;@1;)",
                "    end",
                "    local.get $p",
                "    local.set $l",
                "    call $imported",
                "    global.get $g",
                "    br $b",
                "  end",
                ")",
                "(global $g (;0;) i32 (i32.const 1))",
                "(elem $e (;0;) func $main.<T>::new)",
                "(data $d (;0;) \"\")");
    }

    @Test
    void namesThatAreNoIdentifiersOrAreTakenAreSaidInOtherWays() {
        assertFields(
                "(type (;0;) (func))",
                "(func $f (;0;) (type 0))",
                "(func $f#1 (@name \"f\") (;1;) (type 0))",
                "(func $\"operator new(int)\" (;2;) (type 0)",
                "  call $f#1",
                "  block $#0 (@name \"\") ;; label = @1",
                "    br $#0",
                "  end",
                ")",
                "(func $#3 (@name \"\") (;3;) (type 0))",
                "(func $\"λ\\u{a0}\\n\" (;4;) (type 0))".replace("\\n", "\\0a"));
        assertPrinted("(module $# (@name \"\"))\n");
    }

    @Test
    void aDamagedNameSectionIsShownAsBytes() {
        assertEquals(
                "(module\n  (@custom \"name\" (before first) \"\\00\\02\\01\")\n)\n",
                print(module("00 08 04 6e616d65 00 02 01")));
        assertEquals(
                "(module\n  (@custom \"name\" (before first) \"\\00\\02\\01\\ff\")\n)\n",
                print(module("00 09 04 6e616d65 00 02 01 ff")),
                "malformed UTF-8");
    }

    @Test
    void namesOfWhatIsNotThereAreLeftOut() {
        assertEquals("(module)\n", print(module("00 0b 04 6e616d65 01 04 01 07 01 66")));
    }

    // ---- custom sections

    @Test
    void customSectionsKeepTheirPlaces() {
        assertFields(
                "(type (;0;) (func))",
                "(func $f (;0;) (type 0)",
                "  data.drop 0",
                ")",
                "(data (;0;) \"\")",
                "(@custom \"a\" (before first) \"\")",
                "(@custom \"b\" (after type) \"1\")",
                "(@custom \"c\" (before code) \"\\00\")",
                "(@custom \"d\" (after code) \"\")",
                "(@custom \"before the names\" (after data) \"\")",
                "(@custom \"behind the names\" \"\")");
    }

    @Test
    void theFirstOfTwoNameSectionsCounts() {
        assertEquals(
                "(module $m\n  (@custom \"name\" \"\\00\\02\\01n\")\n)\n",
                print(module("00 09 04 6e616d65 00 02 01 6d  00 09 04 6e616d65 00 02 01 6e")));
    }
}
