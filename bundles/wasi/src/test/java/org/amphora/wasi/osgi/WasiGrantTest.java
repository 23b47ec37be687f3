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
import org.amphora.wasi.WasiClock;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;

class WasiGrantTest {
    private static final Map<String, Object> PROPERTIES = Map.of("service.pid", "org.amphora.wasi~guest");

    private static WasiGrant grant(Map<String, Object> configured) throws IOException {
        return grant(configured, null, null);
    }

    private static WasiGrant grant(Map<String, Object> configured, WasiClock wallClock, WasiClock monotonicClock)
            throws IOException {
        WasiGrant.Grants grants = (WasiGrant.Grants) Proxy.newProxyInstance(
                WasiGrant.Grants.class.getClassLoader(),
                new Class<?>[] {WasiGrant.Grants.class},
                (proxy, method, args) -> configured.getOrDefault(method.getName(), method.getDefaultValue()));
        return new WasiGrant(grants, PROPERTIES, wallClock, monotonicClock);
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

    private static WasiClock clock(long nanos, long resolutionNanos) {
        return new WasiClock() {
            @Override
            public long readNanos() {
                return nanos;
            }

            @Override
            public long resolutionNanos() {
                return resolutionNanos;
            }
        };
    }

    @Test
    void aClockThatIsNamedStandsInForThatOfTheComputer() throws IOException {
        Map<String, Object> configured = Map.of("clocks", true, "wallClock_target", "(a=b)");
        WasiConfig config = grant(configured, clock(12, 34), null).config();
        assertEquals(12, config.wallClock().orElseThrow().getAsLong());
        assertEquals(34, config.wallClockResolutionNanos().orElseThrow());
        assertEquals(1, config.monotonicClockResolutionNanos().orElseThrow()); // the computer's
        // the component runtime tells the default of the one that is not named
        WasiConfig other = grant(
                        Map.of("monotonicClock_target", "(a=b)", "wallClock_target", "(!(service.id=*))"),
                        null,
                        clock(56, 78))
                .config();
        assertEquals(56, other.monotonicClock().orElseThrow().getAsLong());
        assertEquals(78, other.monotonicClockResolutionNanos().orElseThrow());
        assertTrue(other.wallClock().isEmpty());
    }

    @Test
    void aGuestDoesNotBeginWithAFakeClockWhereOneIsNamedThatIsMissing() throws IOException {
        WasiGrant grant = grant(Map.of("wallClock_target", "(a=b)", "monotonicClock_target", "(c=d)"));
        assertEquals(
                "guest guest is granted wallClock.target=(a=b) and monotonicClock.target=(c=d), but there is no WasiClock"
                        + " service like that; install the bundle that registers it, or change org.amphora.wasi~guest",
                assertThrows(IllegalStateException.class, grant::config).getMessage());
    }
}
