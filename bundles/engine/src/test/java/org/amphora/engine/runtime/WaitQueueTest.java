package org.amphora.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.Thread.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitQueueTest {
    private final WaitQueue queue = new WaitQueue();

    private CompletableFuture<Integer> waiter(long address, long timeoutNanos) throws InterruptedException {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(queue.await(address, () -> true, timeoutNanos)));
        thread.setDaemon(true);
        thread.start();
        while (!result.isDone() && thread.getState() != State.WAITING && thread.getState() != State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        return result;
    }

    @Test
    void endsWaitsInTheOrderInWhichTheyBegan() throws Exception {
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            waits.add(waiter(8, -1).thenAccept(result -> order.add(number * 10 + result)));
        }
        assertEquals(0, queue.wake(16, -1));
        assertEquals(1, queue.wake(8, 1));
        waits.get(0).get();
        assertEquals(2, queue.wake(8, 2));
        waits.get(1).get();
        waits.get(2).get();
        assertEquals(0, order.get(0));
        assertTrue(order.containsAll(List.of(10, 20)) && order.size() == 3, order.toString());
        assertEquals(1, queue.wake(8, -1));
        waits.get(3).get();
        assertEquals(0, queue.waiting());
        assertEquals(0, queue.wake(8, -1));
    }

    @Test
    void endsNothingWhenNothingIsToBeEnded() throws Exception {
        CompletableFuture<Integer> wait = waiter(8, -1);
        assertEquals(0, queue.wake(8, 0));
        assertEquals(1, queue.waiting());
        assertEquals(1, queue.wake(8, 1));
        assertEquals(WaitQueue.NOTIFIED, wait.get());
    }

    @Test
    void doesNotWaitForWhatHasHappened() {
        assertEquals(WaitQueue.NOT_EQUAL, queue.await(8, () -> false, -1));
        assertEquals(0, queue.waiting());
    }

    @Test
    void waitsAsLongAsItWasTold() {
        long start = System.nanoTime();
        assertEquals(WaitQueue.TIMED_OUT, queue.await(8, () -> true, 20_000_000));
        assertTrue(System.nanoTime() - start >= 20_000_000);
        assertEquals(WaitQueue.TIMED_OUT, queue.await(8, () -> true, 0));
        assertEquals(0, queue.waiting());
    }

    @Test
    void isNotCountedAfterItsTime() throws Exception {
        CompletableFuture<Integer> brief = waiter(8, 50_000_000);
        CompletableFuture<Integer> lasting = waiter(8, Long.MAX_VALUE);
        assertEquals(WaitQueue.TIMED_OUT, brief.get());
        assertEquals(1, queue.wake(8, -1));
        assertEquals(WaitQueue.NOTIFIED, lasting.get());
    }

    @Test
    void goesOnWaitingWhenItsThreadIsInterruptedAndHandsTheInterruptOn() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            int outcome = queue.await(8, () -> true, -1);
            interrupted.set(Thread.interrupted());
            result.complete(outcome);
        });
        thread.start();
        while (queue.waiting() == 0 || thread.getState() != State.WAITING) {
            Thread.sleep(1);
        }
        thread.interrupt();
        Thread.sleep(20);
        assertEquals(1, queue.waiting());
        assertEquals(1, queue.wake(8, 1));
        assertEquals(WaitQueue.NOTIFIED, result.get());
        assertTrue(interrupted.get());
    }

    @Test
    void leavesNothingBehindWhenTheLookAtMemoryFails() {
        try {
            queue.await(
                    8,
                    () -> {
                        throw new IllegalStateException();
                    },
                    -1);
        } catch (IllegalStateException expected) {
            assertEquals(0, queue.waiting());
            assertEquals(0, queue.wake(8, 1));
        }
    }
}
