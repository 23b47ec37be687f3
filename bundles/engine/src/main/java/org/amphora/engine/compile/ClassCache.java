package org.amphora.engine.compile;

import java.io.File;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.WeakHashMap;
import org.amphora.binary.module.ModuleDefinition;

/**
 * The generated classes of modules, kept in a folder for the next start: a folder for each module, named by the digest of
 * its bytes and of the engine that wrote it. When all are larger than allowed, those go that were not used for the longest
 * time. Engines and JVMs may share the folder. What cannot be read or written is logged, and generated instead.
 * Thread-safe.
 */
public final class ClassCache implements ClassStores {
    private static final File[] NOTHING = {};

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

    /** What is kept of a module. */
    @Override
    public CachedModule of(ModuleDefinition module) {
        synchronized (modules) {
            CachedModule known = modules.get(module);
            if (known == null) {
                Path own = folder.resolve(digest(module.binary()));
                known = new CachedModule(own, this);
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
    long makeRoom(Path own) {
        File[] modules = folder.toFile().listFiles();
        if (modules == null) {
            if (Files.exists(folder)) {
                StoreLog.log(Level.WARNING, "class cache " + folder + " cannot be read", null);
                return 0;
            }
            return limit;
        }
        long used = 0;
        for (File module : modules) {
            used += size(module);
        }
        // half of the room is for what comes next
        return limit - (used <= limit / 2 ? used : evict(modules, own, used)) + size(own.toFile());
    }

    /** Deletes all but {@code own}, those first that were not used for the longest time, until half of the room is free. */
    private long evict(File[] modules, Path own, long used) {
        long left = used;
        Map<File, Long> lastUse = new HashMap<>();
        for (File module : modules) {
            lastUse.put(module, module.lastModified()); // once: another JVM may use it meanwhile
        }
        Arrays.sort(modules, Comparator.comparing(lastUse::get));
        for (File module : modules) {
            if (left <= limit / 2) {
                break;
            }
            if (!module.getName().equals(own.getFileName().toString())) {
                left -= size(module);
                delete(module);
            }
        }
        return left;
    }

    /** The bytes of a file, or of all files in a folder. */
    private static long size(File file) {
        long size = file.length();
        for (File inside : content(file)) {
            size += size(inside);
        }
        return size;
    }

    private static void delete(File file) {
        for (File inside : content(file)) {
            delete(inside);
        }
        if (!file.delete() && file.exists()) {
            StoreLog.log(Level.WARNING, "class cache: " + file + " cannot be deleted", null);
        }
    }

    /** What is in a folder; nothing, if it is none, or a link to one elsewhere. */
    private static File[] content(File folder) {
        File[] content = folder.listFiles();
        return content == null || Files.isSymbolicLink(folder.toPath()) ? NOTHING : content;
    }
}
