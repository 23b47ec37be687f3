package org.amphora.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** Subscriptions in the memory of a program, and the events that came of them. */
final class Subscriptions {
    static final int READ = 1;
    static final int WRITE = 2;

    private static final int IN = 0;
    private static final int OUT = 512;
    private static final int COUNT = 1_000;
    private static final int BYTES = 48;
    private static final int EVENT_BYTES = 32;

    private final TestProgram program;
    private int count;

    Subscriptions(TestProgram program) {
        this.program = program;
    }

    Subscriptions toClock(long userdata, int clock, long timeoutNanos, boolean absolute) {
        int at = next(userdata, 0);
        program.memory.writeLong(at + 16, clock);
        program.memory.writeLong(at + 24, timeoutNanos);
        program.memory.writeLong(at + 32, 0);
        program.memory.writeLong(at + 40, absolute ? 1 : 0);
        return this;
    }

    Subscriptions toDescriptor(long userdata, int tag, int fd) {
        program.memory.writeLong(next(userdata, tag) + 16, fd);
        return this;
    }

    private int next(long userdata, int tag) {
        int at = IN + count++ * BYTES;
        program.memory.writeLong(at, userdata);
        program.memory.writeLong(at + 8, tag);
        return at;
    }

    /** Polls, and returns the error number's name. */
    String poll() {
        return program.call("poll_oneoff", IN, OUT, count, COUNT);
    }

    /** Polls, which must succeed, and returns the events as text: userdata, type, error number, bytes, flags. */
    List<String> events() {
        assertEquals("SUCCESS", poll());
        List<String> events = new ArrayList<>();
        for (int i = 0; i < program.memory.readInt(COUNT); i++) {
            int at = OUT + i * EVENT_BYTES;
            events.add(program.memory.readLong(at)
                    + List.of(" clock", " read", " write").get(program.memory.readByte(at + 10))
                    + " errno=" + program.memory.readShort(at + 8)
                    + " bytes=" + program.memory.readLong(at + 16)
                    + " flags=" + program.memory.readShort(at + 24));
        }
        return events;
    }
}
