package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands and reads what they print. */
final class Processes {
    private Processes() {}

    /**
     * What a command printed to standard output.
     *
     * @throws IOException if it cannot be started, fails or does not end in time; the message is fit for a table
     */
    static String output(List<String> command, int timeoutSeconds) throws IOException {
        Path out = Files.createTempFile("bench", ".out");
        Path err = Files.createTempFile("bench", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!ended(process, timeoutSeconds)) {
                throw new IOException("not done after " + timeoutSeconds + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("ended with " + process.exitValue() + ": " + reason(Files.readString(err)));
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private static boolean ended(Process process, int timeoutSeconds) throws IOException {
        try {
            return process.waitFor(timeoutSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The line that says most: that of an exception, else the last. */
    static String reason(String errors) {
        List<String> lines = errors.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .findFirst()
                .or(() -> lines.stream().reduce((first, second) -> second))
                .map(line -> line.replace("Exception in thread \"main\" ", "").strip())
                .orElse("no message");
    }
}
