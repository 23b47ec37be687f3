package org.amphora.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.amphora.benchmarks.worker.Peer;
import org.amphora.benchmarks.worker.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the guests compute the same in Amphora as the native programs did from which the checksums come. */
class GuestsTest {
    private static final Path LIST = Path.of("guests/guests.txt");

    static List<Workload> guests() throws IOException {
        return Workload.read(LIST).values().stream()
                .flatMap(List::stream)
                .filter(guest -> !guest.scripted())
                .distinct()
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("guests")
    void answersWhatTheNativeProgramAnsweredAndThatAgain(Workload guest) throws IOException {
        Peer.Guest instance = new AmphoraPeer().load(Files.readAllBytes(guest.wasm()));
        assertEquals(guest.checksum(), instance.run(guest.n()));
        assertEquals(guest.checksum(), instance.run(guest.n()));
    }

    @Test
    void eachScriptNamesAPackageAndIsSkippedUntilItIsFetched() throws IOException {
        Map<String, String> packages = new TreeMap<>();
        for (Workload guest : Workload.read(LIST).get("third party")) {
            Script.lines(guest.wasm()).stream()
                    .filter(words -> words[0].equals("package"))
                    .forEach(words -> packages.put(guest.name(), words[1]));
            assertEquals(Files.exists(Path.of("target/third-party", guest.name() + ".wasm")), guest.fetched());
        }
        assertEquals(
                Map.of("lua", "wasmoon", "quickjs", "@jitl/quickjs-wasmfile-release-sync", "sqlite", "sql.js"),
                packages);
    }

    @Test
    void eachGuestIsListed() throws IOException {
        try (Stream<Path> files = Files.list(LIST.getParent())) {
            List<String> modules = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".wasm") || name.endsWith(".wasm.gz"))
                    .map(name -> name.substring(0, name.lastIndexOf(".wasm")))
                    .sorted()
                    .toList();
            assertEquals(
                    modules,
                    guests().stream().map(Workload::name).distinct().sorted().toList());
        }
    }
}
