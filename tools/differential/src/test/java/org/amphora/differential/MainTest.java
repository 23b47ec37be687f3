package org.amphora.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int differential(String... args) {
        return new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void saysWhatIsMissingAndWhereToReadOfIt() {
        // the JDK's words, which are not the same in all releases
        String missing = assertThrows(IOException.class, () -> new ProcessBuilder("/absent/wasm-opt").start())
                .getMessage();
        assertEquals(2, differential("--wasm-opt", "/absent/wasm-opt"));
        assertEquals(
                "differential: " + missing + "; see tools/README.md",
                err.toString().strip());
    }

    @Test
    void comparesAFewSeeds() {
        assumeTrue(found("wasm-opt"), "no wasm-opt on the PATH: random modules are not compared");
        assertEquals(
                0,
                differential("--seeds", "3", "--without", "gc,exception-handling,memory64,tail-call,multimemory"),
                out.toString());
        assertTrue(out.toString().contains("3 seeds: "), out.toString());
    }

    private static boolean found(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
