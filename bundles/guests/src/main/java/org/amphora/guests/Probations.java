package org.amphora.guests;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Decides what new content has to prove, what follows when it fails, and what is gone back to: what served before, else what
 * proved good before a restart. For the staging thread.
 */
final class Probations {
    private static final Logger LOG = System.getLogger(Probations.class.getName());

    private final LastGood lastGood;
    private final Staging staging;
    private final Housekeeper housekeeper;
    private final Journal journal;
    private final Consumer<String> onEnd;

    /** @param onEnd gets the name of a guest whose probation has ended, on a thread that may be kept: {@link #settle} is due */
    Probations(LastGood lastGood, Staging staging, Housekeeper housekeeper, Journal journal, Consumer<String> onEnd) {
        this.lastGood = lastGood;
        this.staging = staging;
        this.housekeeper = housekeeper;
        this.journal = journal;
        this.onEnd = onEnd;
    }

    /** Puts content that is not known to be good on probation, if there is other content to go back to. */
    void begin(GuestRecord record, Generation before, Generation next) {
        SavedState left = next.takeBegunWith();
        if (before != null && before.proved() && !before.digest().equals(next.digest())) {
            Candidate good = new Candidate("what served before", before.retainModule());
            good.startWith(left);
            record.good(good);
        }
        String good = record.good() != null
                ? record.good().digest()
                : lastGood.digest(record.name()).orElse(next.digest());
        GuestConfiguration configuration = next.configuration();
        if (good.equals(next.digest()) || configuration.probationCalls() == 0) {
            proved(record, next);
            return;
        }
        Runnable settle = () -> housekeeper.run(() -> onEnd.accept(record.name()));
        Probation probation =
                new Probation(configuration.probationCalls(), configuration.probationFailures(), settle, settle);
        next.probation(probation);
        Future<?> unused = housekeeper.runAfter(configuration.probationTime(), probation::timeIsUp);
    }

    private void proved(GuestRecord record, Generation good) {
        record.good(null);
        lastGood.good(record.name(), good.digest(), record.candidates());
        lastGood.configuration(record.name(), good.configuration().properties());
    }

    /** Draws the consequences if a probation has ended; whether older content is now the latest, and to be activated. */
    boolean settle(GuestRecord record) {
        Generation active = record.guest().active();
        Probation probation = active == null ? null : active.probation();
        if (probation == null || !probation.settle()) {
            return false;
        }
        if (probation.passed()) {
            proved(record, active);
            journal.tell(GuestStep.of(GuestStep.Kind.PROVED, active, " has proved good"));
            return false;
        }
        return rollBack(record, active, probation.verdict());
    }

    private boolean rollBack(GuestRecord record, Generation failed, String verdict) {
        record.quarantine().add(failed.digest());
        lastGood.bad(record.name(), failed.digest());
        Rejection why = tell(record, failed, verdict);
        if (record.good() != null) {
            goBackTo(record, record.good(), why);
            return true;
        }
        Candidate older = remembered(record);
        if (older != null) {
            older.startWith(SavedState.NONE);
            record.fallBack(older, why);
        }
        return older != null;
    }

    /** {@code leader}, of the same group, went back: so does this one, with the state that it left. */
    void follow(GuestRecord record, String leader) {
        Rejection why = tell(record, record.guest().active(), leader + ", of its group, was");
        goBackTo(record, record.good(), why);
    }

    private Rejection tell(GuestRecord record, Generation failed, String verdict) {
        Rejection why = new Rejection(
                record.name(), "generation " + failed.number(), failed.digest(), Reason.ROLLED_BACK, verdict, null);
        journal.tell(new GuestStep(
                GuestStep.Kind.ROLLED_BACK,
                record.name(),
                failed.number(),
                failed.digest(),
                why.reason(),
                why.getMessage()));
        return why;
    }

    /** Makes what served before the latest, with the state that it left, or none: that of what failed is not to be trusted. */
    private static void goBackTo(GuestRecord record, Candidate good, Rejection why) {
        Candidate older = new Candidate(good.source(), good.module().retain());
        older.startWith(good.start() == null ? SavedState.NONE : good.start());
        record.good(null);
        record.fallBack(older, why);
    }

    /** The configuration with which a guest proved good before a restart, of which nothing serves; empty if that is not known. */
    Optional<Map<String, Object>> lastConfiguration(GuestRecord record) {
        return record.guest().active() == null ? lastGood.configuration(record.name()) : Optional.empty();
    }

    /** What proved good before a restart, if nothing of a guest serves because of {@code why} and it might; else null. */
    Candidate lastGood(GuestRecord record, Rejection why) {
        if (why == null || record.guest().active() != null || !why.reason().liesWithGuest()) {
            return null;
        }
        boolean other = lastGood.digest(record.name())
                .filter(digest -> !digest.equals(why.digest()))
                .isPresent();
        return other ? remembered(record) : null;
    }

    /** What proved good before a restart; null if there is nothing. */
    private Candidate remembered(GuestRecord record) {
        byte[] binary = lastGood.content(record.name()).orElse(null);
        if (binary == null) {
            return null;
        }
        try {
            return staging.compile(record.name(), ContentSource.of(binary, "its last good content"), null);
        } catch (Rejection e) {
            LOG.log(Level.WARNING, "what was good is not any more", e);
            return null;
        }
    }
}
