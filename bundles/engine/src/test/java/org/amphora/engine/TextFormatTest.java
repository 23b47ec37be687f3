package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.Trap;
import org.amphora.engine.link.HostFunctionSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Modules in the text format go wherever binary ones do. */
class TextFormatTest {
    private final Engine engine = Guests.engine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Instance instantiate(String text) {
        return engine.linker().instantiate(engine.compile(utf8(text)));
    }

    @Test
    void runsAModuleInTheTextFormat() {
        Instance guest = instantiate("""
                ;; the module of every tutorial
                (module $adder
                  (func (export "add") (param $a i32) (param $b i32) (result i32)
                    (i32.add (local.get $a) (local.get $b))))
                """);
        assertArrayEquals(new long[] {42}, guest.function("add").call(40, 2));
    }

    @Test
    void runsLoopsTablesAndMemory() {
        Instance guest = instantiate("""
                (type $unary (func (param i32) (result i32)))
                (table funcref (elem $double $square))
                (memory (data "\\01\\02\\03\\04"))
                (func $double (type $unary) (i32.shl (local.get 0) (i32.const 1)))
                (func $square (type $unary) (i32.mul (local.get 0) (local.get 0)))
                (func (export "sum") (param $which i32) (result i32) (local $i i32) (local $sum i32)
                  (loop $next
                    (local.set $sum
                      (i32.add (local.get $sum)
                        (call_indirect (type $unary) (i32.load8_u (local.get $i)) (local.get $which))))
                    (br_if $next
                      (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 4))))
                  local.get $sum)
                """);
        assertArrayEquals(new long[] {20}, guest.function("sum").call(0));
        assertArrayEquals(new long[] {30}, guest.function("sum").call(1));
    }

    @Test
    void stackTracesShowTheNamesOfTheText() {
        Instance guest = instantiate("(module $m (func $thrower unreachable) (func (export \"run\") (call $thrower)))");
        Trap trap = assertThrows(Trap.class, () -> guest.function("run").call());
        assertEquals("thrower", trap.getWasmStackTrace().get(0).function());
    }

    @Test
    void saysWhereATextIsWrong() {
        assertEquals(
                "unknown operator i32.plus (at line 2, column 8)",
                assertThrows(MalformedModuleException.class, () -> engine.compile(utf8("(module\n (func i32.plus))")))
                        .getMessage());
    }

    @Test
    void aTextMayBeInvalid() {
        assertThrows(InvalidModuleException.class, () -> engine.compile(utf8("(module (func (result i32)))")));
    }

    @Test
    void saysWhatIsMissingWhenNobodyReadsTexts() {
        try (Engine alone = new EngineImpl(HostFunctionSource.NONE, Optional::empty)) {
            assertEquals(
                    "magic header not detected: the module is in the text format, which the bundle org.amphora.text"
                            + " reads: install it, or put its jar on the class path or module path (at offset 0x0)",
                    assertThrows(MalformedModuleException.class, () -> alone.compile(utf8(" \t\r\n(module)")))
                            .getMessage());
        }
    }

    @Test
    void whatLooksLikeNoTextIsTakenForBinary() {
        for (String bytes : new String[] {"", " ", "module", "\0asn"}) {
            assertThrows(MalformedModuleException.class, () -> engine.compile(utf8(bytes)));
        }
    }
}
