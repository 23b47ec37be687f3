package org.amphora.benchmarks.endive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.amphora.benchmarks.worker.Zeros;
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
import org.openjdk.jmh.annotations.Warmup;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;
import run.endive.wasm.Parser;

/** What {@code WasiLoop} measures of Amphora, with Endive's compiler and its WASI; to be run from the project's folder. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EndiveWasiLoop {
    private static final int CALLS = 10_000;
    private static final int ROUNDS = 30;
    private static final Path GUEST = Path.of("benchmarks/src/main/resources/org/amphora/benchmarks/wasi-loop.wasm");

    /** The function, which has an export of the guest to itself. */
    @Param({"fd_write", "fd_read", "clock_time_get", "random_get", "environ_get"})
    public String function;

    private ExportFunction loop;

    /** For JMH. */
    public EndiveWasiLoop() {}

    /** Compiles and links the guest. */
    @Setup
    public void setUp() throws IOException {
        WasiPreview1 wasi = WasiPreview1.builder()
                .withOptions(WasiOptions.builder()
                        .withEnvironment("a", "b")
                        .withEnvironment("b", "cd")
                        .withStdin(new Zeros())
                        .withStdout(OutputStream.nullOutputStream())
                        .withRandom(new Random())
                        .build())
                .build();
        Instance guest = Instance.builder(Parser.parse(Files.readAllBytes(GUEST)))
                .withImportValues(ImportValues.builder()
                        .addFunction(wasi.toHostFunctions())
                        .build())
                .withMachineFactory(MachineFactoryCompiler::compile)
                .build();
        loop = guest.export(function);
        for (int round = 0; round < ROUNDS; round++) {
            for (String each : List.of("fd_write", "fd_read", "clock_time_get", "random_get", "environ_get")) {
                guest.export(each).apply(CALLS);
            }
        }
    }

    /** A call of the function. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long call() {
        long errno = loop.apply(CALLS)[0];
        if (errno != 0) {
            throw new IllegalStateException(function + " answered with error number " + errno);
        }
        return errno;
    }
}
