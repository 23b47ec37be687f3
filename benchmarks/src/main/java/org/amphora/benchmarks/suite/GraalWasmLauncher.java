package org.amphora.benchmarks.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a JDK for GraalWasm and starts its compiler, if that can be done. It is a compiler for JDK 25 and replaces a module of
 * it, with all that the module needs.
 */
final class GraalWasmLauncher {
    private static final String RELEASE = "25";
    private static final String VARIABLE = "JAVA25_HOME";
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final int QUESTION_SECONDS = 60;
    private static final int WARM_UPS = 3; // it interprets long before it compiles
    private static final List<String> COMPILER_MODULES =
            List.of("compiler", "collections", "jniutils", "nativeimage", "truffle-compiler", "word");

    private final Path target;

    /**
     * Uses what was built.
     *
     * @param target of the module {@code graalwasm}
     */
    GraalWasmLauncher(Path target) {
        this.target = target;
    }

    Contender contender(String name) throws IOException {
        String java = jdk().resolve("bin/java").toString();
        List<String> options = new ArrayList<>(compilerOptions());
        String how = "with its compiler";
        try {
            List<String> trial = new ArrayList<>(List.of(java));
            trial.addAll(options);
            trial.add("-version");
            Processes.output(trial, QUESTION_SECONDS);
        } catch (IOException e) {
            options.clear();
            how = "interpreted, since its compiler did not start (" + e.getMessage() + ")";
        }
        return new JvmContender(
                name,
                "GraalWasm " + PeerModules.version(target, "wasm-language") + ", " + how + ", on JDK " + RELEASE
                        + ", after " + WARM_UPS + " times the warm-up",
                java,
                options,
                target.resolve("classes") + File.pathSeparator + target.resolve("lib/*"),
                "org.amphora.benchmarks.graalwasm.GraalWasm",
                WARM_UPS);
    }

    private List<String> compilerOptions() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String module : COMPILER_MODULES) {
            jars.add(PeerModules.jar(target, module).toString());
        }
        return List.of(
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+EnableJVMCI",
                "--upgrade-module-path=" + String.join(File.pathSeparator, jars));
    }

    private static Path jdk() throws IOException {
        List<Path> candidates = new ArrayList<>();
        String named = System.getenv(VARIABLE);
        if (named != null) {
            candidates.add(Path.of(named));
        }
        candidates.add(Path.of(System.getProperty("java.home")));
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> installed = Files.list(INSTALLED)) {
                candidates.addAll(installed.sorted().collect(Collectors.toList()));
            }
        }
        for (Path candidate : candidates) {
            Path release = candidate.resolve("release");
            if (Files.exists(release) && Files.readString(release).contains("JAVA_VERSION=\"" + RELEASE)) {
                return candidate;
            }
        }
        throw new IOException("install a JDK " + RELEASE + " and name its folder in " + VARIABLE);
    }
}
