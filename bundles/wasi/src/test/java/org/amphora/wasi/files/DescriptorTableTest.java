package org.amphora.wasi.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DescriptorTableTest {
    private static final int LIMIT = 1_024;
    private static final int THREADS = 8;
    private static final int ROUNDS = 20_000;

    private final DescriptorTable table = new DescriptorTable(LIMIT);
    private final Queue<Counted> all = new ConcurrentLinkedQueue<>();

    /** Counts how often it is closed. */
    private final class Counted extends Descriptor {
        private final AtomicInteger closed = new AtomicInteger();

        Counted() {
            all.add(this);
        }

        @Override
        public FileType type() {
            return FileType.UNKNOWN;
        }

        @Override
        long allRights() {
            return 0;
        }

        @Override
        public FileStatus status() {
            return FileStatus.STREAM;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void eachDescriptorIsClosedOnceWhateverThreadsDoWithTheirNumbers() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int seed = 0; seed < THREADS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            FutureTask<Void> task = new FutureTask<>(() -> {
                start.await();
                for (int i = 0; i < ROUNDS; i++) {
                    act(random);
                }
                return null;
            });
            tasks.add(task);
            new Thread(task).start();
        }
        for (FutureTask<Void> task : tasks) {
            task.get();
        }
        table.closeAll();
        assertEquals(
                List.of(),
                all.stream().map(one -> one.closed.get()).filter(n -> n != 1).toList());
    }

    /** Does something with numbers that other threads use too; that it is refused is as good as that it is done. */
    private void act(SplittableRandom random) throws Exception {
        int fd = random.nextInt(40);
        try {
            switch (random.nextInt(4)) {
                case 0, 1 -> table.add(new Counted());
                case 2 -> table.close(fd);
                default -> table.renumber(fd, random.nextInt(40));
            }
        } catch (WasiException e) {
            assertEquals(true, e.errno() == Errno.BADF || e.errno() == Errno.MFILE, e.toString());
        }
    }

    @Test
    void whatIsAddedAfterTheEndIsClosed() throws Exception {
        table.closeAll();
        WasiException thrown = assertThrows(WasiException.class, () -> table.add(new Counted()));
        assertEquals(Errno.MFILE, thrown.errno());
        assertEquals(1, all.remove().closed.get());
    }

    @Test
    void noNumberIsGivenTwice() throws Exception {
        List<FutureTask<List<Integer>>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            FutureTask<List<Integer>> task = new FutureTask<>(() -> {
                List<Integer> numbers = new ArrayList<>();
                for (int n = 0; n < LIMIT / THREADS; n++) {
                    numbers.add(table.add(new Counted()));
                }
                return numbers;
            });
            tasks.add(task);
            new Thread(task).start();
        }
        List<Integer> numbers = new ArrayList<>();
        for (FutureTask<List<Integer>> task : tasks) {
            numbers.addAll(task.get());
        }
        assertEquals(LIMIT, numbers.stream().distinct().count());
    }
}
