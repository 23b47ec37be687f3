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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Loops over 16,384 elements, or of as much work, compiled from C with vectors and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VectorLoops {
    /** What the loop does; see {@code vector-kernels.c}. */
    @Param({"dot", "saxpy", "matrix", "mandelbrot", "sum", "maximum", "find", "average", "blend"})
    public String loop = "dot";

    /** How it was compiled. */
    @Param({"scalar", "simd"})
    public String code = "simd";

    private Engine engine;
    private Function function;
    private long[] stack;

    /** Compiles and links the guest, and fills its arrays. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        Instance guest = engine.linker().instantiate(engine.compile(Guests.binary("vector-kernels-" + code)));
        guest.function("init").call();
        function = guest.function(loop);
        stack = new long[1];
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** The whole loop. */
    @Benchmark
    public int run() {
        function.callWithStack(stack);
        return (int) stack[0];
    }
}
