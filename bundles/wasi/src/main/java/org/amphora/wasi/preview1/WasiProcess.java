package org.amphora.wasi.preview1;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.wasi.WasiConfig;
import org.amphora.wasi.files.DescriptorTable;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.InputDescriptor;
import org.amphora.wasi.files.ListenerDescriptor;
import org.amphora.wasi.files.OutputDescriptor;
import org.amphora.wasi.files.Quota;
import org.amphora.wasi.files.WasiException;

/** What an instance is as a process: arguments, environment, clocks, randomness, descriptors. Thread-safe. */
public final class WasiProcess {
    static final int WALL_CLOCK = 0;
    static final int MONOTONIC_CLOCK = 1;

    private static final long MAX_RESOLUTION_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long FAKE_SEED = 42;

    private final StringList args;
    private final StringList env;
    private final ProcessClock wallClock;
    private final ProcessClock monotonicClock;
    private final boolean systemSleep;
    private final int threads;
    private final Consumer<String> listener;
    private final RandomGenerator random;
    /** Drawn ahead, as most programs ask for a few bytes at a time; under its own lock. */
    private final byte[] randomBuffer = new byte[256];

    private int randomUsed = randomBuffer.length;
    private final DescriptorTable descriptors;
    private final Directories directories;

    /**
     * A process that is granted what {@code config} says.
     *
     * @throws IllegalArgumentException as {@link #check} does, and if a directory cannot be opened
     */
    public WasiProcess(WasiConfig config) {
        check(config);
        args = new StringList(config.args());
        env = new StringList(config.env().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList());
        wallClock = config.wallClock()
                .map(nanos -> ProcessClock.host(
                        nanos, config.wallClockResolutionNanos().getAsLong()))
                .orElseGet(() -> ProcessClock.fake(ProcessClock.FAKE_WALL_START_NANOS, 1_000));
        monotonicClock = config.monotonicClock()
                .map(nanos -> ProcessClock.host(
                        nanos, config.monotonicClockResolutionNanos().getAsLong()))
                .orElseGet(() -> ProcessClock.fake(0, 1));
        systemSleep = config.isSystemSleep();
        threads = config.threads();
        listener = config.trace().orElse(null);
        random = config.random().orElseGet(() -> new SplittableRandom(FAKE_SEED));
        descriptors = new DescriptorTable(config.descriptorLimit());
        directories = new Directories(new Quota(config.writeLimit(), config.fileLimit()), wallClock::readNanos);
        open(config);
    }

    private void open(WasiConfig config) {
        try {
            descriptors.add(new InputDescriptor(config.stdin()));
            descriptors.add(new OutputDescriptor(config.stdout()));
            descriptors.add(new OutputDescriptor(config.stderr()));
            directories.open(config.directories(), descriptors);
            for (ServerSocketChannel listener : config.listeners()) {
                descriptors.add(new ListenerDescriptor(listener));
            }
        } catch (IOException | WasiException e) {
            close();
            throw new IllegalArgumentException(
                    "directories " + config.directories() + " or listeners cannot be opened: " + e, e);
        } catch (IllegalArgumentException e) {
            close();
            throw e;
        }
    }

    /**
     * Checks what can be checked before there is an instance.
     *
     * @throws IllegalArgumentException if a value of {@code config} is not as its setter demands, or a directory does not
     *     exist
     */
    public static void check(WasiConfig config) {
        for (int i = 0; i < config.args().size(); i++) {
            checkText("argument " + i, config.args().get(i));
        }
        for (Map.Entry<String, String> variable : config.env().entrySet()) {
            String key = variable.getKey();
            if (key.isEmpty() || key.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "environment key \"" + key + "\" must not be empty and must not contain '='");
            }
            checkText("environment key \"" + key + "\"", key);
            checkText("environment value of \"" + key + "\"", variable.getValue());
        }
        config.wallClockResolutionNanos().ifPresent(nanos -> checkResolution("wall clock", nanos));
        config.monotonicClockResolutionNanos().ifPresent(nanos -> checkResolution("monotonic clock", nanos));
        for (WasiConfig.Directory directory : config.directories()) {
            checkText("guest path of a directory", directory.guestPath());
            Directories.check(directory);
        }
        config.listeners().forEach(WasiProcess::checkListener);
        requireNotNegative("threads", config.threads());
        requireNotNegative("file limit", config.fileLimit());
        requireNotNegative("write limit", config.writeLimit());
        int granted = 3 + config.directories().size() + config.listeners().size();
        if (config.descriptorLimit() < granted) {
            throw new IllegalArgumentException("descriptor limit is " + config.descriptorLimit() + "; it must be "
                    + granted + " or more, as that many are granted with standard streams, directories and listeners");
        }
    }

    private static void requireNotNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " is " + value + "; it must not be negative");
        }
    }

    private static void checkListener(ServerSocketChannel listener) {
        try {
            if (listener.getLocalAddress() == null) {
                throw new IllegalArgumentException("listener " + listener + " is not bound to an address");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("listener " + listener + " cannot be used: " + e, e);
        }
    }

    private static void checkText(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    what + " contains a NUL character at index " + text.indexOf('\0') + ", where C would end it");
        }
    }

    private static void checkResolution(String clock, long nanos) {
        if (nanos < 1 || nanos > MAX_RESOLUTION_NANOS) {
            throw new IllegalArgumentException("resolution of the " + clock + " is " + nanos
                    + " ns; it must be from 1 ns to 1 h, which is " + MAX_RESOLUTION_NANOS + " ns");
        }
    }

    StringList args() {
        return args;
    }

    StringList env() {
        return env;
    }

    DescriptorTable descriptors() {
        return descriptors;
    }

    ProcessClock clock(int id) throws WasiException {
        return switch (id) {
            case WALL_CLOCK -> wallClock;
            case MONOTONIC_CLOCK -> monotonicClock;
            default -> throw Errno.INVAL.exception();
        };
    }

    /** Fills memory with random bytes; fails with {@code EINTR} when the call is cancelled, as millions take their time. */
    void randomBytes(Instance caller, long address, int length) throws WasiException {
        Memory memory = caller.memory();
        synchronized (randomBuffer) {
            for (int done = 0; done < length; ) {
                if (done > 0 && caller.cancelled()) {
                    throw Errno.INTR.exception();
                }
                if (randomUsed == randomBuffer.length) {
                    random.nextBytes(randomBuffer);
                    randomUsed = 0;
                }
                int n = Math.min(length - done, randomBuffer.length - randomUsed);
                memory.write(address + done, randomBuffer, randomUsed, n);
                randomUsed += n;
                done += n;
            }
        }
    }

    /** How many threads it may have besides the one that calls it. */
    public int threads() {
        return threads;
    }

    /** Who is told of each call; null for nobody. */
    Consumer<String> listener() {
        return listener;
    }

    /** Whether sleeping takes time. */
    boolean systemSleep() {
        return systemSleep;
    }

    /** Lets time have passed on the clocks that it does not pass on by itself. */
    void sleptNanos(long nanos) {
        wallClock.sleptNanos(nanos);
        monotonicClock.sleptNanos(nanos);
    }

    /** Closes the descriptors. */
    public void close() {
        close(descriptors::closeAll);
        close(directories::close);
    }

    private static void close(Closeable files) {
        try {
            files.close();
        } catch (IOException e) {
            System.getLogger(WasiProcess.class.getName())
                    .log(System.Logger.Level.WARNING, "A file of a guest could not be closed", e);
        }
    }
}
