package org.amphora.benchmarks.swaps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lets all sides take turns, and prints a table. */
public final class SwapComparison {
    private static final int ROUNDS = 2;
    private static final long QUIET_MILLIS = 4_000;

    private SwapComparison() {}

    /**
     * Arguments: the target folder of this module, how many swaps each side is to make, and optionally how many milliseconds each
     * of its two processes is quiet. Exit code 1: a call failed in Amphora, or saw two versions.
     */
    public static void main(String[] args) throws Exception {
        Path target = Path.of(args[0]);
        int swaps = Integer.parseInt(args[1]);
        long quietMillis = args.length > 2 ? Long.parseLong(args[2]) : QUIET_MILLIS;
        Map<Contestant, Outcome> outcomes = new EnumMap<>(Contestant.class);
        for (int round = 0; round < ROUNDS; round++) {
            int share = swaps * (round + 1) / ROUNDS - swaps * round / ROUNDS;
            for (Contestant side : Contestant.values()) {
                System.err.println("amphora: " + side.title + ", " + share + " swaps");
                outcomes.merge(side, inProcess(side, target, share, quietMillis), Outcome::and);
            }
        }
        String table = table(swaps, outcomes);
        System.out.print(table);
        Files.writeString(target.resolve("swaps.md"), table);
        Outcome amphora = outcomes.get(Contestant.AMPHORA);
        System.exit(amphora.failed() + amphora.mixed() == 0 ? 0 : 1);
    }

    private static Outcome inProcess(Contestant side, Path target, int swaps, long quietMillis) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName(),
                        side.name(),
                        target.resolve("bundles").toString(),
                        String.valueOf(swaps),
                        String.valueOf(quietMillis))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        int exit = process.waitFor();
        if (exit != 0 || lines.isEmpty()) {
            throw new IOException(side.title + ": the process ended with " + exit + "; its messages stand above");
        }
        return Outcome.read(lines.get(lines.size() - 1));
    }

    private static String table(int swaps, Map<Contestant, Outcome> outcomes) {
        return "| " + swaps + " swaps, ten a second | " + titles(outcomes) + " |\n|---|"
                + "---|".repeat(outcomes.size())
                + "\n"
                + row("calls started", outcomes, o -> number(o.started()))
                + row("calls failed", outcomes, o -> number(o.failed()))
                + row("calls that saw two versions", outcomes, o -> number(o.mixed()))
                + row(
                        "calls at 1,000 a second, quiet: median, 99.9th percentile, longest",
                        outcomes,
                        o -> Outcome.milliseconds(o.quiet()))
                + row("the same while swapping", outcomes, o -> Outcome.milliseconds(o.busy()))
                + row("classes more than after the first version", outcomes, o -> number(o.classes()));
    }

    private static String titles(Map<Contestant, Outcome> outcomes) {
        return outcomes.keySet().stream().map(side -> side.title).collect(Collectors.joining(" | "));
    }

    private static String row(String what, Map<Contestant, Outcome> outcomes, Function<Outcome, String> cell) {
        return "| " + what + " | " + outcomes.values().stream().map(cell).collect(Collectors.joining(" | ")) + " |\n";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
