package org.amphora.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A single host call out of a loop in the guest. With {@code alive=3}, three modules take turns, each with host functions
 * of classes of its own: HotSpot then cannot take it for granted which host function it is.
 *
 * <p>Each host function does just so much that HotSpot cannot turn the loop into a single step. It does inline them, as it
 * would small host functions of any application, so what is left of a call may be nothing; {@link HostCallNotInlined} shows what
 * one costs that is not inlined.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HostCallLoop {
    /** Host calls a loop. */
    static final int CALLS = 10_000;

    /** How many modules, each with host functions of its own, take turns. */
    @Param({"1", "3"})
    public int alive;

    private Engine engine;
    private final List<Guest> guests = new ArrayList<>();
    private long[] stack;
    private int turn;
    private int state;

    /** Compiles and links the guests. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        // the lambdas are written out: each is a class of its own
        guest(
                (caller, slots) -> state = Integer.rotateLeft(state, 1) + 1,
                (caller, slots) -> slots[0] = slots[0] + slots[1],
                (caller, slots) -> slots[0] = slots[0] + slots[1] + slots[5]);
        if (alive == 3) {
            guest(
                    (caller, slots) -> state = Integer.rotateLeft(state, 1) + 2,
                    (caller, slots) -> slots[0] = slots[0] - slots[1],
                    (caller, slots) -> slots[0] = slots[0] - slots[1] - slots[5]);
            guest(
                    (caller, slots) -> state = Integer.rotateLeft(state, 1) + 3,
                    (caller, slots) -> slots[0] = slots[0] ^ slots[1],
                    (caller, slots) -> slots[0] = slots[0] ^ slots[1] ^ slots[5]);
        }
        stack = new long[1];
    }

    private void guest(HostFunction f0, HostFunction f2, HostFunction f6) {
        Instance instance = engine.linker()
                .define("env", "f0", FunctionType.parse("-"), f0)
                .define("env", "f2", FunctionType.parse("ii-i"), f2)
                .define("env", "f6", FunctionType.parse("IIIIII-I"), f6)
                .instantiate(engine.compile(Guests.binary("host-loop", "guest " + guests.size())));
        guests.add(new Guest(instance.function("loop0"), instance.function("loop2"), instance.function("loop6")));
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** {@code () -> ()}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int parameters0() {
        stack[0] = CALLS;
        next().loop0.callWithStack(stack);
        return state;
    }

    /** {@code (i32, i32) -> (i32)}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long parameters2() {
        stack[0] = CALLS;
        next().loop2.callWithStack(stack);
        return stack[0];
    }

    /** {@code (i64, i64, i64, i64, i64, i64) -> (i64)}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long parameters6() {
        stack[0] = CALLS;
        next().loop6.callWithStack(stack);
        return stack[0];
    }

    private Guest next() {
        turn = turn + 1 < guests.size() ? turn + 1 : 0;
        return guests.get(turn);
    }

    /** The loops of an instance. */
    private static final class Guest {
        final Function loop0;
        final Function loop2;
        final Function loop6;

        Guest(Function loop0, Function loop2, Function loop6) {
            this.loop0 = loop0;
            this.loop2 = loop2;
            this.loop6 = loop6;
        }
    }
}
