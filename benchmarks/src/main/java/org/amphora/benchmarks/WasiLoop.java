package org.amphora.benchmarks;

import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.benchmarks.worker.Zeros;
import org.amphora.wasi.Wasi;
import org.amphora.wasi.WasiConfig;
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
 * The functions of WASI that guests call most, from a loop in the guest: 16 bytes are written to nowhere, read from a stream
 * of zeros, or drawn from {@link Random}; the environment has two variables. The guest has used all of them before one is
 * measured, as programs do: what HotSpot knows of one it must not know because there was no other.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class WasiLoop {
    static final int CALLS = 10_000;
    private static final int ROUNDS = 30;

    /** The function, which has an export of the guest to itself. */
    @Param({"fd_write", "fd_read", "clock_time_get", "random_get", "environ_get"})
    public String function;

    private Engine engine;
    private Function loop;
    private long[] stack;

    /** Compiles and links the guest. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        Wasi wasi = Wasi.preview1(WasiConfig.defaults()
                .env("a", "b")
                .env("b", "cd")
                .stdin(new Zeros())
                .stdout(OutputStream.nullOutputStream())
                .systemMonotonicClock()
                .random(new Random()));
        Instance guest = wasi.defineOn(engine.linker()).instantiate(engine.compile(Guests.binary("wasi-loop")));
        loop = guest.function(function);
        stack = new long[1];
        for (int round = 0; round < ROUNDS; round++) {
            guest.exports().stream()
                    .filter(export -> export.type() instanceof FunctionType)
                    .forEach(export -> guest.function(export.name()).call(CALLS));
        }
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** A call of the function. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long call() {
        stack[0] = CALLS;
        loop.callWithStack(stack);
        if (stack[0] != 0) {
            throw new IllegalStateException(function + " answered with error number " + stack[0]);
        }
        return stack[0];
    }
}
