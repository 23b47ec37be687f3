package org.amphora.itests.readme;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.amphora.itests.readme.Readme.Block;

/** A program with a shell, started by a script: commands are typed, and what it prints is read. */
final class Console implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long PAUSE_MILLIS = 500;

    private final Path out;
    private final Process process;
    private final BufferedWriter in;

    Console(Path out, String script, Map<String, String> environment) {
        this.out = out;
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", script))
                    .directory(Readme.project().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().putAll(Shell.ENVIRONMENT);
            builder.environment().putAll(environment);
            process = builder.start();
            in = process.outputWriter(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types a block, again and again until it prints what is shown: a guest takes a moment to serve. */
    void type(Block block) throws IOException, InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            line(block.text);
            Thread.sleep(PAUSE_MILLIS);
            try {
                Output.assertShown(block, Files.readString(out));
                return;
            } catch (AssertionError e) {
                if (System.currentTimeMillis() > end || !process.isAlive()) {
                    throw e;
                }
            }
        }
    }

    /** Ends the framework, and says with which exit code the program did. */
    int exit() throws IOException, InterruptedException {
        line("exit 0\n");
        return process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    private void line(String text) throws IOException {
        in.write(text);
        in.flush();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
