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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Remembers over restarts, for each guest, the content that last proved good, what proved bad, and what it may import. Files appear as a whole or
 * not at all, and are compared with the digest that they begin with when they are read. What cannot be written or read is logged and counts
 * as not there: it must not keep a guest from serving. For one thread.
 */
final class LastGood {
    private static final Logger LOG = System.getLogger(LastGood.class.getName());
    private static final int MOST_BAD = 32;
    /** In hexadecimal digits: every file begins with the digest of what follows. */
    private static final int DIGEST_LENGTH = 64;

    /** Null to remember nothing. */
    private final Path folder;

    LastGood(Path folder) {
        this.folder = folder;
    }

    /**
     * Keeps content that may prove good.
     *
     * @param digest of the module, which is not that of {@code content} if that is a text
     */
    void keep(String guest, String digest, byte[] content) {
        // what is damaged is written again: it is all that there is to go back to after a restart
        if (folder != null && whole(guest, digest).isEmpty()) {
            write(content(guest, digest), content);
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
        writeLines(file(guest, ".good"), List.of(digest));
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

    /** The digest of what last proved good, if that is there and whole. */
    Optional<String> digest(String guest) {
        return noted(guest).filter(digest -> whole(guest, digest).isPresent());
    }

    /** What last proved good. */
    Optional<byte[]> content(String guest) {
        return noted(guest).flatMap(digest -> whole(guest, digest));
    }

    private Optional<String> noted(String guest) {
        return readLines(file(guest, ".good")).map(lines -> lines.get(0));
    }

    private Optional<byte[]> whole(String guest, String digest) {
        return read(content(guest, digest));
    }

    /** The content of that digest proved bad. */
    void bad(String guest, String digest) {
        Set<String> all = new LinkedHashSet<>(bad(guest));
        all.add(digest);
        List<String> latest = List.copyOf(all);
        latest = latest.subList(Math.max(0, latest.size() - MOST_BAD), latest.size());
        writeLines(file(guest, ".bad"), latest);
    }

    /** The digests of what proved bad. */
    Set<String> bad(String guest) {
        return readLines(file(guest, ".bad")).map(Set::copyOf).orElse(Set.of());
    }

    /**
     * The imports that a guest was granted; empty if there never was one. If that is not known any more, one without a name:
     * it begins as a guest that imports nothing, not as one that is new and gets all.
     */
    Set<String> imports(String guest) {
        Path file = file(guest, ".imports");
        if (file == null || !Files.exists(file)) {
            return Set.of();
        }
        return readLines(file)
                .map(lines -> lines.stream().map(LastGood::decoded).collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of(""));
    }

    /** Remembers the imports that a guest was granted. */
    void imports(String guest, Set<String> granted) {
        writeLines(
                file(guest, ".imports"), granted.stream().map(LastGood::encoded).toList());
    }

    /** The configuration that the guest last proved good with; empty if that is not known. */
    Optional<Map<String, Object>> configuration(String guest) {
        return readLines(file(guest, ".configuration")).map(lines -> {
            Map<String, Object> properties = new HashMap<>();
            for (String line : lines) {
                String[] words = Arrays.stream(line.split(" ", -1))
                        .map(LastGood::decoded)
                        .toArray(String[]::new);
                String[] values = Arrays.copyOfRange(words, 1, words.length);
                properties.put(words[0], values.length == 1 ? values[0] : values);
            }
            return properties;
        });
    }

    /** Remembers the options of a guest as texts, which say the same. */
    void configuration(String guest, Map<String, ?> properties) {
        List<String> lines = properties.entrySet().stream()
                .filter(property -> property.getKey().startsWith("wasm.guest."))
                .map(property -> encoded(property.getKey())
                        + ImportPermissions.elements(property.getValue()).stream()
                                .map(value -> " " + encoded(String.valueOf(value)))
                                .collect(Collectors.joining()))
                .sorted()
                .toList();
        Path file = file(guest, ".configuration");
        if (lines.isEmpty()) {
            delete(file);
        } else if (!readLines(file).equals(Optional.of(lines))) {
            writeLines(file, lines);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " cannot be deleted", e);
        }
    }

    /** Names and values may hold anything, line ends included. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
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
        return file(guest, "-" + digest);
    }

    private static Optional<List<String>> readLines(Path file) {
        return read(file).map(bytes -> List.of(new String(bytes, StandardCharsets.US_ASCII).split("\n", -1)));
    }

    private static void writeLines(Path file, List<String> lines) {
        write(file, String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
    }

    /** What was written; nothing of a file that is not whole. */
    private static Optional<byte[]> read(Path file) {
        if (file == null || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] all = Files.readAllBytes(file);
            byte[] bytes = Arrays.copyOfRange(all, Math.min(all.length, DIGEST_LENGTH), all.length);
            if (Arrays.equals(digest(bytes), Arrays.copyOf(all, DIGEST_LENGTH))) {
                return Optional.of(bytes);
            }
            LOG.log(Level.WARNING, file + " is damaged, and counts as not there");
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " cannot be read", e);
        }
        return Optional.empty();
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
                writeAll(channel, digest(bytes));
                writeAll(channel, bytes);
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " cannot be written", e);
        }
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
            int unused = channel.write(rest);
        }
    }

    private static byte[] digest(byte[] bytes) {
        return Staging.sha256(bytes).getBytes(StandardCharsets.US_ASCII);
    }
}
