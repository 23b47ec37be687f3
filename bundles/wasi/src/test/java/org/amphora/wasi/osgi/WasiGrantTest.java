package org.amphora.wasi.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.amphora.wasi.Listeners;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

class WasiGrantTest {
    private static final Map<String, Object> PROPERTIES = Map.of("service.pid", "org.amphora.wasi~guest");

    /** A framework without services and bundles. */
    private static final BundleContext EMPTY = (BundleContext) Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, args) -> switch (method.getName()) {
                case "getServiceReferences" -> List.of();
                case "getBundles" -> new Bundle[0];
                default -> throw new UnsupportedOperationException(method.getName());
            });

    @TempDir
    Path folder;

    private static WasiGrant grant(Map<String, Object> configured) throws IOException {
        WasiGrant.Grants grants = (WasiGrant.Grants) Proxy.newProxyInstance(
                WasiGrant.Grants.class.getClassLoader(),
                new Class<?>[] {WasiGrant.Grants.class},
                (proxy, method, args) -> configured.getOrDefault(method.getName(), method.getDefaultValue()));
        return new WasiGrant(grants, PROPERTIES, EMPTY);
    }

    @Test
    void listenersAreOpenAsLongAsTheConfigurationIsThere() throws IOException {
        WasiGrant grant = grant(Map.of("listen", new String[] {"127.0.0.1:0", "127.0.0.1:0"}));
        List<ServerSocketChannel> listeners = grant.config().listeners();
        assertEquals(2, listeners.size());
        assertTrue(listeners.stream().allMatch(ServerSocketChannel::isOpen));
        grant.close();
        assertFalse(listeners.stream().anyMatch(ServerSocketChannel::isOpen));
    }

    @Test
    void aNewConfigurationListensWhereAGuestStillWaitsAtTheSocketOfTheOld() throws Exception {
        WasiGrant old = grant(Map.of("listen", new String[] {"127.0.0.1:0"}));
        ServerSocketChannel listener = old.config().listeners().get(0);
        String address = Listeners.address(listener);
        listener.configureBlocking(false);
        try (Selector guest = Selector.open()) {
            listener.register(guest, SelectionKey.OP_ACCEPT);
            old.close(); // in name only, until the selector looks
            FutureTask<WasiGrant> next = new FutureTask<>(() -> grant(Map.of("listen", new String[] {address})));
            Thread thread = new Thread(next);
            thread.start();
            while (!next.isDone()) {
                if (thread.getState() == Thread.State.TIMED_WAITING) { // it has tried
                    guest.selectNow();
                }
            }
            assertEquals(
                    address, Listeners.address(next.get().config().listeners().get(0)));
            next.get().close();
        }
    }

    @Test
    void anAddressThatIsTakenIsAnError() throws IOException {
        try (ServerSocketChannel taken = Listeners.open("127.0.0.1:0")) {
            String address = Listeners.address(taken);
            IOException thrown = assertThrows(
                    IOException.class, () -> grant(Map.of("listen", new String[] {"127.0.0.1:0", address})));
            assertEquals("cannot listen on " + address + ": Address already in use", thrown.getMessage());
        }
    }

    private static String[] strings(String... values) {
        return values;
    }

    @Test
    void eachThingIsGrantedByItself() throws IOException {
        WasiConfig nothing = grant(Map.of()).config();
        assertEquals(WasiConfig.defaults().toString(), nothing.toString());
        assertEquals(1_024, nothing.descriptorLimit());
        assertEquals(Long.MAX_VALUE, nothing.fileLimit());
        assertEquals(Long.MAX_VALUE, nothing.writeLimit());

        WasiConfig wallClock = grant(Map.of("wallClock", "system")).config();
        assertTrue(wallClock.wallClock().isPresent());
        assertTrue(wallClock.monotonicClock().isEmpty());
        assertFalse(wallClock.isSystemSleep());
        WasiConfig monotonicClock = grant(Map.of("monotonicClock", "system")).config();
        assertTrue(monotonicClock.wallClock().isEmpty());
        assertTrue(monotonicClock.monotonicClock().isPresent());
        assertFalse(monotonicClock.isSystemSleep());
        WasiConfig sleep = grant(Map.of("sleep", true)).config();
        assertTrue(sleep.wallClock().isEmpty());
        assertTrue(sleep.monotonicClock().isEmpty());
        assertTrue(sleep.isSystemSleep());

        WasiConfig limited = grant(Map.of("maxWritten", 1L, "maxFiles", 2L, "maxDescriptors", 30))
                .config();
        assertEquals(1, limited.writeLimit());
        assertEquals(2, limited.fileLimit());
        assertEquals(30, limited.descriptorLimit());
    }

    @Test
    void theEnvironmentOfTheHostIsInheritedByKeyAndOverridden() throws IOException {
        String key = System.getenv().keySet().iterator().next();
        assertEquals(
                Map.of(key, System.getenv(key)),
                grant(Map.of("envInherit", strings(key, "AMPHORA_TEST_ABSENT")))
                        .config()
                        .env());
        assertEquals(
                Map.of(key, "other"),
                grant(Map.of("envInherit", strings(key), "env", strings(key + "=other")))
                        .config()
                        .env());
    }

    @Test
    void directoriesAndArchivesComeFirstAndThenThoseInMemory() throws IOException {
        Path archive = Files.writeString(folder.resolve("a.zip"), "");
        WasiGrant grant = grant(Map.of(
                "tmpfs", strings("/tmp:4096"),
                "dirs", strings(folder + "::/rw", folder + "::/ro:ro", archive + "::/zip")));
        assertEquals(
                "[" + folder + "::/rw, " + folder + "::/ro:ro, " + archive + "::/zip:ro, memory::/tmp:4096]",
                grant.config().directories().toString());
    }

    @Test
    void whatIsNotInItsFormIsRefused() {
        assertRefused("env \"=b\" must be in the form KEY=VALUE", "env", strings("=b"));
        String dirs =
                "must be in the form HOST::GUEST, HOST::GUEST:ro, service:NAME::GUEST or bundle:NAME[/PATH]::GUEST";
        assertRefused("dirs \"/host\" " + dirs, "dirs", strings("/host"));
        assertRefused("dirs \"/host::\" " + dirs, "dirs", strings("/host::"));
        assertRefused("dirs \"/host:::ro\" " + dirs, "dirs", strings("/host:::ro"));
        assertRefused("dirs \"::/guest\" " + dirs, "dirs", strings("::/guest"));
        String tmpfs = "must be in the form GUEST:BYTES, such as /tmp:1048576";
        assertRefused("tmpfs \"/tmp\" " + tmpfs, "tmpfs", strings("/tmp"));
        assertRefused("tmpfs \":1\" " + tmpfs, "tmpfs", strings(":1"));
        assertRefused("tmpfs \"/tmp:64M\" " + tmpfs, "tmpfs", strings("/tmp:64M"));
        assertRefused("wallClock \"mine\" must be system or in the form service:NAME", "wallClock", "mine");
        assertRefused(
                "monotonicClock \"service:\" must be system or in the form service:NAME", "monotonicClock", "service:");
    }

    private static void assertRefused(String message, String key, Object value) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> grant(Map.of(key, value)))
                        .getMessage());
    }

    @Test
    void aGuestDoesNotBeginWithLessThanItsGrantNames() throws IOException {
        assertMissing(
                "wallClock \"service:slow\" cannot be granted: no service WasiClock has the property wasi.name=slow",
                "wallClock",
                "service:slow");
        assertMissing(
                "monotonicClock \"service:slow\" cannot be granted: no service WasiClock has the property wasi.name=slow",
                "monotonicClock",
                "service:slow");
        assertMissing(
                "dirs \"service:reports::/reports:ro\" cannot be granted: no service FileSource or"
                        + " java.nio.file.FileSystem has the property wasi.name=reports",
                "dirs",
                strings("service:reports::/reports:ro"));
        assertMissing(
                "dirs \"bundle:org.acme.fonts/ttf::/fonts\" cannot be granted: no bundle has the symbolic name"
                        + " org.acme.fonts",
                "dirs",
                strings("bundle:org.acme.fonts/ttf::/fonts"));
    }

    private static void assertMissing(String message, String key, Object value) throws IOException {
        WasiGrant grant = grant(Map.of(key, value));
        assertEquals(
                "guest guest cannot begin: " + message + "; install what is missing, or change org.amphora.wasi~guest",
                assertThrows(IllegalStateException.class, grant::config).getMessage());
    }
}
