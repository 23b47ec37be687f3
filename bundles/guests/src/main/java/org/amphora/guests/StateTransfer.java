package org.amphora.guests;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.amphora.api.CancelledException;
import org.amphora.api.Instance;
import org.amphora.api.Phase;
import org.amphora.api.WasmModule;
import org.amphora.api.guest.GuestConstants;

/**
 * Carries the state of a guest from what serves to what is to serve. Meanwhile calls wait as they do while the instance
 * serves others: this holds the one instance that there is. Whatever fails gives it back as it was. For the staging thread.
 */
final class StateTransfer {
    /** A call may pass between two looks of the engine at the moment of a cancellation, so it is repeated. */
    private static final Duration REPEAT = Duration.ofMillis(50);

    private static final String RESET = "; to do without the state, reset the guest";

    /**
     * Owns the instance while its state is loaded elsewhere: not the staging thread, whose calls of the guest would enter what
     * was saved already, and be lost.
     */
    private static final Thread NOBODY = new Thread(() -> {}, "amphora-guests-state");

    private final Housekeeper housekeeper;
    private final Journal journal;

    StateTransfer(Housekeeper housekeeper, Journal journal) {
        this.housekeeper = housekeeper;
        this.journal = journal;
    }

    /**
     * Gives {@code next} the state that it is to begin with.
     *
     * @param old what serves, or null
     * @param held gets the instance that was asked for its state: until it is given back, no call enters {@code old}. If time is
     *     up, all that is held is given back at once, though what loads may go on, kept by a host function
     */
    void carry(Generation old, Generation next, Candidate candidate, Held held) throws Rejection {
        new Transfer(old, next, candidate, held).carry();
    }

    /** One state on its way. */
    private final class Transfer {
        private final Generation old;
        private final Generation next;
        private final Candidate candidate;
        private final Held held;
        private final StateOptions options;
        private final long deadline;

        Transfer(Generation old, Generation next, Candidate candidate, Held held) {
            this.old = old;
            this.next = next;
            this.candidate = candidate;
            this.held = held;
            this.options = next.configuration().state();
            this.deadline =
                    options == null ? 0 : System.nanoTime() + options.timeout().toNanos();
        }

        void carry() throws Rejection {
            if (options == null) {
                return;
            }
            StateSchema schema = schema();
            SavedState given = candidate.start();
            if (given != null) {
                if (given != SavedState.NONE) {
                    load(given);
                }
                return;
            }
            if (old == null || !StateSchema.saves(old.module(), saving())) {
                return;
            }
            int version = read(old.module(), "of what serves ").version();
            if (!schema.loads(version)) {
                throw rejection(
                        Reason.STATE_SCHEMA,
                        "it loads states of " + schema + ", and what serves saves version " + version,
                        null);
            }
            handOver(version);
        }

        private StateSchema schema() throws Rejection {
            String missing = StateSchema.missing(next.module(), options);
            if (missing != null) {
                throw rejection(
                        Reason.STATE_SCHEMA,
                        missing + ", which " + GuestConstants.WASM_GUEST_STATE + " = exports needs",
                        null);
            }
            return read(next.module(), "");
        }

        private StateSchema read(WasmModule module, String whose) throws Rejection {
            try {
                return StateSchema.of(module);
            } catch (IllegalArgumentException e) {
                throw rejection(Reason.STATE_SCHEMA, whose + e.getMessage(), e);
            }
        }

        /** What serves may have been configured differently. */
        private StateOptions saving() {
            StateOptions own = old.configuration().state();
            return own == null ? options : own;
        }

        private void handOver(int version) throws Rejection {
            long begun = System.nanoTime();
            Slot slot = enter();
            if (slot == null) {
                return;
            }
            SavedState saved = new SavedState(version, save(slot));
            slot.passTo(NOBODY);
            held.add(() -> old.leave(slot));
            load(saved);
            next.begunWith(saved);
            journal.tell(GuestStep.of(
                    GuestStep.Kind.STATE,
                    next,
                    " has the state of generation " + old.number() + ": " + saved.bytes().length + " bytes of version "
                            + version + ", handed over in "
                            + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun) + " us"));
        }

        private Slot enter() throws Rejection {
            try {
                return old.enter(options.timeout());
            } catch (CancelledException e) {
                throw rejection(
                        Reason.STATE_SAVE, "the call that runs " + late() + ", and a state is saved between calls", e);
            } catch (RuntimeException | Error e) {
                throw rejection(Reason.STATE_SAVE, Staging.details(e) + RESET, e);
            }
        }

        /** The slot is left if that fails. */
        private byte[] save(Slot slot) throws Rejection {
            String export = saving().save();
            boolean done = false;
            // host functions that it calls may call the guest again
            slot.enter();
            CallLimit limit = new CallLimit(slot.instance());
            try {
                byte[] state = savedBy(slot.instance(), export);
                limit.close();
                limit.check(Reason.STATE_SAVE, export + " of generation " + old.number(), RESET);
                done = true;
                return state;
            } catch (RuntimeException | Error e) {
                throw rejection(
                        Reason.STATE_SAVE,
                        export + " of generation " + old.number() + " failed: " + Staging.details(e) + RESET,
                        e);
            } finally {
                limit.close();
                boolean unused = slot.leave();
                if (!done) {
                    old.leave(slot);
                }
            }
        }

        private byte[] savedBy(Instance instance, String export) throws Rejection {
            long packed = instance.function(export).call()[0];
            long length = packed & 0xFFFF_FFFFL;
            if (length > options.limit()) {
                throw rejection(
                        Reason.STATE_SAVE,
                        "its state has " + length + " bytes, and " + GuestConstants.WASM_GUEST_STATE_LIMIT + " allows "
                                + options.limit(),
                        null);
            }
            return instance.memory().read(packed >>> 32, (int) length);
        }

        private void load(SavedState state) throws Rejection {
            next.phase(Phase.LOAD);
            CallLimit limit = new CallLimit(next.first());
            try {
                loadInto(next.first(), state);
                limit.close();
                limit.check(Reason.STATE_LOAD, options.load(), "");
            } catch (RuntimeException | Error e) {
                throw rejection(Reason.STATE_LOAD, options.load() + " failed: " + Staging.details(e), e);
            } finally {
                limit.close();
            }
        }

        private void loadInto(Instance instance, SavedState state) throws Rejection {
            byte[] bytes = state.bytes();
            long address = 0;
            if (bytes.length > 0) {
                GuestAllocator allocator = GuestAllocator.of(next.module());
                address = allocator.allocate(instance, bytes.length);
                if (address == 0) {
                    throw rejection(
                            Reason.STATE_LOAD,
                            allocator.export() + " has no room for " + bytes.length + " bytes",
                            null);
                }
                instance.memory().write(address, bytes);
            }
            long[] result = instance.function(options.load()).call(state.version(), address, bytes.length);
            if (result.length > 0 && result[0] != 0) {
                throw rejection(
                        Reason.STATE_LOAD,
                        options.load() + " returned " + (int) result[0] + "; 0 would be right",
                        null);
            }
        }

        private String late() {
            return "did not end within " + options.timeout().toMillis() + " ms ("
                    + GuestConstants.WASM_GUEST_STATE_TIMEOUT + ")";
        }

        private Rejection rejection(Reason reason, String details, Throwable cause) {
            return new Rejection(
                    next.configuration().name(), candidate.source(), candidate.digest(), reason, details, cause);
        }

        /**
         * From the deadline on, until this is closed, cancels what runs on an instance, and lets calls go on that wait for the
         * swap: a host function may keep what runs nevertheless.
         */
        private final class CallLimit {
            private final Instance instance;
            private final Future<?> timer;
            private boolean closed;
            private boolean late;

            CallLimit(Instance instance) {
                this.instance = instance;
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                this.timer = housekeeper.runRepeatedly(left, REPEAT, this::cancel);
            }

            /** Never hits a later call: that begins after {@link #close()}. */
            private synchronized void cancel() {
                if (!closed) {
                    late = true;
                    instance.cancel("it " + late());
                    held.release();
                }
            }

            synchronized void close() {
                closed = true;
                timer.cancel(false);
            }

            /** What ended by itself, but late, is of no use: calls have gone on with what serves. */
            synchronized void check(Reason reason, String what, String advice) throws Rejection {
                if (late) {
                    throw rejection(reason, what + " " + late() + advice, null);
                }
            }
        }
    }
}
