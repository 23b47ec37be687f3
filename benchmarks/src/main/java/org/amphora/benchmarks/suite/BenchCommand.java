package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./amphora bench}. */
@Command(
        name = "amphora bench",
        description = "Compares the CPU time that guests take in Amphora, in other engines and as native programs.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a guest failed in Amphora, or answered what it should not anywhere",
            "2:wrong usage"
        })
public final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            description =
                    "What takes part: native, native-clang, amphora, amphora+fuel, endive, endive-interpreter, v8.")
    private List<String> peers = List.of("native", "amphora", "endive", "v8");

    @Option(names = "--quick", description = "One short sample of each, for a first look.")
    private boolean quick;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean help;

    @Parameters(paramLabel = "GUEST", description = "The guests; all, if none is given.")
    private List<String> guests = new ArrayList<>();

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
        List<Workload> workloads = Workload.readAll(home.resolve("benchmarks/guests/guests.txt")).stream()
                .filter(workload -> guests.isEmpty() || guests.contains(workload.name()))
                .toList();
        Contenders contenders = new Contenders(home);
        List<Contender> found = contenders.find(peers);
        for (Map.Entry<String, String> missing : contenders.missing().entrySet()) {
            System.out.println("missing: " + missing.getKey() + "; to have it, " + missing.getValue());
        }
        Results results = new Sampling(System.err).run("guests", workloads, found, quick ? Timing.QUICK : Timing.FULL);
        System.out.print(Tables.ratios(results).plain());
        results.failures().forEach(failure -> System.out.println("failed: " + failure));
        return results.spoiltBy("amphora") ? 1 : 0;
    }
}
