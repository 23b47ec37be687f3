package org.amphora.text.parser;

import static org.amphora.text.parser.Texts.binaryWithNames;
import static org.amphora.text.parser.Texts.fault;
import static org.amphora.text.parser.Texts.hex;
import static org.amphora.text.parser.Texts.names;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.amphora.text.TextFormatService;
import org.junit.jupiter.api.Test;

/** The name section, and what annotations become. */
class NamesTest {
    @Test
    void identifiersBecomeTheNameSection() {
        assertEquals(
                String.join(
                        " ",
                        "00 02 01 6d", // the module
                        "01 04 01 01 01 66", // functions
                        "02 09 01 01 02 00 01 70 02 01 6c", // locals
                        "03 06 01 01 01 01 01 62", // labels: the second of the function
                        "04 04 01 00 01 74", // types
                        "05 05 01 00 02 74 61", // tables
                        "06 05 01 00 02 6d 65", // memories
                        "07 04 01 01 01 67", // globals
                        "08 04 01 00 01 65", // element segments
                        "09 04 01 00 01 64", // data segments
                        "0a 06 01 00 01 01 01 78", // fields
                        "0b 05 01 00 02 65 78"), // tags
                names("""
                        (module $m
                          (type $t (struct (field i32) (field $x i32)))
                          (func) (func $f (param $p i32) (param i32) (local $l i32) block block $b end end)
                          (table $ta 1 funcref) (memory $me 1)
                          (global i32 (i32.const 0)) (global $g i32 (i32.const 0))
                          (elem $e func) (data $d) (tag $ex))
                        """));
    }

    @Test
    void namesCanBeLeftOut() {
        assertEquals(
                "00 61 73 6d 01 00 00 00 01 04 01 60 00 00 03 02 01 00 0a 04 01 02 00 0b",
                java.util.HexFormat.ofDelimiter(" ")
                        .formatHex(new TextFormatService()
                                .toBinary(
                                        "(module $m (func $f))".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                        org.amphora.api.TextFormat.Option.WITHOUT_NAMES)));
    }

    @Test
    void annotationsGiveNamesThatAreNoIdentifiers() {
        assertEquals("00 02 01 4d", names("(module $m (@name \"M\"))"));
        assertEquals("01 05 01 00 02 ce bb", names("(func $lambda (@name \"λ\"))"));
        assertEquals("01 04 01 00 01 66", names("(import \"a\" \"b\" (func (@name \"f\")))"));
        assertEquals("02 06 01 00 01 00 01 70", names("(func (param $x (@name \"p\") i32))"));
        assertEquals("02 06 01 00 01 00 01 70", names("(import \"a\" \"b\" (func (param $p i32)))"));
        assertEquals("03 06 01 00 01 00 01 6c", names("(func (block $x (@name \"l\") (br $x)))"));
        assertEquals(
                "04 04 01 00 01 74",
                names("(type $x (@name \"t\") (struct (field $y (@name \"y\") i32)))")
                        .substring(0, 17));
        assertEquals("0b 04 01 00 01 74", names("(tag $x (@name \"t\"))"));
    }

    @Test
    void saysWhatIsWrongWithANameAnnotation() {
        assertEquals(
                "@name annotation: multiple module names (at line 1, column 21)",
                fault("(module (@name \"M\") (@name \"N\"))"));
        assertEquals(
                "@name annotation: multiple names (at line 1, column 19)", fault("(func (@name \"M\") (@name \"N\"))"));
        assertEquals("misplaced @name annotation (at line 1, column 16)", fault("(module (func) (@name \"M\"))"));
        assertEquals("@name annotation: missing name (at line 1, column 7)", fault("(func (@name f))"));
        assertEquals(
                "@name annotation: unexpected token \"b\" (at line 1, column 7)", fault("(func (@name \"a\" \"b\"))"));
    }

    // ---- custom sections

    @Test
    void annotationsBecomeCustomSections() {
        String type = "01 04 01 60 00 00 ";
        String function = "03 02 01 00 ";
        String code = "0a 04 01 02 00 0b";
        assertEquals(type + function + code + " 00 04 01 61 62 63", hex("(@custom \"a\" \"b\" \"c\") (func)"));
        assertEquals("00 02 01 61 " + type + function + code, hex("(func) (@custom \"a\" (before first))"));
        assertEquals(
                type + function + "00 02 01 61 00 02 01 62 " + code,
                hex("(func) (@custom \"b\" (before code)) (@custom \"a\" (after func))"));
        assertEquals(type + function + code + " 00 02 01 61", hex("(func) (@custom \"a\" (after last))"));
        assertEquals(
                type + function + code + " 00 02 01 62 00 0b 04 6e 61 6d 65 01 04 01 00 01 66 00 02 01 61",
                hex(binaryWithNames("(func $f) (@custom \"a\") (@custom \"b\" (after data))")),
                "the name section stands in front of the last ones, where compilers write it");
        assertEquals(type + "00 02 01 61 " + function + code, hex("(func) (@custom \"a\" (after import))"));
    }

    @Test
    void saysWhatIsWrongWithACustomAnnotation() {
        assertEquals("@custom annotation: missing section name (at line 1, column 1)", fault("(@custom)"));
        assertEquals("@custom annotation: malformed UTF-8 encoding (at line 1, column 1)", fault("(@custom \"\\df\")"));
        assertEquals(
                "@custom annotation: unexpected token after (at line 1, column 1)", fault("(@custom \"a\" after)"));
        assertEquals(
                "@custom annotation: malformed section kind (at line 1, column 1)", fault("(@custom \"a\" (after))"));
        assertEquals(
                "@custom annotation: malformed section kind types (at line 1, column 1)",
                fault("(@custom \"a\" (after types))"));
        assertEquals(
                "@custom annotation: malformed placement type: before or after should be there (at line 1, column 1)",
                fault("(@custom \"a\" (type))"));
        assertEquals("misplaced @custom annotation (at line 1, column 12)", fault("(func (nop (@custom \"bla\")))"));
        assertEquals("misplaced @custom annotation (at line 1, column 7)", fault("(type (@custom \"bla\") $t (func))"));
    }

    // ---- hints at branches

    @Test
    void hintsAtBranchesBecomeACustomSection() {
        String hints = "00 23 19 6d 65 74 61 64 61 74 61 2e 63 6f 64 65 2e 62 72 61 6e 63 68 5f 68 69 6e 74 ";
        String function = "01 05 01 60 01 7f 00 03 02 01 00 ";
        assertEquals(
                function + hints + "01 00 02 03 01 01 0a 01 00 0a 10 01 0e 00 20 00 04 40 0b 02 40 20 00 0d 00 0b 0b",
                hex("(func (param i32) local.get 0 (@metadata.code.branch_hint \"\\01\") if end"
                        + " (block (@metadata.code.branch_hint \"\\00\") (br_if 0 (local.get 0))))"));
        assertEquals(
                hex("(func (param i32) local.get 0 (@metadata.code.branch_hint \"\\01\") if end)"),
                hex("(func (param i32) (@metadata.code.branch_hint \"\\01\") (if (local.get 0) (then)))"));
    }

    @Test
    void saysWhatIsWrongWithAHint() {
        String hint = "(@metadata.code.branch_hint \"\\01\") ";
        String name = "@metadata.code.branch_hint annotation: ";
        assertEquals(name + "not in a function (at line 1, column 1)", fault(hint + "(func)"));
        assertEquals(name + "duplicate annotation (at line 1, column 42)", fault("(func " + hint + hint + "if end)"));
        assertEquals(name + "invalid target (at line 1, column 7)", fault("(func " + hint + "nop)"));
        assertEquals(name + "invalid target (at line 1, column 7)", fault("(func " + hint + ")"));
        assertEquals(name + "invalid target (at line 1, column 14)", fault("(func if nop " + hint + "end)"));
        assertEquals(
                name + "malformed hint: \"\\00\" and \"\\01\" are known (at line 1, column 7)",
                fault("(func (@metadata.code.branch_hint \"\\02\") if end)"));
        assertEquals(
                name + "not in a function (at line 1, column 13)", fault("(global i32 " + hint + "(i32.const 0))"));
    }
}
