package org.amphora.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.amphora.api.Engine;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.TextFormat;
import org.amphora.api.WasmModule;

/** The parser of the text format: whatever the text is, there is a module or one of two errors. */
class TextFuzzTest {
    private static final TextFormat TEXT = TextFormat.find().orElseThrow();
    private static final Engine ENGINE = Engine.create();

    @FuzzTest(maxDuration = "5m")
    void anyTextIsAModuleOrRefused(byte[] text) {
        if (text == null) {
            return;
        }
        byte[] binary;
        try {
            binary = TEXT.toBinary(text);
        } catch (MalformedModuleException expected) {
            // that is how a text is refused
            return;
        }
        try (WasmModule module = ENGINE.compile(binary)) {
            module.features();
        } catch (InvalidModuleException expected) {
            // the parser writes only binaries that can be decoded: they may be invalid, but not malformed
        }
    }
}
