package org.amphora.benchmarks;

import java.util.concurrent.TimeUnit;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.Linker;
import org.amphora.api.Snapshot;
import org.amphora.api.WasmModule;
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

/** The making of one more instance of a module, from its beginning and from a snapshot, until it is closed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class Instantiation {
    /** Pages of 64 KiB that the snapshot has. */
    @Param({"1", "16"})
    public int pages;

    private Engine engine;
    private Linker linker;
    private WasmModule module;
    private Snapshot snapshot;

    /** Makes the first instance, and grows its memory for the snapshot. */
    @Setup
    public void setUp() {
        engine = Engine.create();
        linker = engine.linker();
        module = engine.compile(Guests.binary("instantiation"));
        Instance first = linker.instantiate(module);
        first.memory().grow(pages - first.memory().pages());
        first.function("touch").call(7);
        snapshot = first.snapshot();
    }

    /** Closes the engine. */
    @TearDown
    public void tearDown() {
        engine.close();
    }

    /** {@code Linker.instantiate} of the module, whose memory begins with a page. */
    @Benchmark
    public long instantiate() {
        try (Instance instance = linker.instantiate(module)) {
            return instance.memory().byteSize();
        }
    }

    /** {@code Linker.instantiate} of the snapshot. */
    @Benchmark
    public long instantiateSnapshot() {
        try (Instance instance = linker.instantiate(snapshot)) {
            return instance.memory().byteSize();
        }
    }
}
