package org.amphora.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amphora.api.HostFunctionException;
import org.amphora.benchmarks.worker.Peer;
import org.amphora.benchmarks.worker.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of guests, on a guest that calls each kind of import. */
class ScriptTest {
    @TempDir
    Path folder;

    @Test
    void aScriptLinksPreparesAndRuns() throws IOException {
        Peer.Guest guest = load("""
                memory host memory 1 2
                malloc malloc
                import host now -F clock
                import host environment ii-i empty
                import host invoke ii- invoke
                import host missing -i -44
                once address = text seven {n}
                once size = length address
                each result = call everything address
                each now = double time
                each answer = call sum result size
                """);
        // the word at the address, its first byte and the result of 'missing'; and the length of "seven 3"
        assertEquals('s' - 44 + 7, guest.run(3));
        assertEquals('s' - 44 + 7, guest.run(3));
    }

    @Test
    void anUnknownStepIsNamed() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> load("""
                memory host memory 1 2
                import host now -F clock
                import host environment ii-i empty
                import host invoke ii- invoke
                import host missing -i -44
                once jump malloc 1
                """));
        assertEquals(folder.resolve("guests/third-party/guest.txt") + ": no step is called 'jump'", e.getMessage());
    }

    @Test
    void anImportThatAbortsEndsTheRun() throws IOException {
        Peer.Guest guest = load("""
                memory host memory 1 2
                import host now -F clock
                import host environment ii-i empty
                import host invoke ii- invoke
                import host missing -i abort
                each answer = call everything 8
                """);
        HostFunctionException e = assertThrows(HostFunctionException.class, () -> guest.run(1));
        assertEquals(
                "import missing of " + folder.resolve("guests/third-party/guest.txt") + ", which aborts, was called",
                e.getCause().getMessage());
    }

    private Peer.Guest load(String script) throws IOException {
        Path file =
                Files.createDirectories(folder.resolve("guests/third-party")).resolve("guest.txt");
        Files.writeString(file, script);
        Path module = Script.module(file);
        Files.createDirectories(module.getParent());
        try (InputStream in = ScriptTest.class.getResourceAsStream("script-guest.wasm")) {
            Files.copy(in, module);
        }
        return Script.load(file, new AmphoraPeer(), 3);
    }
}
