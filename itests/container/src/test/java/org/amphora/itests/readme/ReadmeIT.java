package org.amphora.itests.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amphora.itests.readme.Readme.Block;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README.md shows is true: its blocks run, and print what it says. Those that need a container are run by {@link
 * ReadmeKarafIT} and {@link ReadmeComponentIT}.
 */
class ReadmeIT {
    /** Every kind of block that there is. */
    private static final Set<String> KINDS = Set.of(
            "shell",
            "felix",
            "typed",
            "karaf",
            "karaf-shell",
            "java",
            "component",
            "maven",
            "excerpt",
            "benchmark",
            "test-command");

    private static final Pattern COORDINATES =
            Pattern.compile("<groupId>(.*)</groupId>\\s*<artifactId>(.*)</artifactId>\\s*<version>(.*)</version>");

    @Test
    void everyBlockSaysWhichTestRunsIt() {
        assertEquals(
                List.of(),
                Readme.blocks().stream()
                        .filter(block -> !KINDS.contains(block.kind()))
                        .map(Block::toString)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> shellCommandsPrintWhatIsShown() {
        return tests("shell", block -> Output.assertShown(block, Shell.bash(block.text, Map.of(), "")));
    }

    /** In Felix, whatever is to be typed comes after the block that starts it. */
    @Test
    void felixStartsAndPrintsWhatIsShown(@TempDir Path folder) throws Exception {
        Map<String, String> environment =
                Map.of("FELIX", FelixDistribution.make(folder.resolve("felix")).toString());
        List<Block> blocks = Readme.blocks().stream()
                .filter(block -> Set.of("felix", "typed").contains(block.kind()))
                .toList();
        for (int i = 0; i < blocks.size(); ) {
            assertEquals("felix", blocks.get(i).kind(), blocks.get(i).toString());
            Path out = folder.resolve("out" + i);
            try (Console console = new Console(out, blocks.get(i++).text, environment)) {
                for (; i < blocks.size() && blocks.get(i).kind().equals("typed"); i++) {
                    console.type(blocks.get(i));
                }
                assertEquals(0, console.exit(), () -> "exit code, after:\n" + read(out));
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @TestFactory
    Stream<DynamicTest> javaProgramsPrintWhatIsShown(@TempDir Path folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return tests("java", block -> {
            Path program = Files.writeString(Files.createDirectories(folder).resolve("Program.java"), block.text);
            List<String> command = List.of(java, "-cp", plainJavaClassPath(), program.toString());
            Output.assertShown(block, Shell.run(command, Map.of(), ""));
        });
    }

    /** What the Maven dependency that README.md shows brings. */
    private static String plainJavaClassPath() {
        return Stream.of("org.amphora.api", "org.amphora.binary", "org.amphora.engine", "org.objectweb.asm")
                .map(bundle -> Jars.file(bundle).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @TestFactory
    Stream<DynamicTest> dependenciesAreArtifactsOfThisBuild() {
        return tests("maven", block -> {
            Matcher coordinates = COORDINATES.matcher(block.text);
            assertTrue(coordinates.find(), block.toString());
            assertEquals("org.amphora", coordinates.group(1));
            Path jar = Jars.file(coordinates.group(2));
            assertEquals(
                    coordinates.group(2) + "-" + coordinates.group(3) + ".jar",
                    jar.getFileName().toString());
        });
    }

    @TestFactory
    Stream<DynamicTest> excerptsStandInTheirFiles() {
        return tests("excerpt", block -> {
            String file = Files.readString(Readme.project().resolve(block.argument()));
            assertTrue(file.contains(block.text), block + " is not in the file:\n" + block.text);
        });
    }

    /** Measuring takes its time: here each benchmark runs for a moment, which must not fail. */
    @TestFactory
    Stream<DynamicTest> benchmarksRun() {
        return tests("benchmark", block -> {
            // JMH refuses to measure two things at a time; this is no measurement
            Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Djmh.ignoreLock=true");
            String printed = Shell.bash(block.text.strip() + " -f 1 -wi 0 -i 1 -r 1ms -foe true", environment, "");
            Output.assertShown(block, printed);
        });
    }

    /** Who runs this test runs that command; from inside of it, it cannot be run again. */
    @Test
    void theTestCommandIsWhatContinuousIntegrationRuns() throws IOException {
        assertEquals(
                List.of("mvn verify\n"),
                Readme.blocks("test-command").stream().map(block -> block.text).toList());
        String ci = Files.readString(Readme.project().resolve(".ci/run"));
        assertTrue(ci.endsWith("\nexec mvn --batch-mode --no-transfer-progress verify\n"), ci);
    }

    private static Stream<DynamicTest> tests(String kind, Run run) {
        return Readme.blocks(kind).stream()
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> run.run(block)));
    }

    private interface Run {
        void run(Block block) throws IOException;
    }
}
