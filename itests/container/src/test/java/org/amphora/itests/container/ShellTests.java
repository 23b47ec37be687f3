package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.amphora.api.HostFunction;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.whiteboard.WasmWhiteboardConstants;
import org.amphora.itests.driver.OsgiService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The commands in a shell; how they lay out what there is, is tested where they are. */
abstract class ShellTests {
    @OsgiService
    BundleContext context;

    @OsgiService
    GuestRegistry guests;

    @Test
    void functionsAreListed() throws Exception {
        String functions = execute("wasm:functions");

        assertTrue(functions.lines().anyMatch(line -> line.matches("kv +delete +ii-i .*")), functions);
    }

    @Test
    void aGuestIsListedShownAndCalled() throws Exception {
        ServiceRegistration<?> plus = provider("shell");
        try {
            assertNull(guests.deploy("shell", CallingModule.of("shell", "f"), "here").failure);

            String list = execute("wasm:list");
            assertTrue(list.lines().anyMatch(line -> line.matches("shell +ACTIVE +1 .*")), list);
            String info = execute("wasm:info shell");
            assertTrue(info.lines().anyMatch(line -> line.matches("  shell\\.f +func +i-i +BOUND .*")), info);
            assertTrue(info.endsWith("exports\n  run func (i32) -> (i32)"), info);
            assertEquals("-1", execute("wasm:call shell run -2"));
            assertEquals("17", execute("wasm:call shell run 0x10"));
            assertEquals("shell is ACTIVE: its latest content had no failure", execute("wasm:why shell"));
        } finally {
            guests.undeploy("shell");
            plus.unregister();
        }
    }

    @Test
    void whyShowsWhatIsMissing() throws Exception {
        guests.deploy("lonely", CallingModule.of("nobody", "f"), "here");
        try {
            String why = execute("wasm:why lonely");

            assertTrue(why.startsWith("IMPORT_UNRESOLVED (107) since "), why);
            assertTrue(why.contains("lonely imports nobody.f func (i32) -> (i32)"), why);
        } finally {
            guests.undeploy("lonely");
        }
    }

    @Test
    void resolveTellsWhatAFileWouldBeBoundTo(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("calling.wasm"), CallingModule.of("nobody", "f"));

        String resolution = execute("wasm:resolve " + file);

        assertTrue(
                resolution.endsWith("\nnot every import is provided\n  nobody.f  func  i-i  UNRESOLVED"), resolution);
    }

    @Test
    void anUnknownGuestIsAnErrorOfOneLine() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> execute("wasm:call nobody run 1 -2"));

        assertTrue(e.getMessage().startsWith("no guest nobody serves; guests that serve: "), e.getMessage());
    }

    private ServiceRegistration<?> provider(String module) {
        HostFunction plusOne = (caller, stack) -> stack[0]++;
        return context.registerService(
                HostFunction.class,
                plusOne,
                FrameworkUtil.asDictionary(Map.of(
                        WasmWhiteboardConstants.WASM_HOST_MODULE,
                        module,
                        WasmWhiteboardConstants.WASM_HOST_NAME,
                        "f",
                        WasmWhiteboardConstants.WASM_HOST_SIGNATURE,
                        "i-i")));
    }

    /** What a command line returns, which is what the shell prints. */
    abstract String execute(String command) throws Exception;
}
