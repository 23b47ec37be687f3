package org.amphora.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.amphora.api.Engine;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.TextFormat;

/** The printer of the text format: whatever the bytes are, there is a text or one of two errors; a valid module comes back. */
class PrintFuzzTest {
    private static final TextFormat TEXT = TextFormat.find().orElseThrow();
    private static final Engine ENGINE = Engine.create();

    @FuzzTest(maxDuration = "5m")
    void anyBytesArePrintedOrRefused(byte[] bytes) {
        if (bytes == null) {
            return;
        }
        String text;
        try {
            text = TEXT.toText(bytes);
        } catch (MalformedModuleException | InvalidModuleException expected) {
            // that is how a module is refused
            return;
        }
        try {
            ENGINE.compile(bytes).close();
        } catch (MalformedModuleException | InvalidModuleException expected) {
            // the text format has no words for some modules that are not valid, nor for an else without an if
            return;
        }
        if (!TEXT.toText(TEXT.toBinary(text.getBytes(StandardCharsets.UTF_8))).equals(text)) {
            throw new AssertionError("what was printed is read differently:\n" + text);
        }
    }
}
