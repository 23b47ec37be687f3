package org.amphora.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestConstants;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.example.greet.Greet;
import org.osgi.framework.BundleException;

/** The demonstration at length: two versions of a guest replace each other many times while it is called without pause. */
final class SwapsDemo {
    private static final String GUEST = "greet";
    private static final String NAME = "Amphora";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Path deploy;
    private final int threads;
    private final int swaps;
    private final PrintWriter out;

    SwapsDemo(Path deploy, int threads, int swaps, PrintWriter out) {
        this.deploy = deploy;
        this.threads = threads;
        this.swaps = swaps;
        this.out = out;
    }

    /** Runs it, and says whether no call failed or saw more than one version. */
    @SuppressWarnings("try") // the log is only to be closed
    boolean run() throws IOException, BundleException, InterruptedException {
        byte[] first = version("greet.wasm");
        byte[] second = version("greet-v2.wasm");
        try (GuestLog log = new GuestLog(GUEST, line -> {});
                EmbeddedFramework framework = EmbeddedFramework.start(deploy, false)) {
            GuestRegistry registry = framework.await(GuestRegistry.class, "(objectClass=*)", TIMEOUT);
            swap(registry, second);
            Guest guest =
                    framework.await(Guest.class, "(" + GuestConstants.WASM_GUEST_NAME + "=" + GUEST + ")", TIMEOUT);
            String secondAnswer = Greetings.greeting(guest, NAME);
            swap(registry, first);
            String firstAnswer = Greetings.greeting(guest, NAME);

            Callers callers = new Callers(guest, NAME, threads);
            try {
                callers.start();
                for (int i = 1; i <= swaps; i++) {
                    swap(registry, i % 2 == 1 ? second : first);
                }
            } finally {
                callers.stop(TIMEOUT);
            }
            callers.failures().forEach(out::println);
            return report(callers, Set.of(firstAnswer, secondAnswer), generations(registry));
        }
    }

    private static byte[] version(String resource) throws IOException {
        try (InputStream wasm = Greet.class.getResourceAsStream(resource)) {
            return wasm.readAllBytes();
        }
    }

    private static void swap(GuestRegistry registry, byte[] version) {
        GuestDTO guest = registry.deploy(GUEST, version, "a version of the demonstration");
        if (guest.failure != null) {
            throw new CommandException(guest.failure.message);
        }
    }

    /** Generations that live when those that were replaced have had time to end. */
    private static int generations(GuestRegistry registry) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        int draining;
        do {
            Thread.sleep(1);
            draining = 0;
            for (GuestDTO guest : registry.getGuests()) {
                draining += guest.draining.length;
            }
        } while (draining > 0 && System.nanoTime() < end);
        return 1 + draining;
    }

    private boolean report(Callers callers, Set<String> versions, int generations) {
        long mixed = callers.answers().entrySet().stream()
                .filter(answer -> !versions.contains(answer.getKey()))
                .mapToLong(answer -> answer.getValue())
                .sum();
        out.println(String.format(
                Locale.ROOT,
                "%d swaps: %d calls, %d failed, %d mixed, longest pause %d ms, %d live generations",
                swaps,
                callers.made(),
                callers.failed(),
                mixed,
                callers.longestPause().toMillis(),
                generations));
        return callers.failed() == 0 && mixed == 0;
    }
}
