package org.amphora.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
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
 * One host function that several modules import, which take turns: calls out of a loop in each. With {@link HostCallLoop} each
 * module has host functions of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HostCallShared {
    /** How many modules share it. */
    @Param({"1", "3"})
    public int modules;

    private Engine engine;
    private final List<Function> loops = new ArrayList<>();
    private long[] stack;
    private int turn;

    /** Compiles and links the guests. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        HostFunction unused = (caller, slots) -> {};
        HostFunction sum = (caller, slots) -> slots[0] = slots[0] + slots[1];
        for (int i = 0; i < modules; i++) {
            loops.add(engine.linker()
                    .define("env", "f0", FunctionType.parse("-"), unused)
                    .define("env", "f2", FunctionType.parse("ii-i"), sum)
                    .define("env", "f6", FunctionType.parse("IIIIII-I"), unused)
                    .instantiate(engine.compile(Guests.binary("host-loop", "guest " + i)))
                    .function("loop2"));
        }
        stack = new long[1];
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** {@code (i32, i32) -> (i32)}. */
    @Benchmark
    @OperationsPerInvocation(HostCallLoop.CALLS)
    public long parameters2() {
        turn = turn + 1 < modules ? turn + 1 : 0;
        stack[0] = HostCallLoop.CALLS;
        loops.get(turn).callWithStack(stack);
        return stack[0];
    }
}
