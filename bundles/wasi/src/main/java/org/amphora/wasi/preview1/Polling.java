package org.amphora.wasi.preview1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.WasiException;

/** Waiting: for clocks, and for descriptors, which here are always ready. */
final class Polling {
    private static final int EVENT_BYTES = 32;
    private static final long MAX_SUBSCRIPTIONS = 4_096;

    private static final int CLOCK = 0;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int ABSOLUTE = 1;

    private static final long NEVER = Long.MAX_VALUE;

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
     * <p>Sleeping takes no time unless that was granted; it ends early with the deadline of the call and when the call is
     * cancelled.
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
        int events = subscriptions.ready(memory, out);
        if (events == 0) {
            process.sleep(subscriptions.remainingNanos, caller);
            events = subscriptions.expired(memory, out);
        }
        memory.writeInt(eventCount, events);
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
        /** For each clock subscription, how long it is until it expires. */
        private final long[] waitNanos;

        private long remainingNanos = NEVER;

        Subscriptions(WasiProcess process, byte[] in, Layout layout) {
            this.process = process;
            this.in = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN);
            this.layout = layout;
            this.count = in.length / layout.bytes;
            this.waitNanos = new long[count];
        }

        /** Writes events for all that need not be waited for; finds out how long to wait for the others. */
        int ready(Memory memory, long out) throws IOException {
            int events = 0;
            for (int i = 0; i < count; i++) {
                waitNanos[i] = NEVER;
                long event = out + (long) events * EVENT_BYTES;
                try {
                    if (tag(i) == CLOCK) {
                        waitNanos[i] = untilExpiry(i);
                        remainingNanos = Math.min(remainingNanos, waitNanos[i]);
                        if (waitNanos[i] > 0) {
                            continue;
                        }
                        write(memory, event, i, Errno.SUCCESS, 0);
                    } else {
                        write(memory, event, i, Errno.SUCCESS, transferable(i));
                    }
                } catch (WasiException e) {
                    write(memory, event, i, e.errno(), 0);
                }
                events++;
            }
            return events;
        }

        /** Writes events for the clocks that were waited for. */
        int expired(Memory memory, long out) {
            int events = 0;
            for (int i = 0; i < count; i++) {
                if (waitNanos[i] <= remainingNanos) {
                    write(memory, out + (long) events * EVENT_BYTES, i, Errno.SUCCESS, 0);
                    events++;
                }
            }
            return events;
        }

        private int tag(int i) {
            return in.get(i * layout.bytes + 8);
        }

        private long untilExpiry(int i) throws WasiException {
            int at = i * layout.bytes + layout.clock;
            ProcessClock clock = process.clock(in.getInt(at));
            long timeoutNanos = in.getLong(at + 8);
            if ((in.getShort(at + 24) & ABSOLUTE) != 0) {
                return timeoutNanos < 0 ? NEVER : Math.max(0, timeoutNanos - clock.readNanos());
            }
            return timeoutNanos < 0 ? NEVER : timeoutNanos; // unsigned: 292 years and more
        }

        private long transferable(int i) throws IOException, WasiException {
            int fd = in.getInt(i * layout.bytes + 16);
            return switch (tag(i)) {
                case READ -> process.descriptors().get(fd).available();
                case WRITE -> {
                    process.descriptors().get(fd);
                    yield 1;
                }
                default -> throw Errno.INVAL.exception();
            };
        }

        private void write(Memory memory, long event, int i, Errno errno, long bytes) {
            memory.writeLong(event, in.getLong(i * layout.bytes));
            memory.writeLong(event + 8, errno.code() | (long) tag(i) << 16);
            memory.writeLong(event + 16, bytes);
            memory.writeLong(event + 24, 0);
        }
    }
}
