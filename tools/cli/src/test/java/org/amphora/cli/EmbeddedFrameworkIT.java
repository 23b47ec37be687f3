package org.amphora.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.amphora.api.ExitException;
import org.amphora.api.guest.Guest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests and what they are granted, as files in a folder that the framework watches. */
class EmbeddedFrameworkIT {
    private static final Path HELLO = Path.of("../../bundles/wasi/src/test/guests/hello-rs.wasm");

    /** Where guests' output goes; its own level counts, where those of Amphora's other loggers are raised. */
    private static final Logger OUTPUT = Logger.getLogger("org.amphora.wasi");

    @TempDir
    Path deploy;

    @Test
    void aProgramGetsWhatTheFileOfItsNameGrants() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        OUTPUT.setLevel(Level.INFO);
        GuestLog log = new GuestLog(OUTPUT.getName(), lines::add);
        try (EmbeddedFramework framework = EmbeddedFramework.start(deploy, false)) {
            Files.writeString(deploy.resolve("org.amphora.wasi-hello.config"), """
                    args=["hello", "two words"]
                    env=["GREETING\\=Moin"]
                    """);
            Files.copy(HELLO, deploy.resolve("hello.wasm"));
            Guest guest = framework.await(Guest.class, "(wasm.guest.name=hello)", Duration.ofSeconds(30));
            int code = runUntilGranted(guest, lines);
            assertEquals(
                    List.of(
                            "hello: Hello from Rust",
                            "hello: argument 0: hello",
                            "hello: argument 1: two words",
                            "hello: environment: GREETING=Moin",
                            "hello: leaving with 2"),
                    lines);
            assertEquals(2, code);
        } finally {
            log.close();
            OUTPUT.setLevel(null);
        }
    }

    /** The two files may come in any order; the program says which arguments it has. */
    private static int runUntilGranted(Guest guest, List<String> lines) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            lines.clear();
            int code = assertThrows(ExitException.class, () -> guest.call("_start"))
                    .exitCode();
            if (code != 0) {
                return code;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("never granted");
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        try (EmbeddedFramework framework = EmbeddedFramework.start(deploy, false)) {
            assertTrue(framework.activeBundles() > 10);
            assertEquals(
                    "no service Guest (wasm.guest.name=nobody) after 0 s",
                    assertThrows(
                                    CommandException.class,
                                    () -> framework.await(Guest.class, "(wasm.guest.name=nobody)", Duration.ZERO))
                            .getMessage());
        }
    }
}
