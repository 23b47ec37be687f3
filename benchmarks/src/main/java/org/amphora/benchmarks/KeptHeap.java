package org.amphora.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amphora.api.Engine;
import org.amphora.api.WasmModule;

/**
 * What a compiled module keeps of the Java heap, as a multiple of the size of its file; nothing is timed. So many copies are
 * compiled that what else is on the heap does not count.
 */
public final class KeptHeap {
    private static final long ENOUGH_BYTES = 32L << 20;
    private static final int MOST_COPIES = 2_000;

    private KeptHeap() {}

    /** Prints a line for each module that is named. */
    public static void main(String[] files) throws IOException {
        for (String file : files) {
            byte[] wasm = Files.readAllBytes(Path.of(file));
            System.out.printf(
                    "%s: %,d bytes, a compiled module keeps %.2f times as many%n", file, wasm.length, of(wasm));
        }
    }

    /** How many times the size of {@code wasm} a compiled module keeps. */
    static double of(byte[] wasm) {
        int copies = (int) Math.max(1, Math.min(MOST_COPIES, ENOUGH_BYTES / wasm.length));
        try (Engine engine = Engine.create()) {
            WasmModule[] modules = new WasmModule[copies + 1];
            modules[copies] = engine.compile(wasm); // what all of them share is there
            long before = usedBytes();
            try {
                for (int i = 0; i < copies; i++) {
                    modules[i] = engine.compile(wasm);
                }
                return (double) (usedBytes() - before) / copies / wasm.length;
            } finally {
                Reference.reachabilityFence(modules);
            }
        }
    }

    /** What is left when collecting again frees no more. */
    private static long usedBytes() {
        long used = Long.MAX_VALUE;
        while (true) {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (now >= used) {
                return used;
            }
            used = now;
        }
    }
}
