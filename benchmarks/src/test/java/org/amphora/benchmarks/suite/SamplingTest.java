package org.amphora.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers are run, and what they print becomes figures or failures. */
class SamplingTest {
    private static final Timing TIMING = new Timing(2, 0, 1, 0);

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @Test
    void aWrongAnswerOfALaterRoundIsADifferenceAndNoFailureOfTheWorker() {
        Results results = run(new Shell("echo checksum=1 differing=2 process=3 first=4 best=5 rounds=6 #"));
        assertEquals(List.of("fib in shell: answers 2 in a later round instead of 1"), results.failures());
        assertTrue(results.spoiltBy("amphora"));
        assertEquals(
                "guest  shell [ms]\nfib        differ\n", Tables.millis(results).plain());
        assertEquals(
                "steady state, sample 1 of 2: fib\nsteady state, sample 2 of 2: fib\n",
                progress.toString(StandardCharsets.UTF_8).replace("\r", ""));
    }

    @Test
    void aPreparedPeerRunsEachGuestOnceMore(@TempDir Path folder) throws IOException {
        Path runs = folder.resolve("runs");
        Results results = run(new PreparedContender(new Shell(
                "echo run >> " + runs + "; echo checksum=1 differing=1 process=3 first=4 best=5 rounds=6 #")));
        assertEquals(List.of(), results.failures());
        assertEquals(List.of("run", "run", "run"), Files.readAllLines(runs));
    }

    private Results run(Contender contender) {
        return new Sampling(new PrintStream(progress, true, StandardCharsets.UTF_8))
                .run(
                        "steady state",
                        List.of(new Workload("fib", Path.of("fib.wasm"), 30, 1)),
                        List.of(contender),
                        TIMING,
                        Cell::nanos);
    }

    /** A worker that is a line of shell. */
    private record Shell(String line) implements Contender {
        @Override
        public String name() {
            return "shell";
        }

        @Override
        public String description() {
            return line;
        }

        @Override
        public List<String> command(Workload workload) {
            return List.of("sh", "-c", line, "sh");
        }
    }
}
