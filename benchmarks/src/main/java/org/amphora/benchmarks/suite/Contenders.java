package org.amphora.benchmarks.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.amphora.api.Engine;
import org.amphora.api.ModuleBundle;
import org.amphora.benchmarks.worker.Script;

/** Finds the peers on this machine. */
final class Contenders {
    static final String FUEL = "amphora+fuel";

    /** All there may be, in the order of the tables. */
    static final List<String> NAMES = List.of(
            Report.NATIVE, "native-clang", Report.AMPHORA, FUEL, "endive", "endive-interpreter", "graalwasm", "v8");

    private static final int QUESTION_SECONDS = 20;

    private final Path benchmarks;
    private final PeerModules modules;
    private final Map<String, String> missing = new LinkedHashMap<>();

    /**
     * Looks in a checkout.
     *
     * @param home its root
     */
    Contenders(Path home) {
        this.benchmarks = home.resolve("benchmarks");
        this.modules = new PeerModules(home);
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
            case Report.NATIVE -> compiled(name, "gcc");
            case "native-clang" -> compiled(name, "clang-19");
            case Report.AMPHORA -> amphora(name, "AmphoraPeer", List.of());
            case FUEL -> amphora(name, "AmphoraWithFuel", List.of());
            case "endive" -> endive(name, "EndiveCompiler");
            case "endive-interpreter" -> endive(name, "EndiveInterpreter");
            case "graalwasm" -> graalWasm(name);
            case "v8" -> v8(name);
            default -> throw new AssertionError(name);
        };
    }

    /** Amphora thrice: {@link Report#INTERRUPTION}. */
    List<Contender> interruption() {
        return List.of(
                amphora(Report.UNINTERRUPTIBLE, "AmphoraPeer", List.of("-javaagent:" + jar())),
                amphora(Report.AMPHORA, "AmphoraPeer", List.of()),
                amphora(Report.DEADLINE, "AmphoraWithDeadline", List.of()));
    }

    /** Amphora with a class cache, which has the classes of a guest before the first sample. */
    Contender classCache(Path folder) {
        return new PreparedContender(amphora(
                Report.CLASS_CACHE,
                "AmphoraWithClassCache",
                List.of("-D" + AmphoraWithClassCache.FOLDER + "=" + folder)));
    }

    /** Amphora with bundles of the guests, made here before they are asked for. */
    Contender precompiled(Path folder) {
        return new OptionContender(
                amphora(Report.PRECOMPILED, "AmphoraWithBundle", List.of()),
                workload -> "-D" + AmphoraWithBundle.BUNDLE + "=" + bundle(folder, workload));
    }

    private static Path bundle(Path folder, Workload workload) throws IOException {
        Path jar = folder.resolve(workload.name() + ".jar");
        if (!Files.exists(jar)) {
            byte[] wasm = Files.readAllBytes(workload.scripted() ? Script.module(workload.wasm()) : workload.wasm());
            try (Engine engine = Engine.create()) {
                ModuleBundle.write(jar, wasm, engine.compile(wasm), workload.name(), "1.0.0");
            }
        }
        return jar;
    }

    /** What no engine can be faster than. */
    Contender floor() {
        return new NoEngineContender(
                amphora(Report.FLOOR, "NoEngine", List.of()), benchmarks.resolve("guests/fib.wasm"));
    }

    private JvmContender amphora(String name, String peer, List<String> options) {
        return new JvmContender(
                name,
                "this checkout, on " + jvm(),
                java(),
                options,
                classPath(),
                "org.amphora.benchmarks.suite." + peer,
                1);
    }

    /** The bundles, as a program has them. */
    private String classPath() {
        return benchmarks.resolve("target/classes") + File.pathSeparator + benchmarks.resolve("target/lib/*");
    }

    private String jar() {
        return benchmarks.resolve("target/benchmarks.jar").toString();
    }

    private Contender endive(String name, String peer) throws IOException {
        Path target = modules.built("endive");
        return new JvmContender(
                name,
                "Endive " + PeerModules.version(target, "runtime") + ", on " + jvm(),
                java(),
                List.of(),
                target.resolve("classes") + File.pathSeparator + target.resolve("lib/*"),
                "org.amphora.benchmarks.endive." + peer,
                1);
    }

    private Contender graalWasm(String name) throws IOException {
        return new GraalWasmLauncher(modules.built("graalwasm")).contender(name);
    }

    private Contender v8(String name) throws IOException {
        String question = "`V8 ${process.versions.v8}, in Node ${process.version}`";
        String version = ask("install Node 20 or newer", "node", "-p", question);
        return new NodeContender(name, version, benchmarks.resolve("guests/v8.mjs"));
    }

    private Contender compiled(String name, String compiler) throws IOException {
        String version = ask("install " + compiler, compiler, "--version")
                .lines()
                .findFirst()
                .orElse(compiler);
        return new NativeContender(
                name,
                version + ", -O2",
                benchmarks.resolve("guests"),
                benchmarks.resolve("target/native").resolve(compiler),
                compiler);
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
