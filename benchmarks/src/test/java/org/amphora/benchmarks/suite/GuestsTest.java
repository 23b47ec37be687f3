package org.amphora.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.amphora.benchmarks.worker.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the guests compute the same in Amphora as the native programs did from which the checksums come. */
class GuestsTest {
    private static final Path LIST = Path.of("guests/guests.txt");

    static List<Workload> guests() throws IOException {
        return Workload.read(LIST).values().stream()
                .flatMap(List::stream)
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
    void eachGuestIsListed() throws IOException {
        try (Stream<Path> files = Files.list(LIST.getParent())) {
            List<String> modules = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".wasm"))
                    .map(name -> name.substring(0, name.length() - ".wasm".length()))
                    .sorted()
                    .toList();
            assertEquals(
                    modules,
                    guests().stream().map(Workload::name).distinct().sorted().toList());
        }
    }
}
