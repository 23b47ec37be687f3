package org.amphora.guests;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.amphora.api.guest.dto.GuestDTO;

/**
 * The one thread on which content is staged, with a mailbox that holds one order a guest: of changes that come faster
 * than they can be staged, the latest wins, and those before it share its outcome.
 */
final class Stager {
    private static final Logger LOG = System.getLogger(Stager.class.getName());

    private final Map<String, Order> mailbox = new LinkedHashMap<>();
    private final Function<Order, GuestDTO> work;
    private final Thread thread;
    private boolean stopped;

    Stager(Function<Order, GuestDTO> work) {
        this.work = work;
        this.thread = new Thread(this::run, "amphora-guests-staging");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether the calling thread stages: it must not wait for itself. */
    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
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
            if (pending != null && order.yields()) {
                order.follow(pending);
                return;
            }
            if (pending != null) {
                LOG.log(
                        Level.INFO,
                        () -> "guest " + order.guest() + ": a newer change came before "
                                + (pending.source() == null
                                        ? pending.kind()
                                        : pending.source().description())
                                + " was staged; only the newer is");
                pending.follow(order);
            }
            mailbox.put(order.guest(), order);
            mailbox.notifyAll();
        }
    }

    private void run() {
        for (Order order = next(); order != null; order = next()) {
            try {
                order.outcome().complete(work.apply(order));
            } catch (Throwable e) {
                // the thread must outlive whatever a guest or a listener does
                LOG.log(Level.ERROR, "guest " + order.guest() + ": " + order.kind() + " failed", e);
                order.outcome().completeExceptionally(e);
            }
        }
    }

    private Order next() {
        synchronized (mailbox) {
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
            Order first = orders.next();
            orders.remove();
            return first;
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
