package org.amphora.benchmarks;

import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Loops over structures and arrays of a guest, and the same in Java. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReferenceLoops {
    /** What the loop does; see {@code reference-loops.wat} and {@link JavaLoops}. */
    @Param({"tree", "virtual", "casts", "ints", "chars", "i31fib"})
    public String loop = "tree";

    private Engine engine;
    private Function function;
    private JavaLoops java;
    private int amount;
    private long[] stack;

    /** Compiles and links the guest. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        function = engine.linker()
                .instantiate(engine.compile(Guests.binary("reference-loops")))
                .function(loop);
        java = new JavaLoops();
        amount = JavaLoops.amount(loop);
        stack = new long[1];
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** The guest's loop. */
    @Benchmark
    public int guest() {
        stack[0] = amount;
        function.callWithStack(stack);
        return (int) stack[0];
    }

    /** The same in Java. */
    @Benchmark
    public int java() {
        return java.run(loop, amount);
    }
}
