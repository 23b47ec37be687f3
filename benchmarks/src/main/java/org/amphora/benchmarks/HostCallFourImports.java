package org.amphora.benchmarks;

import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Four host functions that a loop in the guest calls in turn: one call of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HostCallFourImports {
    private static final int IMPORTS = 4;

    private Engine engine;
    private Function loop;
    private long[] stack;

    /** Compiles and links the guest. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        FunctionType type = FunctionType.parse("ii-i");
        loop = engine.linker()
                .define("env", "add", type, (caller, slots) -> slots[0] = slots[0] + slots[1])
                .define("env", "subtract", type, (caller, slots) -> slots[0] = slots[0] - slots[1])
                .define("env", "xor", type, (caller, slots) -> slots[0] = slots[0] ^ slots[1])
                .define("env", "multiply", type, (caller, slots) -> slots[0] = slots[0] * slots[1])
                .instantiate(engine.compile(Guests.binary("host-four")))
                .function("loop");
        stack = new long[1];
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** {@code (i32, i32) -> (i32)}. */
    @Benchmark
    @OperationsPerInvocation(HostCallLoop.CALLS * IMPORTS)
    public long parameters2() {
        stack[0] = HostCallLoop.CALLS;
        loop.callWithStack(stack);
        return stack[0];
    }
}
