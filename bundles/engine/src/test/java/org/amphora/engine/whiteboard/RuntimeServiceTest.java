package org.amphora.engine.whiteboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class RuntimeServiceTest {
    private final List<Object> counts = Collections.synchronizedList(new ArrayList<>());
    private final RuntimeService runtime = new RuntimeService(
            null, new Whiteboard(Duration.ZERO, Duration.ZERO), List::of, Map.of("wasm.engine.name", "default"));
    private boolean unregistered;

    @Test
    void countsChangesFromBeforeItsRegistration() {
        runtime.changed();
        runtime.changed();

        Map<String, ?> properties = runtime.register(framework());
        runtime.changed();

        assertEquals(Map.of("wasm.engine.name", "default", "service.changecount", 2L), properties);
        assertEquals(List.of(2L, 3L), counts);
    }

    @Test
    void aChangeAfterItWasUnregisteredIsNoError() {
        runtime.register(framework());
        unregistered = true;
        runtime.changed();

        assertEquals(List.of(0L), counts);
    }

    @Test
    void theCountThatOthersSeeNeverFallsAndEndsWithAllChanges() throws Exception {
        runtime.register(framework());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                for (int i = 0; i < 1_000; i++) {
                    runtime.changed();
                }
            });
        }
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.MINUTES);

        assertEquals(counts.stream().sorted().toList(), counts);
        assertEquals(4_000L, counts.get(counts.size() - 1));
    }

    @Test
    void hasNoServiceToShowBeforeItIsRegistered() {
        assertNull(runtime.getRuntimeDTO().serviceDTO);
    }

    private BundleContext framework() {
        return fake(BundleContext.class, (context, register, arguments) -> registered((Dictionary<?, ?>) arguments[2]));
    }

    private ServiceRegistration<?> registered(Dictionary<?, ?> properties) {
        counts.add(properties.get("service.changecount"));
        FakeReference reference = new FakeReference(properties);
        return fake(ServiceRegistration.class, (registration, method, arguments) -> switch (method.getName()) {
            case "getReference" -> reference;
            case "setProperties" -> {
                if (unregistered) {
                    throw new IllegalStateException("unregistered");
                }
                counts.add(((Dictionary<?, ?>) arguments[0]).get("service.changecount"));
                yield null;
            }
            default -> throw new AssertionError("unexpected call of " + method);
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
