package org.amphora.wasi.files;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of the host's for what may never return, so that no thread of a guest's waits where its deadline does not reach. As
 * many as there are things under way; one that has nothing to do stays for a while.
 *
 * <p>To wake a thread takes 10 to 30 µs, which is more than most of what they do. So they look for the next task a few times
 * before they sleep, and who waits for them does likewise.
 */
final class HostThreads {
    /** How often to look before sleeping; some microseconds. */
    static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 500 : 0;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Under its own lock; whoever takes one out gives it a task. */
    private static final Deque<Worker> IDLE = new ArrayDeque<>();

    private HostThreads() {}

    /** Does {@code task}, which throws nothing, in one of them, at once. */
    static void execute(Runnable task) {
        Worker idle;
        synchronized (IDLE) {
            idle = IDLE.poll();
        }
        if (idle == null) {
            new Worker(task).start();
        } else {
            idle.task = task;
            LockSupport.unpark(idle);
        }
    }

    private static final class Worker extends Thread {
        private volatile Runnable task;

        Worker(Runnable task) {
            super(null, null, "amphora-wasi", 0, false);
            this.task = task;
            setDaemon(true);
            setContextClassLoader(null);
        }

        @Override
        public void run() {
            do {
                task.run();
                task = null;
                synchronized (IDLE) {
                    IDLE.push(this);
                }
            } while (awaitTask());
        }

        private boolean awaitTask() {
            for (int i = 0; i < SPINS && task == null; i++) {
                onSpinWait();
            }
            long start = System.nanoTime();
            while (task == null) {
                long left = IDLE_NANOS - (System.nanoTime() - start);
                if (left > 0) {
                    LockSupport.parkNanos(this, left);
                } else if (leaves()) {
                    return false;
                }
            }
            return true;
        }

        private boolean leaves() {
            synchronized (IDLE) {
                return IDLE.remove(this); // not if somebody took it out, and so has a task for it
            }
        }
    }
}
