package org.amphora.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.amphora.api.guest.Guest;

/** Threads that call a guest without pause, and count. */
final class Callers {
    private static final int KEPT_FAILURES = 10;

    private final Guest guest;
    private final String name;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder failed = new LongAdder();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final LongAccumulator longestPause = new LongAccumulator(Math::max, 0);
    private volatile boolean stopped;

    Callers(Guest guest, String name, int count) {
        this.guest = guest;
        this.name = name;
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::call, "caller-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void call() {
        long last = System.nanoTime();
        while (!stopped) {
            try {
                String answer = Greetings.greeting(guest, name);
                answers.computeIfAbsent(answer, added -> new LongAdder()).increment();
            } catch (RuntimeException | Error e) {
                fail(e.toString());
            }
            long now = System.nanoTime();
            longestPause.accumulate(now - last);
            last = now;
        }
    }

    /** Lets each thread finish its call; one that takes longer than {@code timeout} has failed. */
    void stop(Duration timeout) throws InterruptedException {
        stopped = true;
        long end = System.nanoTime() + timeout.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
            if (thread.isAlive()) {
                fail("a call does not return after " + timeout.toSeconds() + " s");
            }
        }
    }

    private void fail(String reason) {
        failed.increment();
        if (failed.sum() <= KEPT_FAILURES) {
            failures.add(reason);
        }
    }

    /** Calls that have ended, well or not. */
    long made() {
        return answers.values().stream().mapToLong(LongAdder::sum).sum() + failed.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** The longest that one thread went without the end of a call. */
    Duration longestPause() {
        return Duration.ofNanos(longestPause.get());
    }

    /** The first failures, as text. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** How often each answer was given. */
    Map<String, Long> answers() {
        return answers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }
}
