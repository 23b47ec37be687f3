package org.amphora.api;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** What an engine may use. Immutable: each setter returns a new configuration. */
public final class EngineConfig {
    /** What a class cache may hold by default: 256 MiB. */
    public static final long DEFAULT_CLASS_CACHE_LIMIT = 256L << 20;

    private static final EngineConfig DEFAULTS = new EngineConfig(null, DEFAULT_CLASS_CACHE_LIMIT);

    private final Path classCache;
    private final long classCacheLimit;

    private EngineConfig(Path classCache, long classCacheLimit) {
        this.classCache = classCache;
        this.classCacheLimit = classCacheLimit;
    }

    /** An engine that keeps nothing on disk. */
    public static EngineConfig defaults() {
        return DEFAULTS;
    }

    /** The folder of the class cache; none by default. */
    public Optional<Path> classCache() {
        return Optional.ofNullable(classCache);
    }

    /**
     * With a folder where the engine keeps the classes that it generates, and finds them when it meets the same module
     * again: starting is cheaper then. The engine makes the folder when it is needed; several engines and JVMs may share
     * it. Whoever may write there decides what code the JVM runs, so nobody else should.
     */
    public EngineConfig classCache(Path folder) {
        return new EngineConfig(Objects.requireNonNull(folder, "folder"), classCacheLimit);
    }

    /** How many bytes the class cache may hold. */
    public long classCacheLimit() {
        return classCacheLimit;
    }

    /**
     * With a class cache of at most so many bytes; what was not used for the longest time goes first.
     *
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public EngineConfig classCacheLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("classCacheLimit must not be negative: " + bytes);
        }
        return new EngineConfig(classCache, bytes);
    }

    @Override
    public String toString() {
        return "EngineConfig[classCache=" + classCache + ", classCacheLimit=" + classCacheLimit + "]";
    }
}
