package org.amphora.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WastCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int wast(Path path) {
        ByteArrayInputStream in = new ByteArrayInputStream(new byte[0]);
        return AmphoraCommand.on(new Terminal(in, out, out)).execute("wast", path.toString());
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private void script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void assertHolds(int assertions, String text) throws IOException {
        script("a.wast", text);
        assertEquals(ExitCode.OK, wast(folder), this::output);
        assertEquals("a.wast: " + assertions + " passed\n" + assertions + " passed, 0 failed, 0 skipped\n", output());
    }

    @Test
    void runsTheScriptsOfAFolderAndSumsUp() throws IOException {
        script(
                "b/two.wast",
                "(module (func (export \"f\"))) (assert_return (invoke \"f\")) (assert_return (invoke \"f\"))");
        script("one.wast", "(assert_invalid (module (func (result i32))) \"type mismatch\")");
        script("readme.txt", "no script");
        assertEquals(ExitCode.OK, wast(folder));
        assertEquals("""
                b/two.wast: 2 passed
                one.wast: 1 passed
                3 passed, 0 failed, 0 skipped
                """, output());
    }

    @Test
    void saysWhatWasExpectedAndWhatCame() throws IOException {
        script("a.wast", """
                (module
                  (global (export "g") i64 (i64.const 7))
                  (func (export "f") (param i32 f32) (result i32 externref) (local.get 0) (ref.null extern))
                  (func (export "trap") unreachable))
                (assert_return (invoke "f" (i32.const 1) (f32.const 2)) (i32.const 2) (ref.extern 3))
                (assert_return (get "g") (i64.const 8))
                (assert_trap (invoke "f" (i32.const 1) (f32.const 2)) "unreachable")
                (assert_trap (invoke "trap") "integer overflow")
                (assert_return (invoke "missing"))
                (assert_invalid (module) "type mismatch")
                (assert_malformed (module quote "(func $a) (func $a)") "unexpected token")
                (assert_exception (invoke "trap"))
                """);
        assertEquals(ExitCode.FAILURE, wast(folder));
        assertEquals("""
                a.wast: 0 passed, 8 failed
                  a.wast:5: assert_return: invoke "f" [i32 0x1, f32 0x40000000]: expected [i32 0x2, extern 3], got [i32 0x1, externref null]
                  a.wast:6: assert_return: get "g": expected [i64 0x8], got [i64 0x7]
                  a.wast:7: assert_trap: invoke "f" [i32 0x1, f32 0x40000000]: expected "unreachable", got [i32 0x1, externref null]
                  a.wast:8: assert_trap: invoke "trap" []: expected "integer overflow", got Trap: unreachable
                  a.wast:9: assert_return: NoSuchExportException: wasm exports no function missing; it exports f, trap
                  a.wast:10: assert_invalid: expected "type mismatch", but the module is accepted
                  a.wast:11: assert_malformed: expected "unexpected token", got MalformedModuleException: duplicate function $a (at line 1, column 17)
                  a.wast:12: assert_exception: invoke "trap" []: expected an exception, got Trap: unreachable
                0 passed, 8 failed, 0 skipped
                """, output());
    }

    @Test
    void skipsWhatNeedsAModuleThatWasRefused() throws IOException {
        script("a.wast", "(module (func (result i32))) (register \"m\") (invoke \"f\") (assert_return (invoke \"f\"))");
        assertEquals(ExitCode.FAILURE, wast(folder));
        assertEquals("""
                a.wast: 0 passed, 1 failed, 1 skipped
                  a.wast:1: module: InvalidModuleException: type mismatch: end expects i32 but the stack is empty (function $0 (#0), offset 0x18)
                0 passed, 1 failed, 1 skipped
                """, output());
    }

    @Test
    void tellsContradictionsApart() throws IOException {
        String assertion = "(assert_invalid (module (table 10 funcref) (table 10 funcref)) \"multiple tables\")";
        script("proposals/threads/imports.wast", assertion);
        script("imports.wast", assertion);
        assertEquals(ExitCode.FAILURE, wast(folder));
        assertEquals("""
                imports.wast: 0 passed, 1 failed
                  imports.wast:1: assert_invalid: expected "multiple tables", but the module is accepted
                proposals/threads/imports.wast: 0 passed, 1 contradict 3.0
                0 passed, 1 failed, 0 skipped, 1 contradict 3.0
                """, output());
    }

    @Test
    void refusesAScriptThatIsNone() throws IOException {
        script("a.wast", "(register \"m\")\n(assert_nothing)");
        assertEquals(ExitCode.FAILURE, wast(folder));
        assertEquals("""
                a.wast: 0 passed, 1 failed
                  a.wast:2: script: unknown operator assert_nothing (at line 2, column 2)
                0 passed, 1 failed, 0 skipped
                """, output());
    }

    @Test
    void linksInstancesByTheirRegisteredNames() throws IOException {
        assertHolds(3, """
                (module definition $D (global (export "g") (mut i32) (i32.const 0)) (func (export "set") (param i32) (global.set 0 (local.get 0))))
                (module instance $A $D)
                (module instance $B $D)
                (register "a" $A)
                (module (import "a" "g" (global (mut i32))) (func (export "get") (result i32) (global.get 0)))
                (invoke $B "set" (i32.const 1))
                (assert_return (invoke "get") (i32.const 0))
                (invoke $A "set" (i32.const 2))
                (assert_return (invoke "get") (i32.const 2))
                (assert_return (get $B "g") (i32.const 1))
                """);
    }

    @Test
    void passesReferencesAndVectors() throws IOException {
        assertHolds(4, """
                (module
                  (global (export "g") v128 (v128.const i32x4 1 2 3 4))
                  (func (export "v") (param i64 v128 i32) (result v128) (local.get 1))
                  (func (export "r") (param externref) (result externref externref funcref) (local.get 0) (ref.null extern) (ref.func 0))
                  (elem declare func 0))
                (assert_return (invoke "v" (i64.const 0) (v128.const f64x2 nan 1) (i32.const 0)) (v128.const f64x2 nan:canonical 1))
                (assert_return (get "g") (v128.const i32x4 1 2 3 4))
                (assert_return (invoke "r" (ref.extern 5)) (ref.extern 5) (ref.null) (ref.func))
                (assert_return (invoke "r" (ref.extern 5)) (either (ref.null) (ref.extern)) (ref.null extern) (ref.func))
                """);
    }

    @Test
    void knowsTheKindsOfReferences() throws IOException {
        assertHolds(7, """
                (module
                  (type $s (struct)) (type $a (array i8))
                  (func (export "i31") (result i31ref) (ref.i31 (i32.const 1)))
                  (func (export "struct") (result structref) (struct.new $s))
                  (func (export "array") (result anyref) (array.new_default $a (i32.const 1)))
                  (func (export "host") (param externref) (result anyref) (any.convert_extern (local.get 0))))
                (assert_return (invoke "i31") (ref.i31))
                (assert_return (invoke "struct") (ref.struct))
                (assert_return (invoke "array") (ref.array))
                (assert_return (invoke "i31") (ref.eq))
                (assert_return (invoke "struct") (ref.eq))
                (assert_return (invoke "array") (ref.any))
                (assert_return (invoke "host" (ref.extern 9)) (ref.host 9))
                """);
        script("a.wast", """
                (module (type $s (struct)) (func (export "f") (result structref) (struct.new $s)))
                (assert_return (invoke "f") (ref.array))
                """);
        assertEquals(ExitCode.FAILURE, wast(folder));
    }

    @Test
    void runsThreadsThatShareWhatTheyAreGiven() throws IOException {
        assertHolds(3, """
                (module $M (memory (export "m") 1 1 shared))
                (thread $t (shared (module $M))
                  (register "m" $M)
                  (module (import "m" "m" (memory 1 1 shared)) (func (export "f") (i32.store (i32.const 0) (i32.const 42))))
                  (assert_return (invoke "f")))
                (wait $t)
                (assert_unlinkable (module (import "m" "m" (memory 1 1 shared))) "unknown import")
                (register "m" $M)
                (module (import "m" "m" (memory 1 1 shared)) (func (export "f") (result i32) (i32.load (i32.const 0))))
                (assert_return (invoke "f") (i32.const 42))
                """);
    }
}
