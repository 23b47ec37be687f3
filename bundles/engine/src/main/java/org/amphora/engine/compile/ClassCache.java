package org.amphora.engine.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.amphora.binary.module.ModuleDefinition;

/**
 * The generated classes of modules, kept in a folder for the next start: a folder for each module, named by the digest of
 * its bytes and of the engine that wrote it. When all are larger than allowed, those go that were not used for the longest
 * time. Engines and JVMs may share the folder. What cannot be read or written is logged, and generated instead.
 * Thread-safe.
 */
public final class ClassCache implements ClassStores {
    private static final Logger LOG = System.getLogger(ClassCache.class.getName());

    private final Path folder;
    private final long limit;
    private final String engine;
    private final Map<ModuleDefinition, CachedModule> modules = new WeakHashMap<>();

    /**
     * A cache in {@code folder}, which is made when the first class is kept.
     *
     * @param limit the most bytes in it
     */
    public ClassCache(Path folder, long limit) {
        this(folder, limit, EngineIdentity.get());
    }

    /** A cache of an engine with another identity. */
    ClassCache(Path folder, long limit, String engine) {
        this.folder = folder.toAbsolutePath();
        this.limit = limit;
        this.engine = engine;
    }

    /** What is kept of a module; others that were not used for long go to make room. */
    @Override
    public CachedModule of(ModuleDefinition module) {
        synchronized (modules) {
            CachedModule known = modules.get(module);
            if (known == null) {
                Path own = folder.resolve(digest(module.binary()));
                long room = makeRoom(own);
                known = new CachedModule(own, room);
                modules.put(module, known);
            }
            return known;
        }
    }

    private String digest(byte[] binary) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(engine.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(binary));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Deletes what was not used for long until {@code own} has room, and returns how many bytes it may have. */
    private long makeRoom(Path own) {
        if (!Files.isDirectory(folder)) {
            return limit;
        }
        try {
            List<Path> oldestFirst;
            try (Stream<Path> all = Files.list(folder)) {
                oldestFirst =
                        all.sorted(Comparator.comparing(ClassCache::lastUse)).toList();
            }
            long used = 0;
            for (Path module : oldestFirst) {
                used += size(module);
            }
            // half of the room is for what comes next
            for (Path module : oldestFirst) {
                if (used <= limit / 2) {
                    break;
                }
                if (!module.equals(own)) {
                    used -= size(module);
                    delete(module);
                }
            }
            return limit - used + (Files.exists(own) ? size(own) : 0);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "class cache " + folder + " cannot be read", e);
            return 0;
        }
    }

    private static FileTime lastUse(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (NoSuchFileException e) {
            return FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void delete(Path path) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(path)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
