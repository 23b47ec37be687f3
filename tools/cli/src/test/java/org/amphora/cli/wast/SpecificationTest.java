package org.amphora.cli.wast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.amphora.api.Engine;
import org.amphora.engine.compile.SmallPieces;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The official tests of WebAssembly, a test for each script. They are not part of this project: they are looked for beside
 * it, or where {@code -Dspec.dir=FOLDER} says. With {@code -Dspec.split=BYTES} functions are split into methods of about
 * that size, with {@code -Dspec.fuel=true} they count fuel.
 */
class SpecificationTest {
    private static final String FOLDER = "spec.dir";
    private static final String SPLIT = "spec.split";
    private static final String FUEL = "spec.fuel";
    private static final Path BESIDE = Path.of("../../../shared/spec");

    @TestFactory
    Stream<DynamicTest> holds() throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            String message = missing(folder);
            System.out.println(message);
            return Stream.of(DynamicTest.dynamicTest("are not there", () -> abort(message)));
        }
        Suite suite = new Suite(engines());
        List<Suite.Run> runs = suite.start(Script.in(folder));
        return runs.stream()
                .map(run -> DynamicTest.dynamicTest(run.script().name(), () -> check(run.report())))
                .onClose(suite::close);
    }

    static Path folder() {
        return Path.of(System.getProperty(FOLDER, BESIDE.toString()));
    }

    /** Why tests are not run that need the scripts. */
    static String missing(Path folder) {
        return "The official tests of WebAssembly are not run: "
                + folder.toAbsolutePath().normalize() + " is no folder; -D" + FOLDER + "=FOLDER names theirs";
    }

    private static Supplier<Engine> engines() {
        Integer bytes = Integer.getInteger(SPLIT);
        Supplier<Engine> engines = bytes == null ? Engine::create : () -> SmallPieces.engine(bytes);
        return Boolean.getBoolean(FUEL) ? () -> CountingEngine.of(engines.get()) : engines;
    }

    private static void check(Report report) {
        assertEquals("", String.join("\n", report.failures()), report::summary);
        assertEquals(0, report.skipped(), report::summary);
    }
}
