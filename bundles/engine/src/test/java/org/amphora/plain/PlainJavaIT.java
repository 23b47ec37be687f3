package org.amphora.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amphora.api.Engine;
import org.amphora.api.TextFormat;
import org.amphora.binary.BinaryDecoder;
import org.amphora.engine.EngineImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;

/** The jars without OSGi, each time in a JVM of its own. */
class PlainJavaIT {
    private static final String JARS = Stream.of(
                    Engine.class, BinaryDecoder.class, textFormat(), EngineImpl.class, ClassWriter.class)
            .map(PlainJavaIT::location)
            .collect(Collectors.joining(File.pathSeparator));

    private static Class<?> textFormat() {
        return TextFormat.find().orElseThrow().getClass();
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options));
        command.add(PlainMain.class.getName());
        Path guests = Path.of(location(PlainMain.class), "org", "amphora", "engine");
        command.add(guests.resolve("calls.wasm").toString());
        command.add(guests.resolve("start.wasm").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.replace(System.lineSeparator(), "\n");
    }

    @Test
    void runOnTheClassPath() throws Exception {
        String classPath = JARS + File.pathSeparator + location(PlainMain.class);
        assertEquals("3\n7\nstart 42\n5\nfalse\n", run("-cp", classPath));
    }

    @Test
    void keepsClassesForTheNextStart(@TempDir Path folder) throws Exception {
        String classPath = JARS + File.pathSeparator + location(PlainMain.class);
        String option = "-Dclass.cache=" + folder;
        assertEquals("3\n7\nstart 42\n5\nfalse\n", run(option, "-cp", classPath));
        List<Path> kept = classes(folder);
        assertEquals(3, kept.stream().filter(file -> file.endsWith("Guest")).count(), kept.toString());
        assertEquals("3\n7\nstart 42\n5\nfalse\n", run(option, "-cp", classPath));
        assertEquals(kept, classes(folder));
    }

    private static List<Path> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void runOnTheModulePath() throws Exception {
        assertEquals(
                "3\n7\nstart 42\n5\ntrue\n",
                run("-p", JARS, "--add-modules", "org.amphora.engine", "-cp", location(PlainMain.class)));
    }
}
