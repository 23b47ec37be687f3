package org.amphora.wasi.files;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of the host's for what may never return, so that no thread of a guest's waits where its deadline does not reach. */
final class HostThreads {
    static final long IDLE_SECONDS = 10;

    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), HostThreads::thread);

    private HostThreads() {}

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "amphora-wasi", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /** Does {@code task} in one of them, at once. */
    static void execute(Runnable task) {
        THREADS.execute(task);
    }
}
