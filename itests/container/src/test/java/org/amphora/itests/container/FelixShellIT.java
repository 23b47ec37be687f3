package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import org.amphora.itests.driver.OsgiService;
import org.amphora.itests.driver.PaxExam;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;

/** The commands in Gogo alone: what they print is tested where they are. */
@PaxExam(FelixSetup.class)
class FelixShellIT {
    @OsgiService
    CommandProcessor processor;

    @Test
    void functionsAreListed() throws Exception {
        String functions = (String) execute("wasm:functions");

        assertTrue(functions.startsWith("MODULE  NAME"), functions);
        assertTrue(functions.contains("kv      delete"), functions);
    }

    @Test
    void anUnknownGuestIsAnErrorOfOneLine() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> execute("wasm:call nobody run 1 -2"));

        assertTrue(e.getMessage().startsWith("no guest nobody serves; guests that serve: "), e.getMessage());
    }

    @Test
    void whyTakesTheNameOfAGuest() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> execute("wasm:why nobody"));

        assertEquals("no guest nobody; guests: ", e.getMessage().substring(0, "no guest nobody; guests: ".length()));
    }

    private Object execute(String command) throws Exception {
        try (CommandSession session = processor.createSession(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream())) {
            return session.execute(command);
        }
    }
}
