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
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.amphora.wasi.Listeners;
import org.junit.jupiter.api.Test;

class WasiGrantTest {
    private static final Map<String, Object> PROPERTIES = Map.of("service.pid", "org.amphora.wasi~guest");

    private static WasiGrant grant(Map<String, Object> configured) throws IOException {
        WasiGrant.Grants grants = (WasiGrant.Grants) Proxy.newProxyInstance(
                WasiGrant.Grants.class.getClassLoader(),
                new Class<?>[] {WasiGrant.Grants.class},
                (proxy, method, args) -> configured.getOrDefault(method.getName(), method.getDefaultValue()));
        return new WasiGrant(grants, PROPERTIES);
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
}
