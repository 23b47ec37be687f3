package org.amphora.differential;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.amphora.api.Engine;
import org.amphora.api.Feature;
import org.amphora.binary.BinaryDecoder;

/** Runs modules on both sides and judges what it sees. Serves one thread. */
final class Differential implements AutoCloseable {
    private static final long STACK_BYTES = 16L << 20;

    private final Binaryen binaryen;
    private final V8Side v8;
    private final AmphoraSide amphora;
    private final Duration timeout;
    private final Path keep;

    /** Differing modules are written to {@code keep}, with the records of both sides, unless it is null. */
    Differential(Engine engine, Binaryen binaryen, String node, Duration timeout, Path keep) throws IOException {
        this.binaryen = binaryen;
        this.v8 = new V8Side(node, timeout);
        // if the guest does not end at its deadline, the one behind it ends the wait
        this.amphora = new AmphoraSide(engine, timeout);
        this.timeout = timeout.multipliedBy(2);
        this.keep = keep;
    }

    /** Compares a module; the calls depend on {@code seed}. */
    Verdict compare(String name, byte[] module, long seed) throws IOException, InterruptedException {
        Verdict verdict = compare(name, module, seed, keep);
        if (verdict.kind() != Verdict.Kind.DIFFERENT || verdict.why().equals(Comparison.FAILURE)) {
            return verdict;
        }
        if (BinaryDecoder.decode(module).features().contains(Feature.RELAXED_SIMD)) {
            return verdict.excused("relaxed SIMD, which may differ");
        }
        Verdict withoutNans = compare(name + "-without-nans", binaryen.withoutNans(module), seed, null);
        return withoutNans.kind() == Verdict.Kind.ALIKE ? verdict.excused("alike but for bits of NaNs") : verdict;
    }

    private Verdict compare(String name, byte[] module, long seed, Path files)
            throws IOException, InterruptedException {
        Subject subject = Harness.subject(name, module, seed);
        Optional<List<String>> v8Record = v8.run(subject);
        if (v8Record.isEmpty()) {
            return Verdict.skipped("no answer of V8 in time");
        }
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<String> amphoraRecord = amphora(subject, failure).all();
        Verdict verdict = Comparison.compare(v8Record.get(), amphoraRecord);
        if (verdict.kind() == Verdict.Kind.DIFFERENT && files != null) {
            Files.createDirectories(files);
            Files.write(files.resolve(name + ".wasm"), module);
            Files.write(files.resolve(name + ".subject.wasm"), subject.binary());
            Files.write(files.resolve(name + ".v8.txt"), v8Record.get());
            Files.write(files.resolve(name + ".amphora.txt"), amphoraRecord);
            if (failure.get() != null) {
                StringWriter trace = new StringWriter();
                failure.get().printStackTrace(new PrintWriter(trace));
                Files.writeString(files.resolve(name + ".failure.txt"), trace.toString());
            }
        }
        return verdict;
    }

    private Lines amphora(Subject subject, AtomicReference<Throwable> failure) throws InterruptedException {
        Lines lines = new Lines();
        Thread thread = new Thread(null, () -> amphora.run(subject, lines), subject.name(), STACK_BYTES);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        thread.join(timeout.toMillis());
        if (failure.get() != null) {
            lines.add(Comparison.FAILED + firstLine(failure.get()) + " at "
                    + at(failure.get().getStackTrace()));
        } else if (thread.isAlive()) {
            lines.add(Comparison.FAILED + "no answer in time, at " + at(thread.getStackTrace()));
        }
        return lines;
    }

    /** Of a VerifyError, the rest is a dump. */
    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }

    private static String at(StackTraceElement[] trace) {
        return trace.length == 0 ? "no frame" : trace[0].toString();
    }

    @Override
    public void close() throws IOException {
        v8.close();
    }
}
