package org.amphora.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.amphora.wasi.Wasi;
import org.junit.jupiter.api.Test;

/** Runs after 'package', which puts the bundles of the embedded framework where it looks for them. */
class HostCommandIT {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int amphora(String... arguments) {
        return AmphoraCommand.on(new Terminal(InputStream.nullInputStream(), out, err))
                .execute(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void theFunctionsOfAModuleAreListedWithTheirSignaturesAndProvider() {
        assertEquals(0, amphora("host", Wasi.MODULE), () -> text(err));
        List<String> lines = text(out).lines().toList();
        assertEquals(1 + 46, lines.size(), text(out));
        assertTrue(lines.get(0).matches("MODULE +NAME +SIGNATURE +PROVIDER"), lines.get(0));
        assertTrue(
                lines.stream()
                        .anyMatch(line ->
                                line.matches("wasi_snapshot_preview1  fd_write +iiii-i +org.amphora.wasi [0-9].*")),
                text(out));
    }

    @Test
    void aModuleThatIsNotOnOfferIsToldWithThoseThatAre() {
        assertEquals(1, amphora("host", "nowhere"));
        assertEquals("", text(out));
        String message = text(err);
        assertTrue(message.startsWith("amphora: no host module 'nowhere'; there are "), message);
        assertTrue(message.endsWith(", wasi_snapshot_preview1, wasi_unstable\n"), message);
    }
}
