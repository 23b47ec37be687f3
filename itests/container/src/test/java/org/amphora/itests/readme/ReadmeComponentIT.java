package org.amphora.itests.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.WasmModule;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.itests.driver.OsgiService;
import org.amphora.itests.driver.PaxExam;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The host function and the caller that README.md shows, as a bundle in plain Felix. */
@PaxExam(ReadmeComponentSetup.class)
class ReadmeComponentIT {
    private static final String CALLER = "com.example.text.Welcome";
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 20;

    @Test
    void guestsAreLinkedToTheHostFunction(@OsgiService Engine engine) throws IOException {
        try (InputStream in = ReadmeComponentIT.class.getResourceAsStream("shout.wasm");
                WasmModule module = engine.compile(in.readAllBytes());
                Instance guest = engine.linker().instantiate(module)) {
            int length = (int) guest.function("shout").call()[0];
            assertEquals("HELLO, AMPHORA!", guest.memory().readString(0, length));
        }
    }

    @Test
    void theCallerIsServedByTheGuest(@OsgiService GuestRegistry registry, BundleContext context) throws Exception {
        Path greet = Readme.project().resolve("examples/greet/src/main/wasm/greet.wasm");
        assertNull(registry.deploy("greet", greet).failure);
        try {
            Object caller = context.getService(awaitCaller(context));
            Object answer = caller.getClass().getMethod("welcome", String.class).invoke(caller, "Amphora");
            assertEquals("Hello, Amphora!", answer);
        } finally {
            registry.undeploy("greet");
        }
    }

    private static ServiceReference<?> awaitCaller(BundleContext context) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            // the probe knows nothing of the class
            ServiceReference<?>[] found = context.getAllServiceReferences(CALLER, null);
            if (found != null) {
                return found[0];
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError("no service " + CALLER);
    }
}
