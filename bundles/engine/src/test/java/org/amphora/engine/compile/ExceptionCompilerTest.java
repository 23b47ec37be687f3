package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.engine.Guests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the JVM's exception tables and its verifier make difficult. */
class ExceptionCompilerTest {
    /** $f throws 7 for zero. */
    private static final String THROWER = """
            (tag $e (param i64))
            (func $f (param i32) (result f64)
              (if (i32.eqz (local.get 0)) (then (throw $e (i64.const 7))))
              (f64.convert_i32_s (local.get 0)))
            """;

    private final Engine engine = Guests.engine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private Instance instance(String text) {
        return engine.linker().instantiate(engine.compile(Guests.assemble("(module " + THROWER + text + ")")));
    }

    private static long run(Instance guest, long argument) {
        return guest.function("run").call(argument)[0];
    }

    /** It is on the way out, where nothing is thrown; but the handler expects an operand of another type there. */
    @Test
    void aBranchOutOfATryMayOverwriteOperandsBelowIt() {
        Instance guest = instance("""
                (func (export "run") (param i32) (result i64)
                  (block $out (result f64)
                    (i32.const 100)
                    (block $caught (result i64)
                      (try_table (catch $e $caught)
                        (call $f (local.get 0))
                        (br_if $out (i32.lt_s (local.get 0) (i32.const 10)))
                        (drop)
                        (call $f (i32.sub (local.get 0) (i32.const 10)))
                        (br $out))
                      (unreachable))
                    (i32.wrap_i64)
                    (i32.add)
                    (f64.convert_i32_s))
                  (i64.trunc_f64_s))
                """);
        assertEquals(107, run(guest, 0));
        assertEquals(5, run(guest, 5));
        assertEquals(107, run(guest, 10));
        assertEquals(2, run(guest, 12));
    }

    @Test
    void aBranchBackOutOfATryMayOverwriteOperandsBelowIt() {
        Instance guest = instance("""
                (func (export "run") (param i32) (result i64) (local $sum i64)
                  (local.get $sum)
                  (loop $again (param i64) (result i64)
                    (local.set $sum)
                    (i32.const 1)
                    (block $caught (result i64)
                      (try_table (catch $e $caught)
                        (drop (call $f (local.get 0)))
                        (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                        (br $again (i64.add (local.get $sum) (i64.const 10))))
                      (unreachable))
                    (i32.wrap_i64)
                    (i64.extend_i32_s (i32.add))
                    (i64.add (local.get $sum))))
                """);
        assertEquals(38, run(guest, 3));
    }

    @Test
    void aBranchOutOfNestedTriesMayOverwriteOperandsBelowEach() {
        Instance guest = instance("""
                (func (export "run") (param i32) (result i64) (local $value i64)
                  (block $out (result i64)
                    (f32.const 1)
                    (block $outer (result i64)
                      (try_table (catch $e $outer)
                        (i32.const 2)
                        (block $inner (result i64)
                          (try_table (catch $e $inner)
                            (drop (call $f (i32.sub (local.get 0) (i32.const 3))))
                            (br_table $out $inner $outer (i64.const 5) (local.get 0)))
                          (unreachable))
                        (local.set $value)
                        (i64.extend_i32_s)
                        (i64.mul (local.get $value))
                        (drop (call $f (i32.sub (local.get 0) (i32.const 1))))
                        (br $outer))
                      (unreachable))
                    (local.set $value)
                    (drop)
                    (i64.add (local.get $value) (i64.const 100))))
                """);
        assertEquals(5, run(guest, 0));
        assertEquals(107, run(guest, 1), "caught by the outer handler, thrown behind the inner body");
        assertEquals(105, run(guest, 2));
        assertEquals(114, run(guest, 3), "caught by the inner handler");
    }
}
