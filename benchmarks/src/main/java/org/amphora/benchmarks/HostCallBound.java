package org.amphora.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.TypedHostFunction;
import org.amphora.api.WasmExport;
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
 * A host function with state of its own for each instance, which it gets when it is bound, out of a loop in the guest; beside
 * the same with state that all instances share. Both in raw stack form, and as a Java method that a host function was made
 * of.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HostCallBound {
    private Engine engine;
    private Function bound;
    private Function unbound;
    private Function typedBound;
    private Function typedUnbound;
    private long[] stack;

    /** Compiles and links the guests. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        bound = loop(new CountingEachInstance(), "bound");
        unbound = loop(new Counting(), "unbound");
        typedBound = loop(
                typed(engine.hostFunctions(TypedCountingEachInstance.class, TypedCountingEachInstance::new)),
                "typed bound");
        typedUnbound = loop(typed(engine.hostFunctions(new TypedCounting())), "typed unbound");
        stack = new long[1];
    }

    private static HostFunction typed(List<TypedHostFunction> functions) {
        return functions.get(0);
    }

    private Function loop(HostFunction f2, String mark) {
        HostFunction unused = (caller, slots) -> {};
        return engine.linker()
                .define("env", "f0", FunctionType.parse("-"), unused)
                .define("env", "f2", FunctionType.parse("ii-i"), f2)
                .define("env", "f6", FunctionType.parse("IIIIII-I"), unused)
                .instantiate(engine.compile(Guests.binary("host-loop", mark)))
                .function("loop2");
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** State of the instance. */
    @Benchmark
    @OperationsPerInvocation(HostCallLoop.CALLS)
    public long bound() {
        return run(bound);
    }

    /** State that all instances share. */
    @Benchmark
    @OperationsPerInvocation(HostCallLoop.CALLS)
    public long unbound() {
        return run(unbound);
    }

    /** State of the instance, by a Java method. */
    @Benchmark
    @OperationsPerInvocation(HostCallLoop.CALLS)
    public long typedBound() {
        return run(typedBound);
    }

    /** State that all instances share, by a Java method. */
    @Benchmark
    @OperationsPerInvocation(HostCallLoop.CALLS)
    public long typedUnbound() {
        return run(typedUnbound);
    }

    private long run(Function loop) {
        stack[0] = HostCallLoop.CALLS;
        loop.callWithStack(stack);
        return stack[0];
    }

    /** Adds, and adds one more each second time. */
    private static final class Counting implements HostFunction {
        private int calls;

        @Override
        public void call(Instance caller, long[] slots) {
            calls++;
            slots[0] = slots[0] + slots[1] + (calls & 1);
        }
    }

    private static final class CountingEachInstance implements HostFunction {
        @Override
        public HostFunction bind(Instance instance) {
            return new Counting();
        }

        @Override
        public void call(Instance caller, long[] slots) {
            throw new IllegalStateException("called without being bound");
        }
    }

    /** The same as a Java method. */
    public static final class TypedCounting {
        private int calls;

        /** {@code (i32, i32) -> (i32)}. */
        @WasmExport
        public int f2(int a, int b) {
            calls++;
            return a + b + (calls & 1);
        }
    }

    /** The same, one for each instance. */
    public static final class TypedCountingEachInstance {
        private int calls;

        TypedCountingEachInstance(Instance instance) {}

        /** {@code (i32, i32) -> (i32)}. */
        @WasmExport
        public int f2(int a, int b) {
            calls++;
            return a + b + (calls & 1);
        }
    }
}
