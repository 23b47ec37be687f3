package org.amphora.differential;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.amphora.api.Engine;
import org.amphora.api.WasmException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command: compares random modules, or given ones. */
@Command(
        name = "differential",
        description = {
            "Runs random modules in V8 and in Amphora and compares results, traps, logs, globals, tables and memories.",
            "",
            "Needs Node with V8 of WebAssembly 3.0 and wasm-opt of Binaryen; tools/README.md says where to get them."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all alike", "1:a difference, or nothing compared", "2:wrong usage, or a tool is missing"})
public final class Main implements Callable<Integer> {
    private static final int MISSING = 2;

    @Option(names = "--seeds", paramLabel = "N", description = "How many modules to make; default: 100.")
    private int seeds = 100;

    @Option(names = "--from", paramLabel = "SEED", description = "The first seed; default: 1.")
    private long from = 1;

    @Option(names = "--jobs", paramLabel = "N", description = "How many to run at once; default: one a processor.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--without",
            paramLabel = "FEATURE",
            split = ",",
            description = "Make modules without features, by Binaryen's names, such as gc,simd.")
    private List<String> without = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each call, and each module; default: 20.")
    private int timeoutSeconds = 20;

    @Option(names = "--keep", paramLabel = "DIR", description = "Write modules that differ to DIR.")
    private Path keep;

    @Option(names = "--make", paramLabel = "DIR", description = "Only write the modules to DIR.")
    private Path make;

    @Option(names = "--node", paramLabel = "FILE", description = "Node; default: as found by PATH.")
    private String node = "node";

    @Option(names = "--wasm-opt", paramLabel = "FILE", description = "Binaryen's; default: as found by PATH.")
    private String wasmOpt = "wasm-opt";

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Compare these modules instead of random ones.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** Runs the command, and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args)); // a guest that did not come back may be left
    }

    /** What can be compared: a seed or a file. */
    private interface Source {
        String name();

        long seed();

        byte[] module() throws IOException, InterruptedException;
    }

    private record Seed(long seed, Binaryen binaryen) implements Source {
        @Override
        public String name() {
            return "seed " + seed;
        }

        @Override
        public byte[] module() throws IOException, InterruptedException {
            return binaryen.module(seed);
        }
    }

    private record File(Path path) implements Source {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public long seed() {
            return 0;
        }

        @Override
        public byte[] module() throws IOException {
            return Files.readAllBytes(path);
        }
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Binaryen binaryen = new Binaryen(wasmOpt, without)) {
            String missing = missing(binaryen);
            if (missing != null) {
                spec.commandLine().getErr().println("differential: " + missing);
                return MISSING;
            }
            List<Source> sources = new ArrayList<>();
            files.forEach(path -> sources.add(new File(path)));
            for (long i = 0; files.isEmpty() && i < seeds; i++) {
                sources.add(new Seed(from + i, binaryen));
            }
            if (make != null) {
                return make(sources);
            }
            Summary summary = new Summary(files.isEmpty() ? "seeds" : "modules");
            compare(sources, binaryen, summary, out);
            out.println(summary);
            return summary.passed() ? 0 : 1;
        }
    }

    /** What is missing, in a line; null if nothing is. */
    private String missing(Binaryen binaryen) throws InterruptedException {
        try {
            spec.commandLine().getOut().println(binaryen.version());
            new ProcessBuilder(node, "--version").start().waitFor();
            return null;
        } catch (IOException e) {
            return e.getMessage() + "; see tools/README.md";
        }
    }

    private Integer make(List<Source> sources) throws IOException, InterruptedException {
        Files.createDirectories(make);
        for (Source source : sources) {
            Files.write(make.resolve(source.name().replace(' ', '-') + ".wasm"), source.module());
        }
        return 0;
    }

    private void compare(List<Source> sources, Binaryen binaryen, Summary summary, PrintWriter out)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(jobs);
        try (Engine engine = Engine.create()) {
            Callable<Void> worker = () -> {
                try (Differential differential =
                        new Differential(engine, binaryen, node, Duration.ofSeconds(timeoutSeconds), keep)) {
                    for (int i = next.getAndIncrement(); i < sources.size(); i = next.getAndIncrement()) {
                        Source source = sources.get(i);
                        Verdict verdict = verdict(differential, source);
                        summary.add(verdict);
                        if (verdict.kind() != Verdict.Kind.ALIKE) {
                            out.println(source.name() + ": " + verdict);
                        }
                    }
                }
                return null;
            };
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                all.add(workers.submit(worker));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static Verdict verdict(Differential differential, Source source) throws InterruptedException {
        try {
            return differential.compare(
                    Path.of(source.name()).getFileName().toString().replace(' ', '-'), source.module(), source.seed());
        } catch (IOException e) {
            return Verdict.skipped(e.getMessage());
        } catch (WasmException e) {
            return Verdict.different("Amphora cannot decode the module: " + e.getMessage());
        }
    }
}
