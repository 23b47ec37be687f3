package org.amphora.benchmarks.suite;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A report as a run might make it, for the tests of those who write it. */
final class Reports {
    private static final Workload FIB = new Workload("fib", Path.of("fib.wasm"), 30, 1);
    private static final Workload SIEVE = new Workload("sieve", Path.of("sieve.wasm"), 10, 2);
    private static final Workload LUA = new Workload("lua", Path.of("third-party/lua.txt"), 20, 4);
    private static final Workload CALL = new Workload("host-call-2", Path.of("host-call-2.wasm"), 1_000_000, 3);
    private static final List<String> PEERS = List.of("native", "amphora", "endive", "v8");

    private Reports() {}

    static Report full() {
        Results steady = results(PEERS, Cell::nanos);
        measured(steady, FIB, 4_000_000, 2_000_000, 4_000_000, 8_000_000);
        measured(steady, SIEVE, 1_000_000, 2_000_000, 64_000_000, 1_250_000);
        steady.cell(SIEVE, "v8").fail("ended with 1: CompileError: \"magic\" word");
        Results thirdParty = results(List.of("amphora", "endive", "v8"), Cell::nanos);
        measured(thirdParty, LUA, 3_000_000, 9_000_000, 1_500_000);
        Results hostCalls = results(PEERS, Cell::nanos);
        measured(hostCalls, CALL, 1_500_000, 310_000, 1_200_000, 5_000_000);
        Results firstResult = results(PEERS, cell -> cell.median(Sample::processNanos));
        measured(firstResult, FIB, 1_000_000, 2_000_000, 4_000_000, 3_000_000);
        Results interruption = results(Report.INTERRUPTION, Cell::nanos);
        measured(interruption, FIB, 1_000_000, 1_010_000, 1_020_000);
        return new Report(
                "2 cores of an abacus",
                new Timing(1, 800, 5, 100),
                descriptions(),
                Map.of("graalwasm", "install a JDK 25"),
                steady,
                thirdParty,
                hostCalls,
                firstResult,
                interruption);
    }

    /** Two guests only, in Amphora alone. */
    static Report alone() {
        Results steady = results(List.of("amphora"), Cell::nanos);
        measured(steady, FIB, 2_000_000);
        measured(steady, SIEVE, 123_456_789);
        steady.cell(SIEVE, "amphora").add(new Sample(2, 2, 9, 9, 223_456_789, 3));
        return new Report(
                "2 cores of an abacus",
                new Timing(2, 800, 5, 100),
                Map.of("amphora", "this checkout"),
                Map.of(),
                steady,
                results(List.of("amphora"), Cell::nanos),
                results(List.of("amphora"), Cell::nanos),
                results(List.of("amphora"), Cell::nanos),
                results(Report.INTERRUPTION, Cell::nanos));
    }

    private static Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        PEERS.forEach(peer -> descriptions.put(peer, peer + " 1.0"));
        return descriptions;
    }

    private static Results results(List<String> peers, ToDoubleFunction<Cell> figure) {
        return new Results(peers, figure);
    }

    private static void measured(Results results, Workload guest, long... nanos) {
        for (int i = 0; i < nanos.length; i++) {
            results.cell(guest, results.peers().get(i))
                    .add(new Sample(guest.checksum(), guest.checksum(), nanos[i], 7, nanos[i], 5));
        }
    }
}
