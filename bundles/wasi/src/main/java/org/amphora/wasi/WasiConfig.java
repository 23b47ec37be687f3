package org.amphora.wasi;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What guests are granted of the world. Immutable: each setter returns a new configuration, and none fails; {@link
 * Wasi#preview1(WasiConfig)} checks.
 *
 * <p>The defaults grant nothing and are deterministic: no arguments, no environment, standard input at its end, output
 * discarded, no directories, no listeners, no threads; the wall clock starts at 2022-01-01T00:00:00Z and the monotonic clock at 0, both advance by a
 * millisecond with each reading and by what the guest sleeps, which takes no time; randomness is the same sequence for
 * every instance.
 *
 * <pre>{@code
 * WasiConfig config = WasiConfig.defaults()
 *         .args("greet", "Amphora")
 *         .stdout(System.out)
 *         .readOnlyDirectory(Path.of("templates"), "/templates");
 * }</pre>
 *
 * <p>Streams stay the caller's: they are flushed after each write and never closed. One that several instances share must
 * be thread-safe.
 */
public final class WasiConfig {
    private static final WasiConfig DEFAULTS = new WasiConfig(new Draft());

    private final List<String> args;
    private final Map<String, String> env;
    private final InputStream stdin;
    private final OutputStream stdout;
    private final OutputStream stderr;
    private final Clock wallClock;
    private final Clock monotonicClock;
    private final boolean systemSleep;
    private final RandomGenerator random;
    private final List<Directory> directories;
    private final int descriptorLimit;
    private final long fileLimit;
    private final long writeLimit;
    private final List<ServerSocketChannel> listeners;
    private final int threads;
    private final Consumer<String> trace;

    private WasiConfig(Draft draft) {
        args = List.copyOf(draft.args);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(draft.env));
        stdin = draft.stdin;
        stdout = draft.stdout;
        stderr = draft.stderr;
        wallClock = draft.wallClock;
        monotonicClock = draft.monotonicClock;
        systemSleep = draft.systemSleep;
        random = draft.random;
        directories = List.copyOf(draft.directories);
        descriptorLimit = draft.descriptorLimit;
        fileLimit = draft.fileLimit;
        writeLimit = draft.writeLimit;
        listeners = List.copyOf(draft.listeners);
        threads = draft.threads;
        trace = draft.trace;
    }

    /** Nothing granted, everything deterministic. */
    public static WasiConfig defaults() {
        return DEFAULTS;
    }

    /** The arguments; by custom the first is the program's name. */
    public List<String> args() {
        return args;
    }

    /** With these arguments, instead of those before; none may contain a NUL character. */
    public WasiConfig args(String... args) {
        return args(List.of(args));
    }

    /** With these arguments, instead of those before; none may contain a NUL character. */
    public WasiConfig args(List<String> args) {
        Draft draft = new Draft(this);
        draft.args = List.copyOf(args);
        return new WasiConfig(draft);
    }

    /** The environment, in the order in which its keys were first set. */
    public Map<String, String> env() {
        return env;
    }

    /** With an environment variable. The key must not be empty or contain {@code =}; neither may contain a NUL character. */
    public WasiConfig env(String key, String value) {
        Draft draft = new Draft(this);
        draft.env.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return new WasiConfig(draft);
    }

    /** Standard input. */
    public InputStream stdin() {
        return stdin;
    }

    /**
     * With standard input, descriptor 0. Where it may block, a thread of the host's reads it, as a guest must not be kept
     * waiting beyond the end of its call; no more is read than the guest asked for, and what comes too late for one guest is
     * for the next that is given the same stream.
     */
    public WasiConfig stdin(InputStream stdin) {
        Draft draft = new Draft(this);
        draft.stdin = Objects.requireNonNull(stdin, "stdin");
        return new WasiConfig(draft);
    }

    /** Standard output. */
    public OutputStream stdout() {
        return stdout;
    }

    /**
     * With standard output, descriptor 1. A thread of the host's writes to it, as a guest must not be kept waiting beyond the end
     * of its call by an output that nobody reads; the guest waits until that is done. The guest's own thread writes to a {@link
     * java.io.ByteArrayOutputStream} and to {@link OutputStream#nullOutputStream()}, and for the sake of speed to {@link
     * System#out}, {@link System#err} and a {@link java.io.FileOutputStream} in calls without a deadline, which cannot be
     * cancelled then while they block.
     */
    public WasiConfig stdout(OutputStream stdout) {
        Draft draft = new Draft(this);
        draft.stdout = Objects.requireNonNull(stdout, "stdout");
        return new WasiConfig(draft);
    }

    /** Standard error. */
    public OutputStream stderr() {
        return stderr;
    }

    /** With standard error, descriptor 2, which is written to like {@link #stdout(OutputStream)}. */
    public WasiConfig stderr(OutputStream stderr) {
        Draft draft = new Draft(this);
        draft.stderr = Objects.requireNonNull(stderr, "stderr");
        return new WasiConfig(draft);
    }

    /** The wall clock, if it is not the fake one; reads nanoseconds since 1970-01-01T00:00:00Z. */
    public Optional<LongSupplier> wallClock() {
        return Optional.ofNullable(wallClock).map(clock -> clock.nanos);
    }

    /** How finely {@link #wallClock()} ticks, if it is not the fake one. */
    public OptionalLong wallClockResolutionNanos() {
        return wallClock == null ? OptionalLong.empty() : OptionalLong.of(wallClock.resolutionNanos);
    }

    /** With a wall clock that reads nanoseconds since 1970-01-01T00:00:00Z; the resolution is from 1 ns to 1 h. */
    public WasiConfig wallClock(LongSupplier nanos, long resolutionNanos) {
        Draft draft = new Draft(this);
        draft.wallClock = new Clock(nanos, resolutionNanos);
        return new WasiConfig(draft);
    }

    /** With the computer's wall clock. */
    public WasiConfig systemWallClock() {
        return wallClock(WasiConfig::systemWallNanos, 1_000);
    }

    private static long systemWallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** The monotonic clock, if it is not the fake one; reads nanoseconds since a moment of its own. */
    public Optional<LongSupplier> monotonicClock() {
        return Optional.ofNullable(monotonicClock).map(clock -> clock.nanos);
    }

    /** How finely {@link #monotonicClock()} ticks, if it is not the fake one. */
    public OptionalLong monotonicClockResolutionNanos() {
        return monotonicClock == null ? OptionalLong.empty() : OptionalLong.of(monotonicClock.resolutionNanos);
    }

    /** With a monotonic clock that reads nanoseconds since a moment of its own; the resolution is from 1 ns to 1 h. */
    public WasiConfig monotonicClock(LongSupplier nanos, long resolutionNanos) {
        Draft draft = new Draft(this);
        draft.monotonicClock = new Clock(nanos, resolutionNanos);
        return new WasiConfig(draft);
    }

    /** With the JVM's monotonic clock, counted from now. */
    public WasiConfig systemMonotonicClock() {
        long start = System.nanoTime();
        return monotonicClock(() -> System.nanoTime() - start, 1);
    }

    /** Whether sleeping takes time. */
    public boolean isSystemSleep() {
        return systemSleep;
    }

    /** With sleeping that takes time, but ends with the call's deadline and when the call is cancelled. */
    public WasiConfig systemSleep() {
        Draft draft = new Draft(this);
        draft.systemSleep = true;
        return new WasiConfig(draft);
    }

    /** The source of randomness, if it is not the fake one. */
    public Optional<RandomGenerator> random() {
        return Optional.ofNullable(random);
    }

    /** With a source of randomness, which all instances share; it must be thread-safe. */
    public WasiConfig random(RandomGenerator random) {
        Draft draft = new Draft(this);
        draft.random = Objects.requireNonNull(random, "random");
        return new WasiConfig(draft);
    }

    /** With the JVM's cryptographically strong randomness. */
    public WasiConfig secureRandom() {
        return random(new SecureRandom());
    }

    /**
     * The directories, in the order in which they were granted. The guest sees them as one tree: what is granted as {@code
     * /data/cache} is mounted in what is granted as {@code /data}, each to be changed or not as it was granted.
     */
    public List<Directory> directories() {
        return directories;
    }

    /**
     * With a directory, to be read and written under the name {@code guestPath}. It may be of any file system whose
     * directories are {@link java.nio.file.SecureDirectoryStream}s, as those of the host are on Linux and macOS.
     */
    public WasiConfig directory(Path hostPath, String guestPath) {
        return directory(new Directory(Kind.DIRECTORY, hostPath, null, guestPath, false, 0));
    }

    /**
     * With a directory, to be read under the name {@code guestPath}. It may be of any file system as above, or be the root of
     * any other but the host's.
     */
    public WasiConfig readOnlyDirectory(Path hostPath, String guestPath) {
        return directory(new Directory(Kind.DIRECTORY, hostPath, null, guestPath, true, 0));
    }

    /**
     * With what is in a zip or jar file, to be read under the name {@code guestPath}. The file must not change while instances
     * use it.
     */
    public WasiConfig archive(Path file, String guestPath) {
        return directory(new Directory(Kind.ARCHIVE, file, null, guestPath, true, 0));
    }

    /** With files that somebody else keeps, to be read under the name {@code guestPath}. */
    public WasiConfig files(FileSource source, String guestPath) {
        return directory(
                new Directory(Kind.SOURCE, null, Objects.requireNonNull(source, "source"), guestPath, true, 0));
    }

    /**
     * With a directory in memory, to be read and written under the name {@code guestPath}. Every instance begins with an empty
     * one of its own, which is gone when it is closed.
     *
     * @param maxBytes 1 or more: how much memory it may take. Each block of a file counts 4,096 bytes, each name 1,024, and
     *     each file, directory and symbolic link 1,024 more; what goes beyond fails with {@code ENOSPC}
     */
    public WasiConfig memoryDirectory(String guestPath, long maxBytes) {
        return directory(new Directory(Kind.MEMORY, null, null, guestPath, false, maxBytes));
    }

    private WasiConfig directory(Directory directory) {
        Draft draft = new Draft(this);
        draft.directories.removeIf(other -> other.guestPath.equals(directory.guestPath));
        draft.directories.add(directory);
        return new WasiConfig(draft);
    }

    /** How many descriptors a program may have at a time. */
    public int descriptorLimit() {
        return descriptorLimit;
    }

    /**
     * With so many descriptors at a time, 1,024 by default, those that are granted among them; more fail with {@code EMFILE}.
     */
    public WasiConfig descriptorLimit(int limit) {
        Draft draft = new Draft(this);
        draft.descriptorLimit = limit;
        return new WasiConfig(draft);
    }

    /** How many files an instance may make more than it removes; {@link Long#MAX_VALUE} for no limit. */
    public long fileLimit() {
        return fileLimit;
    }

    /**
     * With so many files, directories and links, 0 or more, that an instance may make more than it removes; no limit by
     * default. More fail with {@code EDQUOT}.
     */
    public WasiConfig fileLimit(long limit) {
        Draft draft = new Draft(this);
        draft.fileLimit = limit;
        return new WasiConfig(draft);
    }

    /** How many bytes an instance may write to files; {@link Long#MAX_VALUE} for no limit. */
    public long writeLimit() {
        return writeLimit;
    }

    /**
     * With so many bytes, 0 or more, that an instance may write to files, whether or not they are there at the end; no
     * limit by default. What goes beyond fails with {@code EDQUOT}.
     */
    public WasiConfig writeLimit(long bytes) {
        Draft draft = new Draft(this);
        draft.writeLimit = bytes;
        return new WasiConfig(draft);
    }

    /** The listeners, in the order in which they were granted. */
    public List<ServerSocketChannel> listeners() {
        return listeners;
    }

    /**
     * With a socket to take connections from, such as one of {@link Listeners#open}; it must be bound. It does not block from
     * now on. Its descriptor follows those of the directories. Instances that share it each get some of the connections; it
     * stays the caller's and is not closed, so that nobody who connects while one guest takes over from another is refused.
     */
    public WasiConfig listener(ServerSocketChannel listener) {
        Draft draft = new Draft(this);
        draft.listeners.add(Objects.requireNonNull(listener, "listener"));
        return new WasiConfig(draft);
    }

    /** How many threads a program may have at a time, besides the one that calls it. */
    public int threads() {
        return threads;
    }

    /** With so many threads at a time, 0 or more, besides the one that calls it; for instances of {@link Wasi#instantiate}. */
    public WasiConfig threads(int limit) {
        Draft draft = new Draft(this);
        draft.threads = limit;
        return new WasiConfig(draft);
    }

    /** Who is told of each call, if anybody is. */
    public Optional<Consumer<String>> trace() {
        return Optional.ofNullable(trace);
    }

    /**
     * With somebody who is told of each call when it has returned, as a line such as {@code fd_write(fd=1, iovs=[4, 2]) →
     * nwritten=6, ESUCCESS}: of vectors the lengths, of buffers not what is in them. Called by all threads of the guests.
     */
    public WasiConfig trace(Consumer<String> line) {
        Draft draft = new Draft(this);
        draft.trace = Objects.requireNonNull(line, "line");
        return new WasiConfig(draft);
    }

    @Override
    public String toString() {
        // values of the environment are often secrets
        return "WasiConfig[args=" + args + ", env=" + env.keySet() + ", directories=" + directories + ", listeners="
                + listeners.size() + ", threads=" + threads + ", wallClock="
                + (wallClock == null ? "fake" : "granted") + ", monotonicClock="
                + (monotonicClock == null ? "fake" : "granted") + ", sleep=" + (systemSleep ? "granted" : "fake")
                + ", random=" + (random == null ? "fake" : "granted") + "]";
    }

    /** What is granted as a directory. */
    public enum Kind {
        /** A directory of the host, or of another file system. */
        DIRECTORY,
        /** What is in a zip or jar file. */
        ARCHIVE,
        /** Files that somebody else keeps. */
        SOURCE,
        /** An empty directory in memory. */
        MEMORY
    }

    /** A directory that a guest may use: a jail, which no path and no symbolic link leaves. Immutable. */
    public static final class Directory {
        private final Kind kind;
        private final Path hostPath;
        private final FileSource source;
        private final String guestPath;
        private final boolean readOnly;
        private final long maxBytes;

        private Directory(
                Kind kind, Path hostPath, FileSource source, String guestPath, boolean readOnly, long maxBytes) {
            this.kind = kind;
            this.hostPath = onHost(kind) ? Objects.requireNonNull(hostPath, "hostPath") : null;
            this.source = source;
            this.guestPath = Objects.requireNonNull(guestPath, "guestPath");
            this.readOnly = readOnly;
            this.maxBytes = maxBytes;
        }

        private static boolean onHost(Kind kind) {
            return kind == Kind.DIRECTORY || kind == Kind.ARCHIVE;
        }

        /** What it is. */
        public Kind kind() {
            return kind;
        }

        /** Where it is, or the archive; null if it is neither a directory nor an archive. */
        public Path hostPath() {
            return hostPath;
        }

        /** Who keeps its files, if somebody else does; otherwise null. */
        public FileSource source() {
            return source;
        }

        /** What the guest calls it. */
        public String guestPath() {
            return guestPath;
        }

        /** Whether nothing in it can be changed. */
        public boolean readOnly() {
            return readOnly;
        }

        /** How much memory it may take, if it is in memory. */
        public long maxBytes() {
            return maxBytes;
        }

        @Override
        public String toString() {
            return switch (kind) {
                case MEMORY -> "memory::" + guestPath + ":" + maxBytes;
                case SOURCE -> source + "::" + guestPath;
                case DIRECTORY, ARCHIVE -> hostPath + "::" + guestPath + (readOnly ? ":ro" : "");
            };
        }
    }

    private static final class Clock {
        final LongSupplier nanos;
        final long resolutionNanos;

        Clock(LongSupplier nanos, long resolutionNanos) {
            this.nanos = Objects.requireNonNull(nanos, "nanos");
            this.resolutionNanos = resolutionNanos;
        }
    }

    /** The fields while one of them is changed; lives inside a setter. */
    private static final class Draft {
        List<String> args = List.of();
        Map<String, String> env = new LinkedHashMap<>();
        InputStream stdin = new ByteArrayInputStream(new byte[0]); // known never to block
        OutputStream stdout = OutputStream.nullOutputStream();
        OutputStream stderr = OutputStream.nullOutputStream();
        Clock wallClock;
        Clock monotonicClock;
        boolean systemSleep;
        RandomGenerator random;
        List<Directory> directories = new ArrayList<>();
        int descriptorLimit = 1_024;
        long fileLimit = Long.MAX_VALUE;
        long writeLimit = Long.MAX_VALUE;
        List<ServerSocketChannel> listeners = new ArrayList<>();
        int threads;
        Consumer<String> trace;

        Draft() {}

        Draft(WasiConfig config) {
            args = config.args;
            env.putAll(config.env);
            stdin = config.stdin;
            stdout = config.stdout;
            stderr = config.stderr;
            wallClock = config.wallClock;
            monotonicClock = config.monotonicClock;
            systemSleep = config.systemSleep;
            random = config.random;
            directories.addAll(config.directories);
            descriptorLimit = config.descriptorLimit;
            fileLimit = config.fileLimit;
            writeLimit = config.writeLimit;
            listeners.addAll(config.listeners);
            threads = config.threads;
            trace = config.trace;
        }
    }
}
