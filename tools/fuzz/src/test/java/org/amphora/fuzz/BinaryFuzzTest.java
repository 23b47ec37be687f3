package org.amphora.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.amphora.api.Engine;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.WasmModule;

/** Decoder and validator: whatever the bytes are, there is a module or one of two errors. */
class BinaryFuzzTest {
    private static final Engine ENGINE = Engine.create();

    @FuzzTest(maxDuration = "5m")
    void anyBytesAreAModuleOrRefused(byte[] bytes) {
        if (bytes == null) {
            return;
        }
        try (WasmModule module = ENGINE.compile(bytes)) {
            module.features();
        } catch (MalformedModuleException | InvalidModuleException expected) {
            // that is how a module is refused
        }
    }
}
