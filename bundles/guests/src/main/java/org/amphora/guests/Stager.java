package org.amphora.guests;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one thread on which content is staged, with a mailbox that holds one order a guest: of changes that come faster
 * than they can be staged, the latest wins, and those before it share its outcome.
 *
 * <p>Content whose start function never returns must not keep other guests from being staged: a thread that outlasts the
 * deadline is left to itself, and another goes on with the mailbox.
 */
final class Stager {
    private static final Logger LOG = System.getLogger(Stager.class.getName());

    private final Map<String, Order> mailbox = new LinkedHashMap<>();
    private final Consumer<Order> work;
    private final Journal journal;
    private volatile Thread thread;
    private Order running;
    private long runningSince;
    private boolean stopped;

    /** @param work carries an order out, and completes its outcome unless it is to follow another order */
    Stager(Consumer<Order> work, Journal journal) {
        this.work = work;
        this.journal = journal;
    }

    void start() {
        Thread fresh = new Thread(this::run, "amphora-guests-staging");
        fresh.setDaemon(true);
        thread = fresh;
        fresh.start();
    }

    /** Whether the calling thread stages: it must not wait for itself, and what it made counts. */
    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /**
     * Whether what the calling thread staged counts, which it is about to make active: if so, it is not left to itself in the
     * midst of that, because its deadline begins anew.
     */
    boolean mayCommit() {
        synchronized (mailbox) {
            boolean counts = isCurrentThread();
            if (counts) {
                runningSince = System.nanoTime();
            }
            return counts;
        }
    }

    /**
     * Puts an order into the mailbox.
     *
     * @throws IllegalStateException if the stager was stopped
     */
    void submit(Order order) {
        synchronized (mailbox) {
            if (stopped) {
                throw new IllegalStateException(
                        "guest " + order.guest() + ": the guest registry was stopped and takes no more content");
            }
            Order pending = mailbox.get(order.guest());
            if (pending != null && order.yieldsTo(pending)) {
                order.follow(pending);
                return;
            }
            if (pending != null) {
                String older = pending.source() == null
                        ? pending.kind().toString()
                        : pending.source().description();
                journal.tell(GuestStep.of(
                        GuestStep.Kind.SUPERSEDED,
                        order.guest(),
                        ": a newer change came before " + older + " was staged; only the newer is"));
                pending.follow(order);
            }
            mailbox.put(order.guest(), order);
            mailbox.notifyAll();
        }
    }

    private void run() {
        for (Order order = next(); order != null; order = next()) {
            try {
                work.accept(order);
            } catch (Throwable e) {
                // the thread must outlive whatever a guest or a listener does
                LOG.log(Level.ERROR, "guest " + order.guest() + ": " + order.kind() + " failed", e);
                order.outcome().completeExceptionally(e);
            }
        }
    }

    private Order next() {
        synchronized (mailbox) {
            if (!isCurrentThread()) {
                return null;
            }
            running = null;
            while (mailbox.isEmpty() && !stopped) {
                try {
                    mailbox.wait();
                } catch (InterruptedException e) {
                    LOG.log(Level.DEBUG, "nobody has a reason to interrupt this thread; it ends by stop()", e);
                }
            }
            if (stopped) {
                return null;
            }
            Iterator<Order> orders = mailbox.values().iterator();
            running = orders.next();
            runningSince = System.nanoTime();
            orders.remove();
            return running;
        }
    }

    /** Leaves the thread to itself if it has worked on one order for longer than {@code deadline}; that order, or null. */
    Order abandon(Duration deadline) {
        synchronized (mailbox) {
            Order stuck = running;
            if (stuck == null || stopped || System.nanoTime() - runningSince < deadline.toNanos()) {
                return null;
            }
            running = null;
            start();
            return stuck;
        }
    }

    /** Stages nothing more and waits for what is being staged, but not longer than {@code patience}. */
    void stop(Duration patience) {
        synchronized (mailbox) {
            stopped = true;
            mailbox.values()
                    .forEach(order -> order.outcome()
                            .completeExceptionally(new IllegalStateException("guest " + order.guest()
                                    + ": the guest registry was stopped before the content was staged")));
            mailbox.clear();
            mailbox.notifyAll();
        }
        if (isCurrentThread()) {
            return;
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
