package org.amphora.benchmarks;

import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.Instance;
import org.amphora.wasi.Wasi;
import org.amphora.wasi.WasiConfig;
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

/** WASI's {@code environ_get} with two variables, through a guest that hands it through. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EnvironGet {
    /** Where the addresses of the variables go; two of them, 8 bytes. */
    static final int ENVIRON = 11;

    /** Where the variables go. */
    static final int BUFFER = 1;

    private static final int SUCCESS = 0;

    private Engine engine;
    private Instance guest;
    private Function environGet;
    private long[] stack;

    /** Compiles and links the guest. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        Wasi wasi = Wasi.preview1(WasiConfig.defaults().env("a", "b").env("b", "cd"));
        guest = wasi.defineOn(engine.linker()).instantiate(engine.compile(Guests.binary("environ-proxy")));
        environGet = guest.function("environ_get");
        stack = new long[2];
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** The bytes that hold the answer, and one on each side of them. */
    byte[] answer() {
        return guest.memory().read(0, ENVIRON + 9);
    }

    /** The seed's form: the function is looked up for each call. */
    @Benchmark
    public long lookUpAndCall() {
        return success(guest.function("environ_get").call(ENVIRON, BUFFER)[0]);
    }

    /** {@code Function.call} of a function that was looked up once. */
    @Benchmark
    public long call() {
        return success(environGet.call(ENVIRON, BUFFER)[0]);
    }

    /** {@code Function.callWithStack} of a function that was looked up once. */
    @Benchmark
    public long callWithStack() {
        stack[0] = ENVIRON;
        stack[1] = BUFFER;
        environGet.callWithStack(stack);
        return success(stack[0]);
    }

    private static long success(long errno) {
        if (errno != SUCCESS) {
            throw new IllegalStateException("environ_get answered with error number " + errno);
        }
        return errno;
    }
}
