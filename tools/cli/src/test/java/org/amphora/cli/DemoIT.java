package org.amphora.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Runs after 'package', which puts the bundles of the embedded framework where it looks for them. */
class DemoIT {
    @Test
    void theGuestIsReplacedWhileItServesAndNoCallFails() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = AmphoraCommand.on(new Terminal(InputStream.nullInputStream(), out, err))
                .execute("demo");
        String output = out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertEquals(0, code, output);
        assertTrue(output.contains("\nlogged        wasm >> Hello, Amphora!\nanswered      Hello, Amphora!\n"), output);
        assertTrue(
                output.contains("\nlogged        wasm >> Good day, Amphora!\nanswered      Good day, Amphora!\n"),
                output);
        assertTrue(output.contains("\ncalls failed  0\n"), output);
    }

    @Test
    void manySwapsCostNoCallAndLeaveOneGeneration() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = AmphoraCommand.on(new Terminal(InputStream.nullInputStream(), out, err))
                .execute("demo", "--swaps", "50");
        String output = out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertEquals(0, code, output);
        assertTrue(
                output.matches("50 swaps: [1-9][0-9]* calls, 0 failed, 0 mixed, longest pause [0-9]+ ms, 1 live"
                        + " generations\n"),
                output);
    }
}
