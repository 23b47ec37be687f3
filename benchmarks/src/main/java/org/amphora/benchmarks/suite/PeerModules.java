package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Builds the modules that adapt peers; they are not part of the ordinary build, since nothing else needs what they load. */
final class PeerModules {
    private static final int BUILD_SECONDS = 600;

    private final Path home;

    PeerModules(Path home) {
        this.home = home;
    }

    /**
     * The target folder of a module, which is built if it is not there or older than its sources or than other {@code folders} of
     * the project.
     */
    Path built(String module, String... folders) throws IOException {
        Path folder = home.resolve("benchmarks").resolve(module);
        Path target = folder.resolve("target");
        Path stamp = target.resolve("built");
        if (!Files.exists(stamp) || newest(folder, folders).compareTo(Files.getLastModifiedTime(stamp)) > 0) {
            System.err.println("amphora: building what runs " + module + "; the first time, Maven loads it");
            FileTime started = FileTime.fromMillis(System.currentTimeMillis());
            build("benchmarks/" + module);
            Files.writeString(stamp, "");
            Files.setLastModifiedTime(stamp, started);
        }
        return target;
    }

    private void build(String module) throws IOException {
        List<String> maven = List.of(
                "mvn",
                "-q",
                "-B",
                "-f",
                home.resolve("pom.xml").toString(),
                "package",
                "-Ppeers",
                "-pl",
                module,
                "-am",
                "-Dmaven.test.skip",
                "-Dspotless.check.skip");
        try {
            Processes.output(maven, BUILD_SECONDS);
        } catch (IOException e) {
            throw new IOException(
                    "let Maven reach its repository: mvn package -Ppeers -pl " + module + " -am " + e.getMessage(), e);
        }
    }

    private FileTime newest(Path folder, String... others) throws IOException {
        FileTime newest = Files.getLastModifiedTime(folder.resolve("pom.xml"));
        List<Path> all = new ArrayList<>(List.of(folder.resolve("src"), home.resolve("benchmarks/worker/src")));
        for (String other : others) {
            all.add(home.resolve(other));
        }
        Path sources = Path.of("src", "main");
        for (Path each : all) {
            try (Stream<Path> files = Files.walk(each)) {
                for (Path file : files.filter(path -> path.toString().contains(sources.toString()))
                        .toList()) {
                    FileTime time = Files.getLastModifiedTime(file);
                    newest = time.compareTo(newest) > 0 ? time : newest;
                }
            }
        }
        return newest;
    }

    /** The version of a jar in the {@code lib} folder of a target folder. */
    static String version(Path target, String artifact) throws IOException {
        String name = jar(target, artifact).getFileName().toString();
        return name.substring(artifact.length() + 1, name.length() - ".jar".length());
    }

    /** A jar in the {@code lib} folder of a target folder. */
    static Path jar(Path target, String artifact) throws IOException {
        Path lib = target.resolve("lib");
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.filter(jar -> jar.getFileName().toString().matches(artifact + "-[0-9].*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("remove " + target + ": no " + artifact + " is in " + lib));
        }
    }
}
