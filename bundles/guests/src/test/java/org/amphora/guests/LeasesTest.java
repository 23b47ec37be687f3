package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LeasesTest {
    private static final int THREADS = 4;

    @Test
    void closingIdleLeasesIsTheEnd() {
        Leases leases = new Leases();
        assertTrue(leases.close());
        assertFalse(leases.acquire());
        assertEquals(0, leases.count());
    }

    @Test
    void theLastOfClosedLeasesIsTheEnd() {
        Leases leases = new Leases();
        assertTrue(leases.acquire());
        assertTrue(leases.acquire());
        assertFalse(leases.release());
        assertFalse(leases.close());
        assertFalse(leases.acquire());
        assertEquals(1, leases.count());
        assertTrue(leases.release());
    }

    @Test
    void theEndComesExactlyOnceHoweverThreadsRace() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        for (int round = 0; round < 2_000; round++) {
            Leases leases = new Leases();
            AtomicInteger ends = new AtomicInteger();
            AtomicInteger late = new AtomicInteger();
            CyclicBarrier barrier = new CyclicBarrier(THREADS);
            List<Future<?>> running = new ArrayList<>();
            running.add(executor.submit(() -> {
                barrier.await();
                return leases.close() ? ends.incrementAndGet() : 0;
            }));
            for (int i = 1; i < THREADS; i++) {
                running.add(executor.submit(() -> {
                    barrier.await();
                    while (leases.acquire()) {
                        late.addAndGet(ends.get());
                        ends.addAndGet(leases.release() ? 1 : 0);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            assertEquals(1, ends.get());
            assertEquals(0, late.get(), "leases after the end");
        }
        executor.shutdown();
    }
}
