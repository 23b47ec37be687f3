package org.amphora.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link Host} in a JVM of its own. */
final class Killable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;

    private Killable(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** @param log gets what it has to say beside its answers */
    static Killable start(Path storage, Path deploy, Path log) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Host.class.getName(),
                        storage.toString(),
                        deploy.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Killable host = new Killable(process);
        assertEquals("started", host.next());
        return host;
    }

    private String next() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Host.SAYS)) {
                return line.substring(Host.SAYS.length());
            }
        }
        throw new IOException("the host ended by itself");
    }

    String ask(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        return next();
    }

    /** Waits until somebody comes to where the host was told to stop. */
    void awaitHere() throws IOException {
        assertEquals(Host.HERE, next());
    }

    /** Asks until the answer is the one. */
    void await(String command, String answer) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String latest = ask(command);
        while (!latest.equals(answer)) {
            if (System.nanoTime() > end) {
                assertEquals(answer, latest, command);
            }
            TimeUnit.MILLISECONDS.sleep(20);
            latest = ask(command);
        }
    }

    /** SIGKILL: no shut-down hook runs, and nothing is written any more. */
    void kill() throws InterruptedException {
        assertNotNull(process.destroyForcibly());
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
}
