package org.amphora.wasi.preview1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.wasi.files.Descriptor;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.Rights;
import org.amphora.wasi.files.Wait;
import org.amphora.wasi.files.WasiException;

/** Waiting: for clocks, and for descriptors; files and output are always ready. */
final class Polling {
    private static final int EVENT_BYTES = 32;
    private static final long MAX_SUBSCRIPTIONS = 4_096;

    private static final int CLOCK = 0;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int ABSOLUTE = 1;
    private static final int HANG_UP = 1;

    private Polling() {}

    /**
     * {@code poll_oneoff}: waits until something happens, and writes what did.
     *
     * <p>A subscription, and the event that it may lead to:
     *
     * <pre>
     *   0          8     9     16                24         32          40      42    48
     *   ├──────────┼─────┼─────┼─────────────────┼──────────┼───────────┼───────┼─────┤
     *   │ userdata │ tag │ pad │ clock           │ timeout  │ precision │ flags │ pad │
     *   │          │     │     │ or descriptor   │          │           │       │     │
     *
     *   0          8       10     11    16       24      26    32
     *   ├──────────┼───────┼──────┼─────┼────────┼───────┼─────┤
     *   │ userdata │ errno │ type │ pad │ nbytes │ flags │ pad │
     * </pre>
     *
     * <p>To sleep a millisecond of the monotonic clock, with {@code in} = 0, {@code out} = 48, {@code count} = 1 and {@code
     * eventCount} = 80, memory is before, and afterwards,
     *
     * <pre>
     *   0                         8    9     16                24                        32    40      42    48
     *   ├─────────────────────────┼────┼─────┼─────────────────┼─────────────────────────┼─────┼───────┼─────┤
     *   │ 07 00 00 00 00 00 00 00 │ 00 │ pad │ 01 00 00 00 pad │ 40 42 0f 00 00 00 00 00 │ 0…  │ 00 00 │ pad │
     *
     *   48                        56      58   59    64    72    80              84
     *   ├─────────────────────────┼───────┼────┼─────┼─────┼─────┼───────────────┤
     *   │ 07 00 00 00 00 00 00 00 │ 00 00 │ 00 │ pad │ 0…  │ 0…  │ 01 00 00 00   │
     * </pre>
     *
     * <p>Sleeping takes no time unless that was granted, but for a wait that is for descriptors too. All waiting ends with
     * the deadline of the call and when the call is cancelled.
     *
     * <p>All that has happened when the call looks is told: clocks that have expired, and descriptors that can be read, also
     * if that is to find their end, or written. Of those, {@code nbytes} is how many bytes are there to be read, as far as is
     * known; {@code flags} is 1 if the other side has closed a connection.
     *
     * @param in where the subscriptions are
     * @param out where as many events may be written
     * @param count how many subscriptions
     * @param eventCount where the number of events is written
     *     <p>Errors: {@code EINVAL} for no subscription, {@code EFAULT} if anything lies outside of the memory, {@code EINTR}
     *     if the call was cancelled. What is wrong with a single subscription stands in its event.
     */
    static void poll(WasiProcess process, Instance caller, long in, long out, long count, long eventCount)
            throws IOException, WasiException {
        poll(process, caller, in, out, count, eventCount, Layout.PREVIEW_1);
    }

    /** {@code poll_oneoff} of {@code wasi_unstable}: a clock had a number of its own, 8 bytes before the others. */
    static void unstablePoll(WasiProcess process, Instance caller, long in, long out, long count, long eventCount)
            throws IOException, WasiException {
        poll(process, caller, in, out, count, eventCount, Layout.UNSTABLE);
    }

    private static void poll(
            WasiProcess process, Instance caller, long in, long out, long count, long eventCount, Layout layout)
            throws IOException, WasiException {
        Memory memory = caller.memory();
        if (count == 0 || count > MAX_SUBSCRIPTIONS) {
            throw Errno.INVAL.exception();
        }
        memory.checked(in, (int) count * layout.bytes);
        memory.checked(out, (int) count * EVENT_BYTES);
        memory.checked(eventCount, Integer.BYTES);
        // events are written over a copy, as in and out may overlap
        byte[] saved = memory.read(in, (int) count * layout.bytes);
        Subscriptions subscriptions = new Subscriptions(process, saved, layout);
        memory.writeInt(eventCount, subscriptions.await(caller, memory, out));
    }

    /** How long a subscription is, and where in it a clock begins. */
    private enum Layout {
        PREVIEW_1(48, 16),
        UNSTABLE(56, 24);

        final int bytes;
        final int clock;

        Layout(int bytes, int clock) {
            this.bytes = bytes;
            this.clock = clock;
        }
    }

    /** The subscriptions of one call. */
    private static final class Subscriptions {
        private final WasiProcess process;
        private final ByteBuffer in;
        private final Layout layout;
        private final int count;
        /** For each subscription, what is wrong with it, or null. */
        private final Errno[] errors;
        /** For each subscription of a descriptor, what it is; else null. */
        private final Descriptor[] descriptors;
        /** For each clock subscription, how long it is until it expires. */
        private final long[] waitNanos;

        private long remainingNanos = Wait.FOREVER;
        private boolean timeless;

        Subscriptions(WasiProcess process, byte[] in, Layout layout) {
            this.process = process;
            this.in = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN);
            this.layout = layout;
            this.count = in.length / layout.bytes;
            this.errors = new Errno[count];
            this.descriptors = new Descriptor[count];
            this.waitNanos = new long[count];
            this.timeless = !process.systemSleep();
        }

        /** Waits until something has happened, and returns how many events that made. */
        int await(Instance caller, Memory memory, long out) throws IOException, WasiException {
            try (Wait wait = new Wait(caller)) {
                try {
                    for (int i = 0; i < count; i++) {
                        enter(i, wait);
                    }
                    wait.begin();
                    return await(wait, memory, out);
                } finally {
                    leave(wait);
                }
            }
        }

        private int await(Wait wait, Memory memory, long out) throws IOException, WasiException {
            long passedNanos = 0;
            long start = System.nanoTime();
            int events = happened(wait, memory, out, 0);
            while (events == 0) {
                if (timeless) {
                    passedNanos = remainingNanos;
                } else {
                    wait.rest(remainingNanos - passedNanos);
                    passedNanos = System.nanoTime() - start;
                }
                events = happened(wait, memory, out, passedNanos);
            }
            process.sleptNanos(Math.min(passedNanos, remainingNanos));
            return events;
        }

        private void enter(int i, Wait wait) {
            try {
                if (tag(i) == CLOCK) {
                    waitNanos[i] = untilExpiry(i);
                    remainingNanos = Math.min(remainingNanos, waitNanos[i]);
                } else if (tag(i) == READ || tag(i) == WRITE) {
                    Descriptor descriptor =
                            process.descriptors().get(in.getInt(i * layout.bytes + 16), Rights.POLL_FD_READWRITE);
                    descriptor.enter(wait, tag(i) == WRITE);
                    descriptors[i] = descriptor;
                    timeless = false;
                } else {
                    errors[i] = Errno.INVAL;
                }
            } catch (WasiException e) {
                errors[i] = e.errno();
            } catch (IOException e) {
                errors[i] = Errno.of(e);
            }
        }

        private void leave(Wait wait) {
            for (Descriptor descriptor : descriptors) {
                if (descriptor != null) {
                    descriptor.leave(wait);
                }
            }
        }

        /** Writes events for all that has happened when {@code passedNanos} have passed. */
        private int happened(Wait wait, Memory memory, long out, long passedNanos) {
            int events = 0;
            for (int i = 0; i < count; i++) {
                if (errors[i] != null || happened(wait, i, passedNanos)) {
                    write(memory, out + (long) events * EVENT_BYTES, i);
                    events++;
                }
            }
            return events;
        }

        private boolean happened(Wait wait, int i, long passedNanos) {
            try {
                return tag(i) == CLOCK ? waitNanos[i] <= passedNanos : descriptors[i].ready(wait, tag(i) == WRITE);
            } catch (WasiException e) {
                errors[i] = e.errno();
            } catch (IOException e) {
                errors[i] = Errno.of(e);
            }
            return true;
        }

        private int tag(int i) {
            return in.get(i * layout.bytes + 8);
        }

        private long untilExpiry(int i) throws WasiException {
            int at = i * layout.bytes + layout.clock;
            ProcessClock clock = process.clock(in.getInt(at));
            long timeoutNanos = in.getLong(at + 8);
            if ((in.getShort(at + 24) & ABSOLUTE) != 0) {
                return timeoutNanos < 0 ? Wait.FOREVER : Math.max(0, timeoutNanos - clock.readNanos());
            }
            return timeoutNanos < 0 ? Wait.FOREVER : timeoutNanos; // unsigned: 292 years and more
        }

        private void write(Memory memory, long event, int i) {
            long bytes = errors[i] == null ? transferable(i) : 0;
            Errno errno = errors[i] == null ? Errno.SUCCESS : errors[i];
            memory.writeLong(event, in.getLong(i * layout.bytes));
            memory.writeLong(event + 8, errno.code() | (long) tag(i) << 16);
            memory.writeLong(event + 16, bytes);
            memory.writeLong(event + 24, descriptors[i] != null && descriptors[i].hungUp() ? HANG_UP : 0);
        }

        private long transferable(int i) {
            try {
                return tag(i) == READ ? descriptors[i].available() : tag(i) == WRITE ? 1 : 0;
            } catch (WasiException e) {
                errors[i] = e.errno();
            } catch (IOException e) {
                errors[i] = Errno.of(e);
            }
            return 0;
        }
    }
}
