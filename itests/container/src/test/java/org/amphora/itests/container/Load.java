package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that call without pause until they are told to finish. */
final class Load {
    private static final int CLIENTS = 4;

    private final AtomicLong started = new AtomicLong();
    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> running = new ArrayList<>();

    Load(Runnable call) {
        for (int i = 0; i < CLIENTS; i++) {
            running.add(clients.submit(() -> {
                while (!stop.get()) {
                    started.incrementAndGet();
                    call.run();
                    succeeded.incrementAndGet();
                }
            }));
        }
    }

    /** Ends the load; each call that was started must have succeeded, and there must have been {@code least}. */
    void finish(long least) throws Exception {
        // what goes on under load may be over before the clients are up
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (succeeded.get() < least && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        stop.set(true);
        for (Future<?> client : running) {
            client.get(30, TimeUnit.SECONDS);
        }
        clients.shutdown();
        assertEquals(started.get(), succeeded.get());
        assertTrue(succeeded.get() >= least, "only " + succeeded + " calls");
    }
}
