package org.amphora.text.parser;

import static org.amphora.text.parser.Texts.fault;
import static org.amphora.text.parser.Texts.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.junit.jupiter.api.Test;

class InstructionsTest {
    /** Things for the immediates to name. */
    private static final String SURROUNDINGS = """
            (type $t (struct (field $a i32) (field $b i32)))
            (type $f (func))
            (memory 1) (memory $m 1)
            (table 1 funcref) (table $tab 1 funcref)
            (global $g (mut i32) (i32.const 0))
            (tag $e)
            (elem func) (elem $el func)
            (data) (data $d)
            (func) (func $fn)
            """;

    /** The bytes of a body, without locals and the last {@code end}. */
    private static String body(String text) {
        byte[] binary = Texts.binary(SURROUNDINGS + "(func (param i32 i32) (local $x i32) " + text + ")");
        ModuleDefinition module = BinaryDecoder.decode(binary);
        var body = module.body(2);
        return HexFormat.ofDelimiter(" ").formatHex(binary, body.from(), body.to() - 1);
    }

    private static void assertSame(String folded, String plain) {
        assertEquals(body(plain), body(folded), folded);
    }

    @Test
    void everyInstructionOfTheTableIsKnown() {
        for (Opcode opcode : Opcode.values()) {
            String text = sample(opcode);
            byte[] binary = Texts.binary(SURROUNDINGS + "(func (local $x i32) " + text + ")");
            ModuleDefinition module = BinaryDecoder.decode(binary);
            List<Opcode> found = new ArrayList<>();
            var body = module.body(2);
            for (InstructionReader in = new InstructionReader(module, body.from(), body.to()); in.next(); ) {
                found.add(in.opcode());
            }
            assertTrue(found.contains(opcode), () -> opcode.name() + " in " + found);
        }
    }

    /** A body in which the instruction occurs. */
    private static String sample(Opcode opcode) {
        return switch (opcode) {
            case ELSE -> "if else end";
            case END -> "block end";
            case TRY -> "try end";
            case CATCH -> "try catch $e end";
            case CATCH_ALL -> "try catch_all end";
            case DELEGATE -> "try delegate 0";
            case RETHROW -> "try catch_all rethrow 0 end";
            case SELECT_TYPED -> "select (result i32)";
            case REF_TEST_NULL, REF_CAST_NULL -> opcode + " anyref";
            case REF_TEST, REF_CAST -> opcode + " (ref any)";
            default -> opcode + immediates(opcode);
        };
    }

    private static String immediates(Opcode opcode) {
        return switch (opcode.immediates()) {
            case NONE, FENCE, MEMORY, TABLE, MEMORY_ARGUMENT, TABLE_TABLE, MEMORY_MEMORY, VALUE_TYPES -> "";
            case BLOCK_TYPE, BLOCK_TYPE_CATCHES -> " end";
            case LABEL, LABELS, FUNCTION, ELEMENT, DATA, I32, I64, F32, F64, LANE, TAG, DATA_MEMORY, ELEMENT_TABLE ->
                " 0";
            case MEMORY_ARGUMENT_LANE -> " 0";
            case TYPE_TABLE -> " (type $f)";
            case TYPE -> " $t";
            case TYPE_FIELD, TYPE_COUNT, TYPE_DATA, TYPE_ELEMENT, TYPE_TYPE -> " 0 0";
            case LOCAL -> " $x";
            case GLOBAL -> " $g";
            case HEAP_TYPE -> " any";
            case LABEL_CAST -> " 0 anyref (ref any)";
            case V128 -> " i64x2 0 0";
            case SHUFFLE -> " 0".repeat(16);
        };
    }

    // ---- folded and plain

    @Test
    void operandsOfAFoldedInstructionComeFirst() {
        assertEquals("20 00 20 01 6a 1a", body("(drop (i32.add (local.get 0) (local.get 1)))"));
        assertSame(
                "(i32.add (i32.add (local.get 0) (local.get 1)) (local.get $x)) drop",
                "local.get 0 local.get 1 i32.add local.get 2 i32.add drop");
        assertSame("(call_indirect (type $f) (local.get 0))", "local.get 0 call_indirect (type $f)");
        assertSame(
                "(select (result i32) (local.get 0) (local.get 0) (local.get 0))",
                "local.get 0 local.get 0 local.get 0 select (result i32)");
    }

    @Test
    void foldedBlocksEndWithTheirParenthesis() {
        assertSame("(block $a (loop $b (br $a)))", "block $a loop $b br 1 end $b end $a");
        assertSame("(block (result i32) (local.get 0))", "block (result i32) local.get 0 end");
        assertSame(
                "(try_table (catch $e 0) (catch_all_ref 0) (nop))", "try_table (catch $e 0) (catch_all_ref 0) nop end");
    }

    @Test
    void aFoldedIfHasItsConditionInside() {
        assertSame(
                "(if $l (result i32) (local.get 0) (then (br $l (local.get 1))) (else (local.get $x)))",
                "local.get 0 if $l (result i32) local.get 1 br 0 else $l local.get 2 end $l");
        assertSame("(if (then))", "if end");
        assertSame("(if (local.get 0) (local.get 1) (then (nop)))", "local.get 0 local.get 1 if nop end");
    }

    @Test
    void theConditionOfAnIfIsOutsideOfItsLabel() {
        assertEquals(
                "unknown label $l (at line 1, column 21)", fault("(func (if $l (br_if $l (i32.const 0)) (then)))"));
    }

    @Test
    void aFoldedTryHasParts() {
        assertSame(
                "(try $l (result i32) (do (local.get 0)) (catch $e (local.get 1)) (catch_all (rethrow $l)))",
                "try $l (result i32) local.get 0 catch $e local.get 1 catch_all rethrow 0 end");
        assertSame("(block $b (try (do) (delegate $b)))", "block try delegate 0 end");
        assertEquals("06 40 18 00", body("(try (do) (delegate 0))"));
    }

    @Test
    void partsComeInTheirOrder() {
        assertEquals(
                "unexpected token: else where a folded instruction or (then should be (at line 1, column 12)",
                fault("(func (if (else)))"));
        assertEquals(
                "unexpected token: then where (else or ) should be (at line 1, column 19)",
                fault("(func (if (then) (then)))"));
        assertEquals("unexpected token: nop where (do should be (at line 1, column 12)", fault("(func (try nop))"));
        assertEquals(
                "unexpected token: delegate where (catch, (catch_all or ) should be (at line 1, column 28)",
                fault("(func (try (do) (catch 0) (delegate 0)))"));
        assertEquals(
                "unexpected token: nop where a folded instruction or ) should be (at line 1, column 13)",
                fault("(func (drop nop))"));
        assertEquals(
                "unexpected token: ) where an instruction or end should be (at line 1, column 13)",
                fault("(func block )"));
        assertEquals(
                "unexpected token: end where an instruction or ) should be (at line 1, column 7)", fault("(func end)"));
        assertEquals(
                "unexpected token: else where an instruction or end should be (at line 1, column 13)",
                fault("(func block else end)"));
        assertEquals(
                "unexpected token: end where an instruction should be (at line 1, column 8)", fault("(func (end))"));
    }

    // ---- labels

    @Test
    void anInnerLabelHidesAnOuterOne() {
        assertSame("(block $l (block $l (br $l)) (br $l))", "block block br 0 end br 0 end");
    }

    @Test
    void labelsMayBeRepeatedAtTheEnd() {
        assertEquals(
                "mismatching label $b: the block has the label $a (at line 1, column 20)",
                fault("(func block $a end $b)"));
        assertEquals(
                "mismatching label $b: the block has no label (at line 1, column 15)", fault("(func if else $b end)"));
    }

    @Test
    void catchesAreOutsideOfTheirOwnLabel() {
        assertSame("(block $b (try_table $t (catch_all $b)))", "block try_table (catch_all 0) end end");
        assertEquals("unknown label $t (at line 1, column 32)", fault("(func (try_table $t (catch_all $t)))"));
    }

    @Test
    void branchTablesHaveADefaultAtLeast() {
        assertEquals("0e 00 00", body("br_table 0"));
        assertEquals("0e 02 00 01 02", body("br_table 0 1 2"));
        assertEquals("unexpected token: ) where a label should be (at line 1, column 15)", fault("(func br_table)"));
    }

    // ---- immediates

    @Test
    void memoriesAndTablesMayBeLeftOut() {
        assertSame("memory.size memory.grow memory.fill", "memory.size 0 memory.grow 0 memory.fill 0");
        assertEquals("3f 01", body("memory.size $m"));
        assertEquals("fc 0a 00 00 fc 0a 01 00", body("memory.copy memory.copy $m 0"));
        assertEquals("fc 08 01 00 fc 08 01 01", body("memory.init $d memory.init $m $d"));
        assertEquals("fc 0e 00 00 fc 0e 01 00", body("table.copy table.copy $tab 0"));
        assertEquals("fc 0c 01 00 fc 0c 01 01", body("table.init $el table.init $tab $el"));
        assertEquals("25 00 26 01 fc 10 00", body("table.get table.set $tab table.size"));
        assertEquals("11 01 00 11 01 01", body("call_indirect (type $f) call_indirect $tab (type $f)"));
    }

    @Test
    void memoryArgumentsHaveAnOffsetAndAnAlignment() {
        assertEquals("28 02 00", body("i32.load"));
        assertEquals("28 00 80 01", body("i32.load offset=128 align=1"));
        assertEquals("28 42 01 00 28 41 01 05", body("i32.load $m i32.load 1 offset=0x5 align=2"));
        assertEquals("29 03 ff ff ff ff ff ff ff ff ff 01", body("i64.load offset=0xffffffffffffffff"));
        assertEquals("fe 10 02 04", body("i32.atomic.load offset=4"));
    }

    @Test
    void aLaneStandsBehindTheMemoryArgument() {
        assertEquals("fd 54 00 00 03", body("v128.load8_lane 3"));
        assertEquals("fd 54 40 01 00 03", body("v128.load8_lane 1 3"));
        assertEquals("fd 54 40 01 00 03", body("v128.load8_lane $m 3"));
        assertEquals("fd 57 40 01 08 01", body("v128.load64_lane 1 offset=8 align=1 1"));
        assertEquals("fd 5a 02 08 01", body("v128.store32_lane offset=8 1"));
    }

    @Test
    void alignmentsArePowersOfTwo() {
        assertEquals("alignment must be a power of two: 0 (at line 1, column 16)", fault("(func i32.load align=0)"));
        assertEquals("alignment must be a power of two: 3 (at line 1, column 16)", fault("(func i32.load align=3)"));
        assertEquals(
                "unexpected token: offset=0 where an instruction or ) should be (at line 1, column 24)",
                fault("(func i32.load align=1 offset=0)"));
    }

    @Test
    void constants() {
        assertEquals("41 7f 41 7f 41 80 80 80 80 78", body("i32.const -1 i32.const 0xffff_ffff i32.const 0x8000_0000"));
        assertEquals("42 80 80 80 80 80 80 80 80 80 7f", body("i64.const 0x8000000000000000"));
        assertEquals("43 00 00 c0 3f 44 00 00 00 00 00 00 f8 bf", body("f32.const 1.5 f64.const -0x1.8"));
        assertEquals("constant out of range: 4294967296 (at line 1, column 17)", fault("(func i32.const 4294967296)"));
        assertEquals(
                "unexpected token: 1.0 where a whole number should be (at line 1, column 17)",
                fault("(func i32.const 1.0)"));
        assertEquals("unexpected token: ) where a number should be (at line 1, column 17)", fault("(func f32.const )"));
    }

    @Test
    void vectorsOfAllShapes() {
        assertEquals(
                "fd 0c ff 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f",
                body("v128.const i8x16 -1 1 2 3 4 5 6 7 8 9 10 11 12 13 14 0xf"));
        assertEquals(
                "fd 0c ff ff 01 00 02 00 03 00 04 00 05 00 06 00 07 00", body("v128.const i16x8 65535 1 2 3 4 5 6 7"));
        assertEquals("fd 0c ff ff ff ff 01 00 00 00 02 00 00 00 03 00 00 00", body("v128.const i32x4 -1 1 2 3"));
        assertEquals("fd 0c ff ff ff ff ff ff ff ff 01 00 00 00 00 00 00 00", body("v128.const i64x2 -1 1"));
        assertEquals("fd 0c 00 00 80 3f 00 00 00 80 00 00 c0 7f 00 00 80 7f", body("v128.const f32x4 1 -0 nan inf"));
        assertEquals("fd 0c 00 00 00 00 00 00 f0 3f 01 00 00 00 00 00 f0 ff", body("v128.const f64x2 1 -nan:0x1"));
    }

    @Test
    void vectorsHaveAsManyLanesAsTheirShape() {
        assertEquals(
                "wrong number of lane literals: 3 instead of 4 (at line 1, column 24)",
                fault("(func v128.const i32x4 1 2 3)"));
        assertEquals(
                "wrong number of lane literals: 5 instead of 4 (at line 1, column 24)",
                fault("(func v128.const i32x4 1 2 3 4 5)"));
        assertEquals(
                "constant out of range: 256 (at line 1, column 24)",
                fault("(func v128.const i8x16 256" + " 0".repeat(15) + ")"));
        assertEquals(
                "unexpected token: i32 where the shape of a vector should be (at line 1, column 18)",
                fault("(func v128.const i32 1 2 3)"));
    }

    @Test
    void lanesAreBytes() {
        assertEquals(
                "fd 0d 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e ff",
                body("i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 255"));
        assertEquals(
                "invalid lane length: 15 instead of 16 (at line 1, column 21)",
                fault("(func i8x16.shuffle" + " 0".repeat(15) + ")"));
        assertEquals(
                "i8 constant out of range: -1 (at line 1, column 21)",
                fault("(func i8x16.shuffle -1" + " 0".repeat(15) + ")"));
        assertEquals("i8 constant out of range: 256 (at line 1, column 26)", fault("(func i32x4.replace_lane 256)"));
        assertEquals(
                "unexpected token: -1 where a whole number without a sign should be (at line 1, column 26)",
                fault("(func i32x4.replace_lane -1)"));
    }

    @Test
    void structuresArraysAndCasts() {
        assertEquals("fb 02 00 01 fb 05 00 00", body("struct.get $t $b struct.set 0 $a"));
        assertEquals(
                "fb 08 00 03 fb 09 00 01 fb 0a 00 01",
                body("array.new_fixed 0 3 array.new_data 0 $d array.new_elem 0 $el"));
        assertEquals(
                "fb 14 6d fb 15 00 fb 16 01 fb 17 6b",
                body("ref.test (ref eq) ref.test (ref null 0) ref.cast (ref $f) ref.cast structref"));
        assertEquals("fb 18 03 00 6e 6b", body("br_on_cast 0 anyref structref"));
        assertEquals("fb 19 01 00 6e 00", body("br_on_cast_fail 0 anyref (ref $t)"));
        assertEquals("d0 00 d0 71", body("ref.null $t ref.null none"));
    }

    @Test
    void typedSelectsMayHaveManyTypes() {
        assertEquals(
                "1b 1c 01 7f 1c 02 7f 7e 1c 00",
                body("select select (result i32) select (result i32) (result i64) select (result)"));
    }

    @Test
    void blocksMayHaveTypesOfTheModule() {
        assertEquals("02 40 0b 02 7f 0b 02 01 0b", body("block end block (result i32) end block (type $f) end"));
        assertTrue(hex("(func (block (param i32) (result i32)))").endsWith("02 01 0b 0b"));
        assertEquals(
                "unexpected token: $x where a value type should be (at line 1, column 21)",
                fault("(func (block (param $x i32)))"));
    }

    @Test
    void localsOfOneTypeAreCounted() {
        assertTrue(hex("(func (local i32 i32) (local $x i32) (local i64) (local i32))")
                .contains(" 0a 0a 01 08 03 03 7f 01 7e 01 7f 0b"));
    }
}
