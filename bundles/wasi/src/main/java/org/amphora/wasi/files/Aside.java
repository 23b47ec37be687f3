package org.amphora.wasi.files;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.amphora.api.Instance;

/**
 * What may never return, such as the opening of a named pipe or of a file on a disk that hangs, done by a thread of the host's:
 * the guest's waits for it, but no longer than its call goes on.
 */
public final class Aside<T> {
    /** How many may be left behind at a time, of all guests: each keeps a thread, and a disk may hang for hours. */
    static final int MAX_ABANDONED = 256;

    private static final AtomicInteger ABANDONED = new AtomicInteger();

    private final Task<T> task;
    private final Waiters waiters = new Waiters();
    private volatile boolean ended;
    /** Under the lock of this, until it has {@link #ended}. */
    private boolean abandoned;

    private T result;
    private Throwable failure;

    /** What is done, for a result. */
    public interface Task<T> {
        /** Does it. */
        T run() throws IOException, WasiException;
    }

    /** What is done. */
    public interface Change {
        /** Does it. */
        void make() throws IOException, WasiException;
    }

    private Aside(Task<T> task) {
        this.task = task;
    }

    /** As {@link #call}, for a change. */
    public static void change(Instance caller, Descriptor descriptor, Change change) throws IOException, WasiException {
        call(caller, descriptor, () -> {
            change.make();
            return null;
        });
    }

    /** Does something with {@code descriptor}: at once if that keeps nobody waiting, and else as {@link #call(Instance, Task)}. */
    public static <T> T call(Instance caller, Descriptor descriptor, Task<T> task) throws IOException, WasiException {
        return descriptor.mayWait() ? call(caller, task) : task.run();
    }

    /**
     * Does {@code task}, and returns or throws what it does. Fails with {@code EINTR} when the call of {@code caller} is
     * cancelled before; what is opened then is closed. Fails with {@code EAGAIN} while too many others were left behind.
     */
    static <T> T call(Instance caller, Task<T> task) throws IOException, WasiException {
        if (ABANDONED.get() >= MAX_ABANDONED) {
            throw Errno.AGAIN.exception();
        }
        Aside<T> aside = new Aside<>(task);
        HostThreads.execute(aside::run);
        return aside.await(caller);
    }

    private void run() {
        try {
            end(task.run(), null);
        } catch (IOException | WasiException | RuntimeException | Error e) {
            end(null, e);
        }
    }

    private synchronized void end(T made, Throwable thrown) {
        if (abandoned) {
            ABANDONED.decrementAndGet();
            close(made);
            return;
        }
        result = made;
        failure = thrown;
        ended = true;
        waiters.wake();
    }

    private void close(T made) {
        try {
            if (made instanceof Closeable unwanted) {
                unwanted.close();
            }
        } catch (IOException e) {
            // nobody has used it
        }
    }

    private T await(Instance caller) throws IOException, WasiException {
        try {
            waiters.await(caller, () -> ended);
        } catch (WasiException e) {
            abandon();
            throw e;
        }
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof WasiException e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
        return result;
    }

    private synchronized void abandon() {
        if (ended) {
            close(result);
        } else {
            abandoned = true;
            ABANDONED.incrementAndGet();
        }
    }
}
