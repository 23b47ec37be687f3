package org.amphora.text.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.NumberType;
import org.amphora.text.script.Assertion.Failure;
import org.amphora.text.script.Assertion.Refusal;
import org.amphora.text.script.ExpectedValue.Kind;
import org.junit.jupiter.api.Test;

class ScriptParserTest {
    private static List<Command> parse(String script) {
        return ScriptParser.parse(script.getBytes(StandardCharsets.UTF_8));
    }

    private static Command only(String script) {
        List<Command> commands = parse(script);
        assertEquals(1, commands.size());
        return commands.get(0);
    }

    private static List<ExpectedValue> expected(String values) {
        return ((Assertion.Returns) only("(assert_return (invoke \"f\") " + values + ")")).expected();
    }

    private static List<Value> arguments(String values) {
        Command.Perform perform = (Command.Perform) only("(invoke \"f\" " + values + ")");
        return ((Action.Invoke) perform.action()).arguments();
    }

    private static String text(ModuleSource source) {
        ModuleSource.Text text = (ModuleSource.Text) source;
        return new String(text.text(), text.from(), text.to() - text.from(), StandardCharsets.UTF_8);
    }

    private static String moduleText(String script) {
        return text(((Command.DefineModule) only(script)).source());
    }

    @Test
    void delimitsModulesWithoutLookingIntoThem() {
        assertEquals("(module $m (func (i32.add export)))", moduleText(" (module $m (func (i32.add export))) "));
        assertEquals("(func) ", moduleText("(module definition $m (func) )"));
        assertEquals("(memory 1)", moduleText("(module quote \"(mem\" \"ory 1)\")"));
        assertEquals("(func) (memory 0)", moduleText("(func) (memory 0)"));
    }

    @Test
    void knowsWhichModulesAreInstantiated() {
        assertTrue(((Command.DefineModule) only("(module $m)")).instantiated());
        assertFalse(((Command.DefineModule) only("(module definition $m)")).instantiated());
        assertEquals(new Command.Instantiate(1, "$i", "$m"), only("(module instance $i $m)"));
        assertEquals(new Command.Instantiate(1, null, null), only("(module instance)"));
    }

    @Test
    void readsModulesInTheBinaryFormat() {
        Command.DefineModule module = (Command.DefineModule) only("(module $b binary \"\\00a\" \"sm\")");
        assertEquals("$b", module.name());
        assertArrayEquals(new byte[] {0, 'a', 's', 'm'}, ((ModuleSource.Binary) module.source()).bytes());
    }

    @Test
    void readsCommandsWithTheirLines() {
        List<Command> commands = parse("""
                (register "M" $m) ;; and
                (register "N")

                (get $m "g") (invoke "f")
                """);
        assertEquals(
                List.of(
                        new Command.Register(1, "M", "$m"),
                        new Command.Register(2, "N", null),
                        new Command.Perform(4, new Action.Get("$m", "g")),
                        new Command.Perform(4, new Action.Invoke(null, "f", List.of()))),
                commands);
    }

    @Test
    void readsThreads() {
        assertEquals(
                List.of(
                        new Command.StartThread(
                                1,
                                "$t",
                                List.of("$a", "$b"),
                                List.of(new Command.Register(1, "m", "$a"), new Command.WaitForThread(1, "$u"))),
                        new Command.WaitForThread(2, "$t")),
                parse(
                        "(thread $t (shared (module $a)) (shared (module $b)) (register \"m\" $a) (wait $u))\n(wait $t)"));
    }

    @Test
    void readsHowActionsFail() {
        Action f = new Action.Invoke(null, "f", List.of());
        assertEquals(
                new Assertion.Fails(1, Failure.TRAP, f, "unreachable"),
                only("(assert_trap (invoke \"f\") \"unreachable\")"));
        assertEquals(
                new Assertion.Fails(1, Failure.EXHAUSTION, f, "call stack exhausted"),
                only("(assert_exhaustion (invoke \"f\") \"call stack exhausted\")"));
        assertEquals(new Assertion.Fails(1, Failure.EXCEPTION, f, null), only("(assert_exception (invoke \"f\"))"));
    }

    @Test
    void readsHowModulesAreRefused() {
        Refusal[] refusals = {
            Refusal.MALFORMED,
            Refusal.MALFORMED_CUSTOM,
            Refusal.INVALID,
            Refusal.INVALID_CUSTOM,
            Refusal.UNLINKABLE,
            Refusal.UNINSTANTIABLE
        };
        for (Refusal refusal : refusals) {
            Assertion.ModuleRefused refused =
                    (Assertion.ModuleRefused) only("(" + refusal.keyword() + " (module (func) (start 0)) \"reason\")");
            assertEquals(refusal, refused.refusal());
            assertEquals("(module (func) (start 0))", text(refused.source()));
            assertEquals("reason", refused.message());
        }
    }

    @Test
    void readsArguments() {
        assertEquals(
                List.of(
                        new Value.Numeric(NumberType.I32, 0xffff_ffffL),
                        new Value.Numeric(NumberType.I64, -1),
                        new Value.Numeric(NumberType.F32, 0xffa0_0000L),
                        new Value.Numeric(NumberType.F64, Double.doubleToRawLongBits(0.5)),
                        new Value.Null(),
                        new Value.Null(),
                        new Value.Host(7),
                        new Value.Host(8)),
                arguments("(i32.const -1) (i64.const -1) (f32.const -nan:0x200000) (f64.const 0x1p-1) (ref.null func)"
                        + " (ref.null) (ref.extern 7) (ref.host 8)"));
    }

    @Test
    void readsVectorsOfAllShapes() {
        assertEquals(
                List.of(
                        new Value.Vector(0x0706_0504_0302_01ffL, 0x0f0e_0d0c_0b0a_0908L),
                        new Value.Vector(0x0003_0002_0001_ffffL, 0x0007_0006_0005_0004L),
                        new Value.Vector(0x0000_0001_ffff_ffffL, 0x0000_0003_0000_0002L),
                        new Value.Vector(-1, 1),
                        new Value.Vector(0x4000_0000_3f80_0000L, 0x8000_0000_7fc0_0000L),
                        new Value.Vector(0x3ff0_0000_0000_0000L, 0xfff0_0000_0000_0000L)),
                arguments("(v128.const i8x16 -1 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)"
                        + " (v128.const i16x8 -1 1 2 3 4 5 6 7) (v128.const i32x4 -1 1 2 3) (v128.const i64x2 -1 1)"
                        + " (v128.const f32x4 1 2 nan -0.0) (v128.const f64x2 1 -inf)"));
    }

    @Test
    void readsExpectedValues() {
        assertEquals(
                List.of(
                        new ExpectedValue.Numeric(NumberType.F32, new Lane(32, 0, Lane.Nan.CANONICAL)),
                        new ExpectedValue.Vector(List.of(new Lane(64, 0, Lane.Nan.ARITHMETIC), new Lane(64, 0, null))),
                        new ExpectedValue.Either(List.of(
                                new ExpectedValue.Numeric(NumberType.I32, new Lane(32, 1, null)),
                                new ExpectedValue.Numeric(NumberType.I32, new Lane(32, 2, null)))),
                        new ExpectedValue.Reference(Kind.NULL, null),
                        new ExpectedValue.Reference(Kind.NULL, null),
                        new ExpectedValue.Reference(Kind.EXTERN, 3L),
                        new ExpectedValue.Reference(Kind.I31, null)),
                expected("(f32.const nan:canonical) (v128.const f64x2 nan:arithmetic 0)"
                        + " (either (i32.const 1) (i32.const 2)) (ref.null) (ref.null any) (ref.extern 3) (ref.i31)"));
    }

    @Test
    void refusesWhatIsNoScript() {
        assertEquals(
                "unexpected token: 5 where the end of the text should be (at line 2, column 1)",
                refused("(get \"g\")\n5"));
        assertEquals(
                "unexpected token: \"f\" where (invoke should be (at line 1, column 16)",
                refused("(assert_return \"f\")"));
        assertEquals(
                "unexpected token: nan:canonical where a number should be (at line 1, column 24)",
                refused("(invoke \"f\" (f32.const nan:canonical))"));
    }

    private static String refused(String script) {
        return assertThrows(MalformedModuleException.class, () -> parse(script)).getMessage();
    }
}
