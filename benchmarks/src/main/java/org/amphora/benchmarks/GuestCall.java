package org.amphora.benchmarks;

import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Function;
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

/** A call from Java into a guest that adds two numbers, in every form that the api has. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GuestCall {
    /** The guest as Java sees it. */
    public interface Adder {
        /** The sum. */
        int add(int a, int b);
    }

    private Engine engine;
    private Function add;
    private Adder adder;
    private long[] stack;
    private int a = 40;
    private int b = 2;

    /** Compiles and links the guest. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        Instance guest = engine.linker().instantiate(engine.compile(Guests.binary("guest-call")));
        add = guest.function("add");
        adder = guest.as(Adder.class);
        stack = new long[2];
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** {@code Function.call}: a new array for the parameters, and one for the result. */
    @Benchmark
    public int call() {
        return (int) add.call(a, b)[0];
    }

    /** {@code Function.callWithStack}: the caller's array. */
    @Benchmark
    public int callWithStack() {
        stack[0] = a;
        stack[1] = b;
        add.callWithStack(stack);
        return (int) stack[0];
    }

    /** {@code Instance.as}: a generated class behind a Java interface. */
    @Benchmark
    public int javaInterface() {
        return adder.add(a, b);
    }

    /** {@code Function.apply}: Java objects. */
    @Benchmark
    public int apply() {
        return (int) add.apply(a, b)[0];
    }
}
