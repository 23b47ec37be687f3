package org.amphora.text.print;

import static org.amphora.text.print.Printed.assertFields;
import static org.amphora.text.print.Printed.assertInstructions;
import static org.amphora.text.print.Printed.assertPrinted;
import static org.amphora.text.print.Printed.module;
import static org.amphora.text.print.Printed.print;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CodePrinterTest {
    @Test
    void instructionsAreIndentedByTheBlocksAroundThem() {
        assertPrinted("""
                (module
                  (type (;0;) (func (param i32 i64) (result i64)))
                  (func (;0;) (type 0) (param i32 i64) (result i64)
                    (local f32 f32)
                    loop ;; label = @1
                      block ;; label = @2
                        local.get 0
                        br_table 0 (;@2;) 1 (;@1;) 2 (;@0;)
                      end
                      local.get 0
                      if (result i64) ;; label = @2
                        local.get 1
                      else
                        i64.const -1
                      end
                      br 1 (;@0;)
                    end
                    unreachable
                  )
                )
                """, """
                (func (param i32 i64) (result i64) (local f32 f32)
                  (loop (block (br_table 0 1 2 (local.get 0)))
                  (br 1 (if (result i64) (local.get 0) (then (local.get 1)) (else (i64.const -1)))))
                  unreachable)
                """);
    }

    @Test
    void bothFormsOfExceptionHandling() {
        assertFields(
                "(type (;0;) (func (param i32)))",
                "(type (;1;) (func))",
                "(func (;0;) (type 1)",
                "  block $l (result i32) ;; label = @1",
                "    try_table (catch 0 $l) (catch_all 1 (;@0;)) ;; label = @2",
                "      i32.const 1",
                "      throw 0",
                "    end",
                "    return",
                "  end",
                "  drop",
                "  try ;; label = @1",
                "    try ;; label = @2",
                "    delegate 0 (;@1;)",
                "  catch 0",
                "    drop",
                "  catch_all",
                "    rethrow 0 (;@1;)",
                "  end",
                ")",
                "(tag (;0;) (type 0) (param i32))");
    }

    @Test
    void constantsReadBackAsTheSameBits() {
        assertInstructions(
                "i32.const -2147483648",
                "i64.const 9223372036854775807",
                "f32.const 0.1",
                "f32.const -0",
                "f32.const 1.4e-45",
                "f32.const -inf",
                "f32.const nan",
                "f32.const -nan:0x1",
                "f64.const 1.7976931348623157e308",
                "f64.const 3",
                "f64.const nan:0xfffffffffffff",
                "v128.const i32x4 0x00000001 0x00000000 0xffffffff 0x7fc00000",
                "i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31",
                "i8x16.extract_lane_u 15");
    }

    @Test
    void memoryArgumentsAreShownWhereTheyAreNotTheUsualOnes() {
        assertFields(
                "(type (;0;) (func))",
                "(func (;0;) (type 0)",
                "  i32.load",
                "  i32.load8_u offset=4",
                "  i64.load $big offset=18446744073709551615 align=1",
                "  v128.load8_lane $big offset=1 3",
                "  i32.atomic.rmw.add align=2",
                "  memory.copy 0 $big",
                "  memory.size",
                "  memory.grow $big",
                "  atomic.fence",
                "  i64.add128",
                ")",
                "(memory (;0;) 1 2 shared)",
                "(memory $big (;1;) i64 1 (pagesize 1))");
    }

    @Test
    void referencesTablesAndAggregates() {
        assertFields(
                "(type $s (;0;) (sub (struct (field $x (mut i8)) (field (ref null $s)))))",
                "(type (;1;) (array (mut i16)))",
                "(type (;2;) (func))",
                "(func (;0;) (type 2)",
                "  struct.get_u $s $x",
                "  struct.set $s 1",
                "  array.new_fixed 1 4294967295",
                "  array.copy 1 1",
                "  ref.null $s",
                "  ref.cast (ref null $s)",
                "  ref.test (ref i31)",
                "  br_on_cast 0 (;@0;) anyref (ref $s)",
                "  call_indirect (type 2)",
                "  call_indirect $t (type 2)",
                "  table.init $t 3",
                "  table.copy $t 0",
                "  table.copy",
                "  table.fill 0",
                "  table.get $t",
                "  select (result (ref $s))",
                ")",
                "(table (;0;) 1 2 funcref)",
                "(table $t (;1;) i64 0 (ref null $s) (ref.null $s))");
    }

    @Test
    void hintsStandInFrontOfTheirBranches() {
        assertInstructions("(@metadata.code.branch_hint \"\\01\")", "if ;; label = @1", "end");
    }

    @Test
    void hintsThatNoAnnotationCanSayAreShownAsBytes() {
        String function = "01 04 01 60 00 00  03 02 01 00";
        String code = "0a 07 01 05 00 04 40 0b 0b";
        String name = "19 6d657461646174612e636f64652e6272616e63685f68696e74";
        String printed = """
                (module
                  (type (;0;) (func))
                  (func (;0;) (type 0)
                    if ;; label = @1
                    end
                  )
                  (@custom "metadata.code.branch_hint" (before code) "%s")
                )
                """;
        assertEquals(
                printed.formatted("\\01\\00\\01\\03\\01\\00"),
                print(module(function + "00 20" + name + "01 00 01 03 01 00" + code)),
                "at an end");
        assertEquals(
                printed.formatted("\\01\\00\\01\\01\\01\\02"),
                print(module(function + "00 20" + name + "01 00 01 01 01 02" + code)),
                "a hint of an unknown kind");
    }
}
