package org.amphora.guests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Generations that become active together or not at all: of one guest, or of a group. Until {@link #commit} nothing that serves
 * was touched, and {@link #close} leaves it so. For the staging thread.
 */
final class Swap implements AutoCloseable {
    private final GuestGroup group;
    private final List<Member> members = new ArrayList<>();
    private boolean groupClosed;
    private boolean committed;

    /** @param group of the guests, or null */
    Swap(GuestGroup group) {
        this.group = group;
    }

    /** A generation is ready for a guest; it is disposed of unless this is committed. */
    void add(GuestRecord record, Generation next) {
        members.add(new Member(record, next));
    }

    /**
     * Keeps calls of the group from beginning, and hands states over.
     *
     * @param patience how long calls of the group may take that run
     */
    void prepare(StateTransfer states, Duration patience) throws Rejection {
        if (members.isEmpty()) {
            return;
        }
        if (group != null) {
            groupClosed = group.close(patience);
            if (!groupClosed) {
                throw Groups.rejection(
                        members.get(0).record,
                        "calls of group " + group.name() + " did not end within " + patience.toMillis()
                                + " ms, and it is replaced between calls; deploy it again");
            }
        }
        for (Member each : members) {
            each.disposed = true; // by whoever carries, if that fails
            each.hold = states.carry(each.record.guest().active(), each.next, each.record.candidate());
            each.disposed = false;
        }
    }

    /**
     * Makes all active.
     *
     * @param move makes a generation the active one, and must not fail or wait
     * @param tell what is to be done when all are, and calls begin again
     */
    void commit(BiConsumer<GuestRecord, Generation> move, BiConsumer<GuestRecord, Generation> tell) {
        committed = true;
        for (Member each : members) {
            move.accept(each.record, each.next);
        }
        openGroup();
        for (Member each : members) {
            tell.accept(each.record, each.next);
            each.record.candidate().startWith(null);
        }
    }

    private void openGroup() {
        if (groupClosed) {
            groupClosed = false;
            group.open();
        }
    }

    @Override
    public void close() {
        openGroup();
        for (Member each : members) {
            if (each.hold != null) {
                each.hold.close();
            }
            if (!committed && !each.disposed) {
                each.next.dispose();
            }
        }
    }

    private static final class Member {
        private final GuestRecord record;
        private final Generation next;
        private StateTransfer.Hold hold;
        private boolean disposed;

        Member(GuestRecord record, Generation next) {
            this.record = record;
            this.next = next;
        }
    }
}
