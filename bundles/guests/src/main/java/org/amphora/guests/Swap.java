package org.amphora.guests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Generations that become active together or not at all: of one guest, or of a group. Until {@link #commit} nothing that serves
 * was touched, and {@link #close} leaves it so. For the staging thread.
 */
final class Swap implements AutoCloseable {
    private final GuestGroup group;
    private final List<Member> members = new ArrayList<>();
    private final Held held = new Held();
    private boolean committed;

    /** @param group of the guests, or null */
    Swap(GuestGroup group) {
        this.group = group;
    }

    /** What becomes of each guest, step by step: each step is done for all before the next. */
    interface Steps {
        /** Makes a generation the active one; returns the one before, or null. Must not fail or wait. */
        Generation move(GuestRecord record, Generation next);

        /** Calls do not begin yet that were kept from it. */
        void moved(GuestRecord record, Generation before, Generation next);

        /** Calls go on; whoever wants to know may be told, and may take its time. */
        void publish(GuestRecord record, Generation next);
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
            GuestGroup.Closing closing = group.close(patience);
            if (closing == null) {
                throw Groups.rejection(
                        members.get(0).record,
                        "calls of group " + group.name() + " did not end within " + patience.toMillis()
                                + " ms, and it is replaced between calls; deploy it again");
            }
            held.add(closing::open);
        }
        for (Member each : members) {
            states.carry(each.record.guest().active(), each.next, each.record.candidate(), held);
        }
    }

    /** Makes all active. */
    void commit(Steps steps) {
        committed = true;
        for (Member each : members) {
            each.before = steps.move(each.record, each.next);
            // it has it now: whatever happens next, it is not to begin with it again
            each.record.candidate().startWith(null);
        }
        // what was replaced is closed to calls before the instances are free that were asked for their state
        members.forEach(each -> steps.moved(each.record, each.before, each.next));
        held.release();
        members.forEach(each -> steps.publish(each.record, each.next));
    }

    @Override
    public void close() {
        held.release();
        if (!committed) {
            members.forEach(each -> each.next.dispose());
        }
    }

    private static final class Member {
        private final GuestRecord record;
        private final Generation next;
        private Generation before;

        Member(GuestRecord record, Generation next) {
            this.record = record;
            this.next = next;
        }
    }
}
