package org.amphora.benchmarks;

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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The round trip Java, guest, host function and back, in the raw form: with a host function that ignores its caller, and
 * with one that reads the caller's memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HostCall {
    private static final long PARAMETER = 12_345;
    private static final int ADDRESS = 100;
    private static final float NUMBER = 1.1234f;

    private Engine engine;
    private Function ignoring;
    private Function using;
    private long[] stack;

    /** Compiles and links the guests. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        HostFunction f = (caller, slots) -> slots[0] = 0xffff;
        ignoring = engine.linker()
                .define("env", "f", FunctionType.parse("I-I"), f)
                .instantiate(engine.compile(Guests.binary("host-call")))
                .function("call_host_func");

        HostFunction read = (caller, slots) -> slots[0] = caller.memory().readInt(slots[0]);
        Instance reader = engine.linker()
                .define("env", "read", FunctionType.parse("i-f"), read)
                .instantiate(engine.compile(Guests.binary("host-read")));
        reader.memory().writeFloat(ADDRESS, NUMBER);
        using = reader.function("call_host_func");
        stack = new long[1];
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** The seed's guest, {@code Function.call}. */
    @Benchmark
    public long callIgnoringCaller() {
        return ignoring.call(PARAMETER)[0];
    }

    /** The seed's guest, {@code Function.callWithStack}. */
    @Benchmark
    public long callWithStackIgnoringCaller() {
        stack[0] = PARAMETER;
        ignoring.callWithStack(stack);
        return stack[0];
    }

    /** A host function that reads memory, {@code Function.call}. */
    @Benchmark
    public float callUsingCaller() {
        return Float.intBitsToFloat((int) using.call(ADDRESS)[0]);
    }

    /** A host function that reads memory, {@code Function.callWithStack}. */
    @Benchmark
    public float callWithStackUsingCaller() {
        stack[0] = ADDRESS;
        using.callWithStack(stack);
        return Float.intBitsToFloat((int) stack[0]);
    }
}
