package org.amphora.differential;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The V8 side: a Node process that runs one subject after the other. Started anew when one does not come back. */
final class V8Side implements AutoCloseable {
    private static final String SCRIPT = "v8.mjs";
    private static final String END = ".";
    /** Stands in the queue when the process has ended. */
    private static final String GONE = "";

    private final String node;
    private final Duration timeout;
    private final Path script;
    private Process process;
    private BufferedWriter in;
    private BlockingQueue<String> lines;

    V8Side(String node, Duration timeout) throws IOException {
        this.node = node;
        this.timeout = timeout;
        script = Files.createTempFile("amphora-differential", SCRIPT);
        try (InputStream content = V8Side.class.getResourceAsStream(SCRIPT)) {
            Files.write(script, content.readAllBytes());
        }
    }

    /** The record of a run; empty if there was no answer in time, or the process ended. */
    Optional<List<String>> run(Subject subject) throws IOException, InterruptedException {
        if (process == null) {
            start();
        }
        in.write(Json.of(subject));
        in.newLine();
        in.flush();
        List<String> record = new ArrayList<>();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(GONE)) {
                stop();
                return Optional.empty();
            } else if (line.equals(END)) {
                return Optional.of(record);
            }
            record.add(line);
        }
    }

    private void start() throws IOException {
        process = new ProcessBuilder(node, "--no-warnings", script.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        lines = new LinkedBlockingQueue<>();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        BlockingQueue<String> queue = lines;
        Thread reader = new Thread(() -> read(out, queue), "V8");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(BufferedReader out, BlockingQueue<String> queue) {
        try (out) {
            out.lines().forEach(queue::add);
        } catch (IOException | UncheckedIOException e) {
            // the process was ended: what follows says so
        } finally {
            queue.add(GONE);
        }
    }

    private void stop() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        Files.delete(script);
    }
}
