package org.amphora.benchmarks.swaps;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.HdrHistogram.Histogram;

/** One process of {@link SwapComparison}: one side under load. */
final class Run {
    /** From one swap to the next. */
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Run() {}

    /**
     * Arguments: the {@link Contestant}, the folder of Amphora's bundles, how many swaps, and how many milliseconds to warm up,
     * and then to measure without a swap. Prints an {@link Outcome}.
     */
    public static void main(String[] args) {
        Logger guests = Logger.getLogger("org.amphora.guests");
        guests.setLevel(Level.WARNING); // each swap is told of
        int exit = 0;
        try (Side side = Contestant.valueOf(args[0]).open(Path.of(args[1]))) {
            System.out.println(run(side, Integer.parseInt(args[2]), Long.parseLong(args[3]))
                    .line());
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            exit = 1;
        }
        // threads of a framework that could not be closed keep no one waiting
        System.exit(exit);
    }

    private static Outcome run(Side side, int swaps, long quietMillis) throws Exception {
        side.swap(1);
        long classes = classes();
        Clients clients = new Clients(side);
        Histogram quiet;
        Histogram busy;
        try {
            Thread.sleep(quietMillis);
            clients.takeLatencies();
            Thread.sleep(quietMillis);
            quiet = clients.takeLatencies();
            long due = System.nanoTime();
            for (int i = 0; i < swaps; i++) {
                side.swap(2 + i);
                due = Math.max(due + PERIOD_NANOS, System.nanoTime());
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
            busy = clients.takeLatencies();
        } finally {
            clients.finish();
        }
        return new Outcome(
                clients.started.sum(), clients.failed.sum(), clients.mixed.sum(), classes() - classes, quiet, busy);
    }

    /** How many classes are loaded once those that nothing refers to are gone. */
    private static long classes() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(200);
            least = Math.min(least, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        }
        return least;
    }
}
