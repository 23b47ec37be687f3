package org.amphora.guests;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Remembers over restarts, for each guest, the content that last proved good, what proved bad, and what it may import. Files appear as a whole or
 * not at all, and content is compared with its digest when it is read. What cannot be written or read is logged and counts
 * as not there: it must not keep a guest from serving. For one thread.
 */
final class LastGood {
    private static final Logger LOG = System.getLogger(LastGood.class.getName());
    private static final int MOST_BAD = 32;

    /** Null to remember nothing. */
    private final Path folder;

    LastGood(Path folder) {
        this.folder = folder;
    }

    /** Keeps content that may prove good. */
    void keep(String guest, String digest, byte[] binary) {
        if (folder != null && !Files.exists(content(guest, digest))) {
            write(content(guest, digest), binary);
        }
    }

    /**
     * The content of that digest, which was kept, proved good.
     *
     * @param others digests of content to go on keeping, which may prove good still
     */
    void good(String guest, String digest, Set<String> others) {
        if (folder == null || !Files.exists(content(guest, digest))) {
            return;
        }
        write(file(guest, ".good"), digest.getBytes(StandardCharsets.US_ASCII));
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(folder, key(guest) + "-*")) {
            for (Path each : kept) {
                boolean needed = each.equals(content(guest, digest))
                        || others.stream().anyMatch(other -> each.equals(content(guest, other)));
                if (!needed) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "old content of guest " + guest + " cannot be deleted", e);
        }
    }

    /** The digest of what last proved good. */
    Optional<String> digest(String guest) {
        return read(file(guest, ".good")).map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }

    /** What last proved good. */
    Optional<byte[]> content(String guest) {
        return digest(guest)
                .flatMap(digest -> read(content(guest, digest))
                        .filter(binary -> Staging.sha256(binary).equals(digest)));
    }

    /** The content of that digest proved bad. */
    void bad(String guest, String digest) {
        Set<String> all = new LinkedHashSet<>(bad(guest));
        all.add(digest);
        List<String> latest = List.copyOf(all);
        latest = latest.subList(Math.max(0, latest.size() - MOST_BAD), latest.size());
        write(file(guest, ".bad"), String.join("\n", latest).getBytes(StandardCharsets.US_ASCII));
    }

    /** The digests of what proved bad. */
    Set<String> bad(String guest) {
        return read(file(guest, ".bad"))
                .map(bytes -> Set.of(new String(bytes, StandardCharsets.US_ASCII).split("\n")))
                .orElse(Set.of());
    }

    /** The imports that a guest was granted; empty if there never was one. */
    Set<String> imports(String guest) {
        return read(file(guest, ".imports"))
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .map(text -> Arrays.stream(text.split("\n", -1))
                        .map(line -> URLDecoder.decode(line, StandardCharsets.UTF_8))
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    /** Remembers the imports that a guest was granted. */
    void imports(String guest, Set<String> granted) {
        // names may hold anything, line ends included
        String text = granted.stream()
                .map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
        write(file(guest, ".imports"), text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Forgets a guest that was removed. */
    void forget(String guest) {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, key(guest) + "*")) {
            for (Path each : files) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what was remembered of guest " + guest + " cannot be deleted", e);
        }
    }

    /** A name of a guest may hold what names of files may not. */
    private static String key(String guest) {
        return Staging.sha256(guest.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    private Path file(String guest, String suffix) {
        return folder == null ? null : folder.resolve(key(guest) + suffix);
    }

    private Path content(String guest, String digest) {
        return folder.resolve(key(guest) + "-" + digest);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return file != null && Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " cannot be read", e);
            return Optional.empty();
        }
    }

    private static void write(Path file, byte[] bytes) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                    int unused = channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " cannot be written", e);
        }
    }
}
