package org.amphora.benchmarks;

import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
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

/** A host call out of a loop in the guest, to a host function that HotSpot does not inline, as if it were a large one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HostCallNotInlined {
    private Engine engine;
    private Function loop;
    private long[] stack;

    /** Compiles and links the guest. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        HostFunction unused = (caller, slots) -> {};
        loop = engine.linker()
                .define("env", "f0", FunctionType.parse("-"), unused)
                .define("env", "f2", FunctionType.parse("ii-i"), new Sum())
                .define("env", "f6", FunctionType.parse("IIIIII-I"), unused)
                .instantiate(engine.compile(Guests.binary("host-loop")))
                .function("loop2");
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
        stack[0] = HostCallLoop.CALLS;
        loop.callWithStack(stack);
        return stack[0];
    }

    private static final class Sum implements HostFunction {
        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        public void call(Instance caller, long[] slots) {
            slots[0] = slots[0] + slots[1];
        }
    }
}
