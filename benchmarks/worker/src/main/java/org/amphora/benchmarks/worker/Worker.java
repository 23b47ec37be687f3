package org.amphora.benchmarks.worker;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amphora.benchmarks.worker.Peer.Guest;

/**
 * Takes a sample: runs a guest again and again, first to warm up, then to be measured. Times are CPU time of the thread:
 * other processes, and the threads of the JIT compiler, are not in them, and a busy machine shortens no warm-up.
 */
public final class Worker {
    private static final int ARGUMENTS = 6;
    private static final String COLD = "cold";

    /** How many times the warm-up a round must take to be all there is. */
    private static final int LONG_ROUND = 4;

    private final Guest guest;
    private final int n;
    private final Clock clock;
    private long checksum;
    private long differing;
    private long rounds;

    private Worker(Guest guest, int n, Clock clock) {
        this.guest = guest;
        this.n = n;
        this.clock = clock;
    }

    /** {@code PEER-CLASS WASM-OR-SCRIPT N WARM-UP-MILLIS ROUNDS MEASURE-MILLIS}; a warm-up of {@code cold}: one round. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        if (args.length != ARGUMENTS) {
            System.err.println("usage: Worker PEER-CLASS WASM-OR-SCRIPT N WARM-UP-MILLIS ROUNDS MEASURE-MILLIS");
            System.exit(2);
        }
        Peer peer = Class.forName(args[0])
                .asSubclass(Peer.class)
                .getDeclaredConstructor()
                .newInstance();
        Path file = Path.of(args[1]);
        int n = Integer.parseInt(args[2]);
        Guest guest =
                args[1].endsWith(Script.ENDING) ? Script.load(file, peer, n) : peer.load(Files.readAllBytes(file));
        if (args[3].equals(COLD)) {
            // who asks for no more measures the whole process: a clock would cost more than some engines do
            long answer = guest.run(n);
            System.out.println("checksum=" + answer + " differing=" + answer + " process=0 first=0 best=0 rounds=1");
            System.exit(0);
        }
        Worker worker = new Worker(guest, n, new Clock());
        System.out.println(worker.sample(Long.parseLong(args[3]), Integer.parseInt(args[4]), Long.parseLong(args[5])));
        System.exit(0); // threads of a peer may be left
    }

    private String sample(long warmUpMillis, int measured, long measureMillis) {
        long warm = cpuTime() + warmUpMillis * 1_000_000;
        long first = round();
        long process = clock.process();
        while (cpuTime() < warm) {
            round();
        }
        if (first > LONG_ROUND * warmUpMillis * 1_000_000 && warmUpMillis > 0) {
            return line(process, first, first); // several rounds more would not warm it up either
        }
        long best = Long.MAX_VALUE;
        long end = cpuTime() + measureMillis * 1_000_000;
        for (int i = 0; i < measured && (i == 0 || cpuTime() < end); i++) {
            best = Math.min(best, round());
        }
        return line(process, first, best);
    }

    private String line(long process, long first, long best) {
        return "checksum=" + checksum + " differing=" + differing + " process=" + process + " first=" + first + " best="
                + best + " rounds=" + rounds;
    }

    private long round() {
        long start = cpuTime();
        long answer = guest.run(n);
        long time = cpuTime() - start;
        if (rounds++ == 0) {
            checksum = answer;
            differing = answer;
        } else if (differing == checksum) {
            differing = answer;
        }
        return time;
    }

    private long cpuTime() {
        return clock.thread();
    }

    /** CPU times. A class of its own: the platform's beans are not loaded where they are not asked. */
    private static final class Clock {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

        long thread() {
            return threads.getCurrentThreadCpuTime();
        }

        long process() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }
    }
}
