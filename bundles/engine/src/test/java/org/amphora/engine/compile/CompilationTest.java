package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.engine.Guests;
import org.junit.jupiter.api.Test;

/** That HotSpot compiles what is generated, as it says itself in a JVM of its own. */
class CompilationTest {
    private static final int ACCESSES = 60;

    /** What runs in the other JVM. */
    static final class HotLoop {
        private HotLoop() {}

        public static void main(String[] arguments) {
            String access = "(if (i64.eqz (i64.load offset=8 (local.get $p)))"
                    + " (then (i64.store offset=16 (local.get $p) (i64.const 1))))\n";
            try (Engine engine = Guests.engine()) {
                Function run = engine.linker()
                        .instantiate(engine.compile(Guests.assemble("(module (memory 1)"
                                + "(func (export \"run\") (param $p i32) (result i32) " + access.repeat(ACCESSES / 2)
                                + "(i32.load (local.get $p))))")))
                        .function("run");
                long sum = 0;
                for (int i = 0; i < 100_000; i++) {
                    sum += run.call(i & 0xFF)[0];
                }
                System.out.println("sum " + sum);
            }
        }
    }

    @Test
    void c1LeavesLoadsAndStoresAloneOfWhichItWouldInlineTooMuch() throws IOException, InterruptedException {
        List<String> calls = accesses("-XX:TieredStopAtLevel=1");
        assertFalse(calls.isEmpty());
        assertEquals(
                List.of(),
                calls.stream()
                        .filter(call -> !call.contains("callee uses too much stack"))
                        .toList());
    }

    @Test
    void c2InlinesLoadsAndStores() throws IOException, InterruptedException {
        List<String> calls = accesses("-XX:-TieredCompilation");
        assertFalse(calls.isEmpty());
        assertEquals(
                List.of(),
                calls.stream().filter(call -> !call.contains("inline (hot)")).toList());
    }

    /** What the compiler says of calls of loads and stores. */
    private static List<String> accesses(String option) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        // two compiler threads write into each other's lines
                        "-XX:CICompilerCount=1",
                        "-XX:-UseDynamicNumberOfCompilerThreads",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+PrintInlining",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HotLoop.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines()
                .filter(line -> line.matches(".*@ \\d+ .*ByteAccess::i64(Load|Store) .*"))
                .toList();
    }
}
