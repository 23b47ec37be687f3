package org.amphora.guests;

import org.amphora.api.CancelledException;
import org.amphora.api.ExitException;
import org.amphora.api.TagException;
import org.amphora.api.Trap;

/**
 * The first calls of new content, which decide whether it stays. It fails by a number of failed calls in a row, or by as many
 * if they are half of all. Thread-safe.
 */
final class Probation {
    private final int calls;
    private final int failures;
    private final Runnable onFailure;
    private final Runnable onSuccess;
    private int ended;
    private int failed;
    private int failedInARow;
    private boolean settled;
    private volatile boolean over;
    private volatile String verdict;

    /**
     * @param calls after as many calls it has passed
     * @param failures as many calls may fail, less one
     * @param onFailure runs once when it has failed
     * @param onSuccess runs once when it has passed
     */
    Probation(int calls, int failures, Runnable onFailure, Runnable onSuccess) {
        this.calls = calls;
        this.failures = failures;
        this.onFailure = onFailure;
        this.onSuccess = onSuccess;
    }

    /** @param failure what a call threw, or null */
    void callEnded(Throwable failure) {
        if (over) {
            return;
        }
        Runnable then = count(failure);
        if (then != null) {
            then.run();
        }
    }

    private synchronized Runnable count(Throwable failure) {
        if (over) {
            return null;
        }
        ended++;
        if (isOfGuest(failure)) {
            failed++;
            failedInARow++;
        } else {
            failedInARow = 0;
        }
        if (failedInARow >= failures || (failed >= failures && failed * 2 >= ended)) {
            verdict = failed + " of its first " + ended + " calls failed, the last with: " + failure.getMessage();
            over = true;
            return onFailure;
        }
        over = ended >= calls;
        return over ? onSuccess : null;
    }

    /** Whether it tells against the guest: what callers and host functions throw does not. */
    private static boolean isOfGuest(Throwable failure) {
        return failure instanceof Trap
                || failure instanceof TagException
                || failure instanceof ExitException
                || failure instanceof CancelledException;
    }

    /** Its time is up. */
    void timeIsUp() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        onSuccess.run();
    }

    /** True once, when it has ended: then it is time to act. */
    synchronized boolean settle() {
        boolean first = over && !settled;
        settled |= over;
        return first;
    }

    boolean passed() {
        return over && verdict == null;
    }

    /** Why it failed; null if it did not. */
    String verdict() {
        return verdict;
    }
}
