package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.BUFFER;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.amphora.wasi.preview1.TestProgram.VECTORS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions that guests call most make no garbage. */
class AllocationTest {
    private static final int CALLS = 20_000;
    /** What the measurement itself, and the JVM while it compiles, may allocate in all of the calls. */
    private static final long NOISE_BYTES = CALLS;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({
        "fd_write, 1, " + VECTORS + ", 1, " + RESULT,
        "fd_read, 0, " + VECTORS + ", 1, " + RESULT,
        "clock_time_get, 1, 0, " + RESULT + ", 0",
        "random_get, " + BUFFER + ", 16, 0, 0",
        "args_get, " + BUFFER + ", " + RESULT + ", 0, 0",
        "environ_get, " + BUFFER + ", " + RESULT + ", 0, 0"
    })
    void aHotFunctionAllocatesNothing(String name, long a, long b, long c, long d) {
        WasiConfig config = WasiConfig.defaults()
                .args("a", "bc")
                .env("a", "b")
                .stdin(new Zeros())
                .random(new SplittableRandom());
        try (TestProgram program = new TestProgram(config)) {
            program.vector(BUFFER, 32);
            TestProgram.Prepared call = program.prepare(name);
            long allocated = Long.MAX_VALUE;
            for (int round = 0; round < 5 && allocated > NOISE_BYTES; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < CALLS; i++) {
                    call.call(a, b, c, d);
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertTrue(allocated <= NOISE_BYTES, allocated + " bytes in " + CALLS + " calls");
        }
    }

    /** Never ends. */
    private static final class Zeros extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int available() {
            return Integer.MAX_VALUE;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return length;
        }
    }
}
