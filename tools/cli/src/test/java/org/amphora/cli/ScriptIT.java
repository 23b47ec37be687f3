package org.amphora.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
        return run(input, command);
    }

    private int run(String input, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AMPHORA_BUILD", "never");
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:-UsePerfData -Djava.io.tmpdir=" + temporary);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replaceAll("NOTE: Picked up JDK_JAVA_OPTIONS:.*\\R", "");
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
    void itTellsItsNameAndVersion() throws Exception {
        assertEquals(0, amphora("", "--version"));
        assertTrue(output.matches("amphora \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R"), output);
    }

    /** In the three forms in which the runner of the reference suite has called adapters. */
    @Test
    void theReferenceSuiteRunsTestsByAnAdapter() throws Exception {
        assumeTrue(hasPython(), "skipped: python3 is missing");
        Files.writeString(temporary.resolve("in.txt"), "the input");
        String env = "{'K': 'a b'}";
        String root = "'" + temporary + "'";
        for (String given : List.of(
                "['one'], " + env + ", [(" + root + ", '/')]",
                "(['one'], " + env + ", [(" + root + ", '/')]), [], 'wasm32-wasip1'",
                "(['one'], " + env + ", " + root + "), [], 'wasi:cli/command', 'wasm32-wasip1'")) {
            String program = "import subprocess, sys; sys.path.append('wasi-testsuite'); import amphora\n"
                    + "print(amphora.get_name(), amphora.get_wasi_versions(), amphora.get_version()[0], flush=True)\n"
                    + "argv = amphora.compute_argv('" + GUESTS + "hello-rs.wasm', " + given + ")\n"
                    + "print(argv[argv.index('--dir') + 1], flush=True)\n"
                    + "sys.exit(subprocess.run(argv).returncode)";
            assertEquals(2, run("", List.of("python3", "-B", "-c", program)), () -> output);
            assertEquals("amphora ['wasm32-wasip1'] 0\n" + temporary + "::/\n" + """
                    Hello from Rust
                    argument 0: hello-rs.wasm
                    argument 1: one
                    environment: K=a b
                    leaving with 2
                    """, output);
        }
    }

    private boolean hasPython() throws InterruptedException {
        try {
            return run("", List.of("python3", "--version")) == 0;
        } catch (IOException e) {
            return false;
        }
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
