package org.amphora.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestConstants;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.example.greet.Greet;
import org.osgi.framework.BundleException;

/** The demonstration: deploy, call, replace while calls go on, count. */
final class Demo {
    private static final String GUEST = "greet";
    private static final String NAME = "Amphora";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** How long the callers go on with each version. */
    private static final long SERVING_MILLIS = 1_000;

    private final Path deploy;
    private final int threads;
    private final PrintWriter out;

    Demo(Path deploy, int threads, PrintWriter out) {
        this.deploy = deploy;
        this.threads = threads;
        this.out = out;
    }

    /** Runs it, and says whether all went well. */
    @SuppressWarnings("try") // the log is only to be closed
    boolean run() throws IOException, BundleException, InterruptedException {
        long start = System.nanoTime();
        try (GuestLog log = new GuestLog(GUEST, this::logged);
                EmbeddedFramework framework = EmbeddedFramework.start(deploy, false)) {
            say(
                    "framework",
                    framework.name() + " with " + framework.activeBundles() + " bundles, after "
                            + millis(System.nanoTime() - start) + " ms");

            long deployed = System.nanoTime();
            copy("greet.wasm");
            Guest guest = awaitGuest(framework);
            say(
                    "deployed",
                    "greet.wasm; the guest '" + GUEST + "' serves after " + millis(System.nanoTime() - deployed)
                            + " ms, as generation " + guest.generation());
            introduce(guest);

            Callers callers = new Callers(guest, NAME, threads);
            try {
                callers.start();
                say("calling", "the guest from " + threads + (threads == 1 ? " thread" : " threads"));
                Thread.sleep(SERVING_MILLIS);
                replace(guest, callers);
                Thread.sleep(SERVING_MILLIS);
            } finally {
                callers.stop(TIMEOUT);
            }
            introduce(guest);
            return report(callers);
        }
    }

    private Guest awaitGuest(EmbeddedFramework framework) throws InterruptedException {
        try {
            return framework.await(Guest.class, "(" + GuestConstants.WASM_GUEST_NAME + "=" + GUEST + ")", TIMEOUT);
        } catch (CommandException e) {
            GuestRegistry registry = framework.find(GuestRegistry.class);
            for (GuestDTO guest : registry == null ? new GuestDTO[0] : registry.getGuests()) {
                if (guest.failure != null) {
                    throw new CommandException(guest.failure.message, e);
                }
            }
            throw e;
        }
    }

    private void replace(Guest guest, Callers callers) throws IOException, InterruptedException {
        long before = guest.generation();
        long calls = callers.made();
        long start = System.nanoTime();
        copy("greet-v2.wasm");
        say("replaced", "the file by its second version, after " + number(calls) + " calls");
        while (guest.generation() == before) {
            if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                throw new CommandException("the second version does not serve after " + TIMEOUT.toSeconds() + " s");
            }
            Thread.sleep(1);
        }
        say(
                "swapped",
                "after another " + millis(System.nanoTime() - start) + " ms and " + number(callers.made() - calls)
                        + " calls: generation " + guest.generation() + " serves");
    }

    /** Puts a file into the folder in one step, as one should: half a file is never seen. */
    private void copy(String resource) throws IOException {
        Path complete = Files.createTempFile("amphora-", ".wasm");
        try (InputStream wasm = Greet.class.getResourceAsStream(resource)) {
            Files.copy(wasm, complete, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(complete, deploy.resolve(GUEST + ".wasm"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void introduce(Guest guest) {
        Greetings.log(guest, NAME);
        say("answered", Greetings.greeting(guest, NAME));
    }

    private void logged(String message) {
        say("logged", message);
    }

    private boolean report(Callers callers) {
        Map<String, Long> answers = new TreeMap<>(callers.answers());
        List<String> failures = callers.failures();
        out.println();
        say("calls made", number(callers.made()));
        answers.forEach((answer, times) -> say("", number(times) + " answered \"" + answer + "\""));
        say("calls failed", number(callers.failed()));
        failures.forEach(failure -> say("", failure));
        return callers.failed() == 0 && answers.size() == 2;
    }

    private void say(String what, String text) {
        out.println(String.format(Locale.ROOT, "%-13s %s", what, text));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
