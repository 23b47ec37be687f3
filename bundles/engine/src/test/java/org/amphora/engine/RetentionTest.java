package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Aggregate;
import org.amphora.api.CancelledException;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine keeps, and what a call allocates. */
class RetentionTest {
    private final Engine engine = Guests.engine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    /** Has everything happen to an instance that leaves a trace somewhere. */
    private List<WeakReference<?>> traces(boolean closed) {
        Instance guest =
                Guests.instantiate(engine, "calls", InstanceConfig.defaults().callTimeout(Duration.ofMillis(300)));
        guest.function("add").call(1, 2);
        guest.function("identity").apply(new Object());
        guest.as(Adds.class).add(1, 2);
        assertThrows(Trap.class, () -> guest.function("unreachable").call());
        assertThrows(CancelledException.class, () -> guest.function("spin").call());
        if (closed) {
            guest.close();
        }
        return List.of(
                new WeakReference<>(guest),
                new WeakReference<>(guest.module()),
                new WeakReference<>(guest.getClass().getClassLoader()));
    }

    /** Something for a facade. */
    public interface Adds {
        /** Adds. */
        int add(int a, int b);
    }

    private static void assertCollected(List<WeakReference<?>> traces) throws InterruptedException {
        for (WeakReference<?> trace : traces) {
            for (int i = 0; i < 50 && trace.get() != null; i++) {
                System.gc();
                Thread.sleep(20);
            }
            assertNull(trace.get());
        }
    }

    @Test
    void keepsNothingOfAnInstanceThatWasClosed() throws InterruptedException {
        assertCollected(traces(true));
    }

    @Test
    void keepsNothingOfAnInstanceThatWasForgotten() throws InterruptedException {
        assertCollected(traces(false));
    }

    private List<WeakReference<?>> tracesOfTypes() {
        Instance guest = engine.linker().instantiate(engine.compile(Guests.text("aggregates")));
        Aggregate point = (Aggregate) guest.function("point").apply(1, 2)[0];
        guest.function("kind").apply(point);
        return List.of(
                new WeakReference<>(point.type()),
                new WeakReference<>(point.getClass().getClassLoader()),
                new WeakReference<>(guest.getClass().getClassLoader()));
    }

    @Test
    void keepsNoTypeLongerThanItsModules() throws InterruptedException {
        assertCollected(tracesOfTypes());
    }

    @Test
    void keepsTheTypeOfAnAggregateAndNotItsGuest() throws InterruptedException {
        Instance guest = engine.linker().instantiate(engine.compile(Guests.text("aggregates")));
        Aggregate point = (Aggregate) guest.function("point").apply(1, 2)[0];
        WeakReference<Instance> trace = new WeakReference<>(guest);
        guest = null;
        assertCollected(List.of(trace));
        Instance another = engine.linker().instantiate(engine.compile(Guests.text("aggregates")));
        assertArrayEquals(new Object[] {1}, another.function("x").apply(point));
    }

    @Test
    void keepsTheObjectsOfACallNoLongerThanItsResults() throws InterruptedException {
        Instance guest = Guests.instantiate(engine, "calls");
        List<WeakReference<?>> references = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Object object = new Object();
            references.add(new WeakReference<>(object));
            guest.function("identity").apply(object);
        }
        guest.function("nothing").call();
        assertCollected(references);
        assertTrue(guest.function("nothing").call().length == 0);
    }

    @Test
    void allocatesNothingForACallWithAStack() {
        Instance guest = Guests.instantiate(engine, "calls");
        Function add = guest.function("add");
        long[] stack = new long[2];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                stack[0] = i;
                stack[1] = 1;
                add.callWithStack(stack);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(10_000, stack[0]);
        assertTrue(least < 10_000, least + " bytes for 10,000 calls");
    }
}
