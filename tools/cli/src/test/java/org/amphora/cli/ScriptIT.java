package org.amphora.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the top level, as users call it; it is told not to build, because the build runs it here. */
class ScriptIT {
    private static final String GUESTS = "../../bundles/wasi/src/test/guests/";

    @TempDir
    Path temporary;

    private String output = "";

    private int amphora(String input, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "../../amphora"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AMPHORA_BUILD", "never");
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:-UsePerfData -Djava.io.tmpdir=" + temporary);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replaceFirst("^NOTE: Picked up JDK_JAVA_OPTIONS:.*\\R", "");
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
        return process.exitValue();
    }

    @Test
    void aProgramRunsAsItWouldByItself() throws Exception {
        assertEquals(2, amphora("a line\n", "run", "--env", "A=b c", GUESTS + "hello-rs.wasm", "an argument"));
        assertEquals("""
                Hello from Rust
                argument 0: hello-rs.wasm
                argument 1: an argument
                environment: A=b c
                input: a line
                leaving with 2
                """, output);
    }

    @Test
    void aFailureIsALineAndAnExitCode() throws Exception {
        assertEquals(1, amphora("", "run", "no/such.wasm"));
        assertEquals("amphora: no/such.wasm: no such file or directory\n", output);
    }

    @Test
    void theFrameworkStartsWithItsShellAndStops() throws Exception {
        assertEquals(0, amphora("wasm:list\nexit 0\n", "start", "--deploy", "target/deploy"), () -> output);
        assertTrue(output.contains("Watching "), output);
        assertTrue(output.contains("Welcome to Apache Felix Gogo"), output);
        try (var left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList(), "files that the framework should have deleted");
        }
    }
}
