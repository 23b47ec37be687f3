package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.amphora.api.AddressType;
import org.amphora.api.CancelledException;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.LimitExceededException;
import org.amphora.api.Limits;
import org.amphora.api.LinkException;
import org.amphora.api.MemoryType;
import org.amphora.api.SharedMemory;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.amphora.binary.WasmBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of one guest: each an instance of the same module, called by a Java thread of its own, on one memory. */
@Timeout(120)
class ThreadsTest {
    private static final int THREADS = 4;
    private static final int TIMES = 20_000;
    private static final int PAGE = MemoryType.PAGE_BYTES;

    private final Engine engine = Guests.engine();
    private final WasmModule module = Guests.compile(engine, "threads");
    private final SharedMemory memory = (SharedMemory) engine.newMemory(shared(1, 100));
    private final ExecutorService pool = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    @AfterEach
    void closeEngine() {
        engine.close();
        pool.shutdown();
    }

    private static MemoryType shared(long min, long max) {
        return MemoryType.of(Limits.of(min, max), AddressType.I32, true, PAGE);
    }

    private Instance thread() {
        return thread(InstanceConfig.defaults());
    }

    private Instance thread(InstanceConfig config) {
        return engine.linker().define("env", "memory", memory).instantiate(module, config);
    }

    private Future<Long> start(Instance instance, String function, long... parameters) {
        return pool.submit(() -> {
            long[] results = instance.function(function).call(parameters);
            return results.length == 0 ? 0 : results[0];
        });
    }

    private List<Future<Long>> startAll(String function, long... parameters) {
        List<Future<Long>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(start(thread(), function, parameters));
        }
        return threads;
    }

    private static void join(List<Future<Long>> threads) throws Exception {
        for (Future<Long> thread : threads) {
            thread.get();
        }
    }

    /** Until a thread waits at an address: wakes nobody, for no thread waits for what is not there. */
    private void awaitWaiter(Future<Long> thread) throws Exception {
        assertThrows(TimeoutException.class, () -> thread.get(50, TimeUnit.MILLISECONDS));
    }

    @Test
    void countsInOneWordWithoutLosingAny() throws Exception {
        List<Future<Long>> threads = startAll("count", 128, TIMES);
        for (int i = 0; i < TIMES; i++) {
            memory.getAndAddInt(128, 1);
        }
        join(threads);
        assertEquals((THREADS + 1) * TIMES, memory.readInt(128));
        join(startAll("exchange", 128, TIMES));
        assertEquals((2 * THREADS + 1) * TIMES, memory.readLong(128));
    }

    @Test
    void countsInNeighbouringBytesOfOneWord() throws Exception {
        List<Future<Long>> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(start(thread(), "count8", 128, TIMES + 1));
            threads.add(start(thread(), "count8", 129, TIMES + 2));
            threads.add(start(thread(), "count16", 130, TIMES + 3));
        }
        join(threads);
        assertEquals((byte) (2 * (TIMES + 1)), memory.readByte(128));
        assertEquals((byte) (2 * (TIMES + 2)), memory.readByte(129));
        assertEquals((short) (2 * (TIMES + 3)), memory.readShort(130));
    }

    @Test
    void keepsOthersOutWithAMutexThatWaitsAndNotifies() throws Exception {
        join(startAll("countLocked", 128, TIMES));
        assertEquals((long) THREADS * TIMES, memory.readLong(128));
    }

    @Test
    void passesMessagesFromThreadToThread() throws Exception {
        Future<Long> received = start(thread(), "receive", 256, TIMES);
        Future<Long> sent = start(thread(), "send", 256, TIMES);
        sent.get();
        assertEquals((long) TIMES * (TIMES + 1) / 2, received.get());
    }

    @Test
    void seesWhatAnotherThreadStores() throws Exception {
        Future<Long> spinning = start(thread(), "spin", 64);
        awaitWaiter(spinning);
        memory.writeIntVolatile(64, 1);
        spinning.get();
    }

    @Test
    void growsForAllThreadsAtOnce() throws Exception {
        memory.writeInt(0, 77);
        List<Future<Long>> growing = startAll("growInSteps", 50);
        Future<Long> watching = start(thread(), "awaitPage", 99);
        long grown = 0;
        for (Future<Long> thread : growing) {
            grown += thread.get();
        }
        assertEquals(99, grown);
        assertEquals(0, watching.get());
        assertEquals(100, thread().function("size").call()[0]);
        assertEquals(-1, (int) thread().function("grow").call(1)[0]);
        assertEquals(100, memory.pages());
        assertEquals(77, memory.readInt(0));
    }

    @Test
    void saysHowAWaitEnded() throws Exception {
        Instance guest = thread();
        assertEquals(1, guest.function("wait32").call(8, 5, -1)[0]);
        assertEquals(2, guest.function("wait32").call(8, 0, 1_000_000)[0]);
        assertEquals(2, guest.function("wait64").call(8, 0, 0)[0]);
        assertEquals(0, guest.function("notify").call(8, -1)[0]);
        Future<Long> narrow = start(guest, "wait32", 8, 0, -1);
        Future<Long> wide = start(thread(), "wait64", 0, 0, Long.MAX_VALUE);
        awaitWaiter(narrow);
        awaitWaiter(wide);
        assertEquals(1, thread().function("notify").call(8, 1)[0]);
        assertEquals(1, memory.wake(8, -1));
        assertEquals(0, narrow.get());
        assertEquals(0, wide.get());
    }

    @Test
    void wakesAsManyAsWereAskedFor() throws Exception {
        List<Future<Long>> threads = startAll("wait32", 8, 0, -1);
        for (Future<Long> thread : threads) {
            awaitWaiter(thread);
        }
        assertEquals(3, memory.wake(8, 3));
        assertEquals(1, memory.wake(8, 3));
        join(threads);
    }

    // ---- ends of calls that wait

    private static CancelledException cancelled(Future<Long> call) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS));
        assertEquals(CancelledException.class, e.getCause().getClass(), () -> String.valueOf(e.getCause()));
        return (CancelledException) e.getCause();
    }

    @Test
    void endsACancelledCallThatWaits() throws Exception {
        Instance guest = thread();
        Future<Long> waiting = start(guest, "wait32", 8, 0, -1);
        awaitWaiter(waiting);
        guest.cancel("enough");
        assertEquals("call of threads was cancelled: enough", cancelled(waiting).getMessage());
        assertEquals(0, memory.wake(8, -1), "who was cancelled does not wait any more");
        assertEquals(2, guest.function("wait32").call(8, 0, 0)[0], "later calls are not affected");
    }

    @Test
    void endsACallThatWaitsWhenItsInstanceIsClosed() throws Exception {
        Instance guest = thread();
        Future<Long> waiting = start(guest, "wait64", 8, 0, -1);
        awaitWaiter(waiting);
        guest.close();
        assertEquals(
                "call of threads was cancelled: the instance was closed",
                cancelled(waiting).getMessage());
    }

    @Test
    void endsCallsThatWaitWhenTheEngineIsClosed() throws Exception {
        List<Future<Long>> threads = startAll("wait32", 8, 0, -1);
        awaitWaiter(threads.get(THREADS - 1));
        engine.close();
        for (Future<Long> thread : threads) {
            cancelled(thread);
        }
    }

    @Test
    void endsACallThatWaitsAtItsDeadline() throws Exception {
        Instance guest = thread(InstanceConfig.defaults().callTimeout(Duration.ofMillis(100)));
        Future<Long> waiting = start(guest, "wait32", 8, 0, -1);
        assertEquals(
                "call of threads was cancelled: it took longer than its callTimeout of 100 ms",
                cancelled(waiting).getMessage());
    }

    @Test
    void leavesOtherThreadsWaitingWhenOneIsCancelled() throws Exception {
        Instance guest = thread();
        Future<Long> ended = start(guest, "wait32", 8, 0, -1);
        Future<Long> waiting = start(thread(), "wait32", 8, 0, -1);
        awaitWaiter(ended);
        awaitWaiter(waiting);
        guest.cancel("enough");
        cancelled(ended);
        assertFalse(waiting.isDone());
        assertEquals(1, memory.wake(8, 1));
        assertEquals(0, waiting.get());
    }

    @Test
    void cancelsWaitsWhileTheyBeginAndEnd() throws Exception {
        Instance guest = thread();
        CountDownLatch begun = new CountDownLatch(1);
        Callable<Integer> calls = () -> {
            int cancelled = 0;
            for (int i = 0; i < 300; i++) {
                begun.countDown();
                try {
                    guest.function("wait32").call(8, 0, 500_000);
                } catch (CancelledException e) {
                    cancelled++;
                }
            }
            return cancelled;
        };
        Future<Integer> result = pool.submit(calls);
        begun.await();
        while (!result.isDone()) {
            guest.cancel("enough");
            memory.wake(8, 1);
        }
        assertTrue(result.get() > 0, "some were cancelled");
        assertEquals(2, guest.function("wait32").call(8, 0, 0)[0]);
        assertEquals(0, memory.wake(8, -1));
    }

    // ---- memories and modules

    @Test
    void readsAndWritesAsOtherMemoriesDo() {
        Instance guest = thread();
        guest.function("store64").call(100, -2);
        assertEquals(-2, memory.readLong(116));
        assertEquals(-2, guest.function("load64").call(100)[0]);
        assertEquals(0xffff_ffffL, guest.function("load8").call(117)[0]);
        guest.function("store16").call(1, 0x12345);
        assertEquals(0x2345, guest.function("load").call(1)[0]);
        memory.writeDouble(200, 2.5);
        assertEquals(2.5, Double.longBitsToDouble(guest.function("loadDouble").call(200)[0]));
        guest.function("fill").call(300, 0xfe, 5);
        assertArrayEquals(new byte[] {0, -2, -2, -2, -2, -2, 0}, memory.read(299, 7));
        guest.function("init").call(301);
        guest.function("copy").call(302, 301, 3);
        assertEquals("bbcd", memory.readString(301, 4));
        guest.function("fence").call();
    }

    @Test
    void trapsBeyondItsEndAndWhereAnAtomicAccessIsNotAligned() {
        Instance guest = thread();
        assertEquals(
                "out of bounds memory access: 4 bytes at address 65533 of a memory of 65536 bytes",
                assertThrows(Trap.class, () -> guest.function("load").call(PAGE - 3))
                        .getMessage());
        assertEquals(
                "out of bounds memory access: 4 bytes at address 8589934590 of a memory of 65536 bytes",
                assertThrows(Trap.class, () -> guest.function("far").call(-1)).getMessage());
        assertEquals(
                "out of bounds memory access: 4 bytes at address 4294967296 of a memory of 65536 bytes",
                assertThrows(Trap.class, () -> guest.function("atomicFar").call(4))
                        .getMessage());
        Trap unaligned = assertThrows(Trap.class, () -> guest.function("count").call(2, 1));
        assertEquals("unaligned atomic: 4 bytes at address 2, which is no multiple of 4", unaligned.getMessage());
        assertEquals("threads.count", unaligned.getWasmStackTrace().get(0).toString());
        assertThrows(Trap.class, () -> guest.function("wait64").call(4, 0, 0));
        assertThrows(Trap.class, () -> guest.function("notify").call(PAGE, 0));
    }

    @Test
    void linksOnlyWhatIsShared() {
        assertEquals(
                "incompatible import type: threads imports env.memory memory 1 100 shared, but it is offered as memory"
                        + " 1 100",
                assertThrows(
                                LinkException.class,
                                () -> engine.linker()
                                        .define("env", "memory", engine.newMemory(MemoryType.of(Limits.of(1, 100))))
                                        .instantiate(module))
                        .getMessage());
    }

    @Test
    void exportsASharedMemoryThatOthersImport() throws Exception {
        byte[] owner = WasmBytes.module()
                .section(5, "01 03 01 0a")
                .section(7, "01 06 6d 65 6d 6f 72 79 02 00")
                .toBytes();
        Instance defining = engine.linker().instantiate(engine.compile(owner));
        SharedMemory exported = (SharedMemory) defining.memory("memory");
        Instance guest = engine.linker().define("env", defining).instantiate(module);
        assertSame(exported, guest.memory());
        guest.function("count").call(8, 3);
        assertEquals(3, exported.readIntVolatile(8));
        assertEquals("memory 1 10 shared", exported.type().toString());
    }

    @Test
    void holdsSharedMemoriesToTheLimitOfWhoDefinesThem() {
        byte[] owner = WasmBytes.module()
                .section(5, "01 03 03 80 08")
                .section(7, "01 06 6d 65 6d 6f 72 79 02 00")
                .toBytes();
        WasmModule compiled = engine.compile(owner);
        Instance limited = engine.linker()
                .instantiate(compiled, InstanceConfig.defaults().name("g").memoryLimit(5));
        assertEquals(-1, limited.memory().grow(3));
        assertEquals(3, limited.memory().grow(2));
        assertEquals(
                "g starts with 3 pages in memory 0, but its memoryLimit allows 2 in all its memories; raise it with"
                        + " InstanceConfig.memoryLimit",
                assertThrows(
                                LimitExceededException.class,
                                () -> engine.linker()
                                        .instantiate(
                                                compiled,
                                                InstanceConfig.defaults()
                                                        .name("g")
                                                        .memoryLimit(2)))
                        .getMessage());
    }

    @Test
    void doesAtomicInstructionsOnAMemoryThatIsNotShared() {
        // i32.atomic.rmw16.add_u 2, then memory.atomic.wait32, on memory 0
        Instance guest = engine.linker()
                .instantiate(engine.compile(WasmBytes.module()
                        .section(1, "01 60 01 7f 01 7f")
                        .section(3, "02 00 00")
                        .section(5, "01 00 01")
                        .section(7, "02 01 61 00 00 01 77 00 01")
                        .code("00 20 00 41 05 fe 21 01 02 0b", "00 20 00 41 00 42 7f fe 01 02 00 0b")
                        .toBytes()));
        Function add = guest.function("a");
        assertEquals(0, add.call(0)[0]);
        assertEquals(5, add.call(0)[0]);
        assertEquals(10, guest.memory().readInt(2));
        assertThrows(Trap.class, () -> add.call(1));
        assertEquals(
                Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS,
                assertThrows(Trap.class, () -> add.call(PAGE - 2)).kind());
        assertEquals(
                "expected shared memory: memory 1 is not, so nobody could end the wait",
                assertThrows(Trap.class, () -> guest.function("w").call(0)).getMessage());
    }

    @Test
    void saysSoWhenTheJvmHasNoRoom() {
        assertEquals(
                "the host asked for memory 65536 65536 shared, for which there is no room in the JVM's direct memory"
                        + " (-XX:MaxDirectMemorySize)",
                assertThrows(LimitExceededException.class, () -> engine.newMemory(shared(65_536, 65_536)))
                        .getMessage());
        SharedMemory growing = (SharedMemory) engine.newMemory(shared(1, 65_536));
        assertEquals(-1, growing.grow(60_000));
        assertEquals(1, growing.pages());
    }

    @Test
    void refusesASharedMemoryWithoutAMaximum() {
        assertEquals(
                "memory 1 shared is not valid: a shared memory must have a maximum",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> engine.newMemory(MemoryType.of(Limits.atLeast(1), AddressType.I32, true, PAGE)))
                        .getMessage());
    }

    @Test
    void keepsTheMemoryWhenTheThreadThatGrewItIsGone() {
        Instance first = thread();
        assertEquals(1, first.function("grow").call(20)[0]);
        first.close();
        assertEquals(21, thread().function("size").call()[0]);
    }
}
