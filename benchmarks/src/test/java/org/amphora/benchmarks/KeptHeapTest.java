package org.amphora.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptHeapTest {
    private static final int MOST_TIMES = 3;

    @ParameterizedTest
    @ValueSource(strings = {"json", "printf", "rust-text", "interp-large"})
    void aCompiledModuleKeepsAtMostThreeTimesTheSizeOfItsFile(String guest) throws IOException {
        double times = KeptHeap.of(Files.readAllBytes(Path.of("guests", guest + ".wasm")));
        // less than once would mean that nothing was measured: the module itself is kept
        assertTrue(times >= 1 && times <= MOST_TIMES, guest + " keeps " + times + " times its size");
    }
}
