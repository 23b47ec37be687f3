package org.amphora.itests.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs as a reader of README.md would: from the project's folder. */
final class Shell {
    /** For ./amphora, which would build over the jars that are being tested. */
    static final Map<String, String> ENVIRONMENT = Map.of("AMPHORA_BUILD", "never");

    private static final long LIMIT_MINUTES = 5;

    private Shell() {}

    /** Runs a script with bash; it ends at the first command that fails. */
    static String bash(String script, Map<String, String> environment, String input) {
        return run(List.of("bash", "-euo", "pipefail", "-c", script), environment, input);
    }

    /** Runs a program. Returns what it prints, errors included; fails if it does not exit with 0. */
    static String run(List<String> command, Map<String, String> environment, String input) {
        try {
            Path in = Files.writeString(Files.createTempFile("readme", ".in"), input);
            Path out = Files.createTempFile("readme", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Readme.project().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile());
            builder.environment().putAll(ENVIRONMENT);
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String printed = Files.readString(out, StandardCharsets.UTF_8);
            Files.delete(in);
            Files.delete(out);
            String what = String.join(" ", command) + " printed:\n" + printed;
            assertTrue(ended, () -> "did not end in " + LIMIT_MINUTES + " minutes: " + what);
            assertEquals(0, process.exitValue(), what);
            return printed;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
