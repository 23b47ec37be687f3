package org.amphora.differential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.amphora.api.Engine;
import org.junit.jupiter.api.Test;

class HarnessTest {
    /**
     * <pre>
     * (memory 1)
     * (global (mut i64) (i64.const 5))
     * (func (export "swap") (param f32 i32) (result i32 f32) (local.get 1) (local.get 0))
     * (func (param i32) (result i64) (i64.load (local.get 0)))
     * (func (global.set 0 (i64.const 6)) (unreachable))
     * </pre>
     */
    private static final String MODULE = "00 61 73 6d 01 00 00 00"
            + "01 10 03 60 02 7d 7f 02 7f 7d 60 01 7f 01 7e 60 00 00"
            + "03 04 03 00 01 02"
            + "05 03 01 00 01"
            + "06 06 01 7e 01 42 05 0b"
            + "07 08 01 04 73 77 61 70 00 00"
            + "0a 18 03 06 00 20 01 20 00 0b 07 00 20 00 29 03 00 0b 07 00 42 06 24 00 00 0b";

    private static Subject subject(long seed) {
        return Harness.subject("module", HexFormat.of().parseHex(MODULE.replace(" ", "")), seed);
    }

    private static List<String> run(Subject subject) {
        try (Engine engine = Engine.create()) {
            Lines lines = new Lines();
            new AmphoraSide(engine, Duration.ofSeconds(10)).run(subject, lines);
            return lines.all();
        }
    }

    @Test
    void callsFunctionsThatAreNotExportedAndReadsWhatTheyLeave() {
        Subject subject = subject(1);
        assertEquals(
                List.of("entry:0", "entry:1", "entry:2", "global:0", "memory:0", "swap", "global:0", "memory:0"),
                subject.calls().stream().map(Call::export).toList());
        List<String> lines = run(subject);
        assertEquals("compile", lines.get(0));
        assertEquals("instantiate", lines.get(1));
        assertEquals("entry:2 = unreachable", lines.get(4));
        assertEquals("global:0 i64:0000000000000006", lines.get(5));
        String zeros = "de2f256064a0af797747c2b97505dc0b9f3df0de4f489eac731c23ae9ca9cc31"; // SHA-256 of 64 KiB of them
        assertEquals("memory:0 1 pages " + zeros, lines.get(6));
    }

    @Test
    void passesArgumentsOfTheSeedAndFormatsResultsByTheirTypes() {
        Subject subject = subject(1);
        Call swap = subject.calls().get(5);
        assertEquals(
                "swap " + Values.text(swap.parameters().get(1), swap.arguments().get(1)) + " "
                        + Values.text(swap.parameters().get(0), swap.arguments().get(0)),
                run(subject).get(7));
    }

    @Test
    void equalSeedsMakeEqualSubjects() {
        assertArrayEquals(subject(7).binary(), subject(7).binary());
        assertEquals(subject(7).calls(), subject(7).calls());
    }

    @Test
    void tellsTheScriptOnOneLineWhatToCall() {
        String json = Json.of(subject(1));
        assertEquals(1, json.lines().count());
        assertEquals(
                "\"calls\":[{\"export\":\"entry:0\",\"parameters\":[\"f32\",\"i32\"],",
                json.substring(json.indexOf("\"calls\""), json.indexOf("\"arguments\"")));
        assertEquals("\"a\\u0022b\\u000ac\\u20ac\"", Json.text("a\"b\nc€"));
    }
}
