package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the peers on this machine; builds what is missing and can be built. */
final class Contenders {
    /** All there may be, in the order of the tables. */
    static final List<String> NAMES =
            List.of("native", "native-clang", "amphora", "amphora+fuel", "endive", "endive-interpreter", "v8");

    private static final int QUESTION_SECONDS = 20;
    private static final int BUILD_SECONDS = 600;

    private final Path home;
    private final Map<String, String> missing = new LinkedHashMap<>();

    /**
     * Looks in a checkout.
     *
     * @param home its root
     */
    Contenders(Path home) {
        this.home = home;
    }

    /** Those of the asked that were not found, each with what would make it available. */
    Map<String, String> missing() {
        return missing;
    }

    /** Those of the asked that are there, in the order of the tables. */
    List<Contender> find(List<String> asked) {
        for (String name : asked) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "no peer is called '" + name + "'; there are " + String.join(", ", NAMES));
            }
        }
        return NAMES.stream().filter(asked::contains).flatMap(this::find).toList();
    }

    private Stream<Contender> find(String name) {
        try {
            return Stream.of(contender(name));
        } catch (IOException e) {
            missing.put(name, e.getMessage());
            return Stream.empty();
        }
    }

    private Contender contender(String name) throws IOException {
        return switch (name) {
            case "native" -> compiled(name, "gcc");
            case "native-clang" -> compiled(name, "clang-19");
            case "amphora" -> amphora(name, "AmphoraPeer");
            case "amphora+fuel" -> amphora(name, "AmphoraWithFuel");
            case "endive" -> endive(name, "EndiveCompiler");
            case "endive-interpreter" -> endive(name, "EndiveInterpreter");
            case "v8" -> v8(name);
            default -> throw new AssertionError(name);
        };
    }

    /** Amphora with deadlines, to be compared with Amphora without. */
    Contender amphoraWithDeadline() {
        return amphora("amphora+deadline", "AmphoraWithDeadline");
    }

    private Contender amphora(String name, String peer) {
        return new JvmContender(
                name,
                "Amphora, on " + jvm(),
                java(),
                List.of(),
                home.resolve("benchmarks/target/benchmarks.jar").toString(),
                "org.amphora.benchmarks.suite." + peer);
    }

    private Contender endive(String name, String peer) throws IOException {
        Path target = built("endive");
        return new JvmContender(
                name,
                "Endive " + version(target.resolve("lib"), "runtime-") + ", on " + jvm(),
                java(),
                List.of(),
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                "org.amphora.benchmarks.endive." + peer);
    }

    private Contender v8(String name) throws IOException {
        String version = ask(
                "install Node 20 or newer", "node", "-p", "`V8 ${process.versions.v8}, in Node ${process.version}`");
        return new NodeContender(name, version, home.resolve("benchmarks/guests/v8.mjs"));
    }

    private Contender compiled(String name, String compiler) throws IOException {
        String version = ask("install " + compiler, compiler, "--version")
                .lines()
                .findFirst()
                .orElse(compiler);
        return new NativeContender(
                name,
                version + ", -O2",
                home.resolve("benchmarks/guests"),
                home.resolve("benchmarks/target/native").resolve(compiler),
                compiler);
    }

    /** The target folder of a module with a peer, which is built if it is not there or older than its sources. */
    private Path built(String module) throws IOException {
        Path folder = home.resolve("benchmarks").resolve(module);
        Path target = folder.resolve("target");
        if (!Files.exists(target.resolve("lib"))) {
            System.err.println("amphora: building what runs " + module + "; the first time, Maven loads it");
            try {
                Processes.output(
                        List.of(
                                "mvn",
                                "-q",
                                "-B",
                                "-f",
                                home.resolve("pom.xml").toString(),
                                "package",
                                "-Ppeers",
                                "-pl",
                                "benchmarks/" + module,
                                "-am",
                                "-Dmaven.test.skip",
                                "-Dspotless.check.skip"),
                        BUILD_SECONDS);
            } catch (IOException e) {
                throw new IOException(
                        "let Maven reach its repository: 'mvn package -Ppeers -pl benchmarks/" + module
                                + " -am -Dmaven.test.skip' " + e.getMessage(),
                        e);
            }
        }
        return target;
    }

    private static String version(Path lib, String prefix) throws IOException {
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.startsWith(prefix))
                    .map(jar -> jar.substring(prefix.length(), jar.length() - ".jar".length()))
                    .findFirst()
                    .orElse("of unknown version");
        }
    }

    private static String ask(String remedy, String... command) throws IOException {
        try {
            return Processes.output(List.of(command), QUESTION_SECONDS).strip();
        } catch (IOException e) {
            throw new IOException(remedy, e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String jvm() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.version");
    }
}
