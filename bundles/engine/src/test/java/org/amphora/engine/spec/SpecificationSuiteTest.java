package org.amphora.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.amphora.api.Engine;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.link.HostFunctionSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The official tests of the specification, as far as the JSON form of them exists: {@code wast2json} makes it out of the
 * suite's {@code .wast} files. Run with {@code -Dspec.json.dir=FOLDER}; a test for each file.
 */
class SpecificationSuiteTest {
    private static final String FOLDER = "spec.json.dir";

    @TestFactory
    Stream<DynamicTest> doesWhatTheSpecificationSays() throws IOException {
        String folder = System.getProperty(FOLDER);
        assumeTrue(folder != null, "skipped: -D" + FOLDER + "= names no folder with the official tests as JSON");
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
    }

    private static void run(Path file) throws IOException {
        try (Engine engine = new EngineImpl(HostFunctionSource.NONE)) {
            SpecificationScript script = new SpecificationScript(file, engine);
            script.run();
            assertEquals(
                    "",
                    String.join("\n", script.failures()),
                    () -> file.getFileName() + ": " + script.passed() + " passed, "
                            + script.failures().size() + " failed, " + script.skipped() + " exist as text only");
        }
    }
}
