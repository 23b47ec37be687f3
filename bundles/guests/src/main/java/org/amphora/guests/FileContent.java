package org.amphora.guests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a file that somebody may be writing to.
 *
 * <p>That a prefix of a module is a valid module is common (cut it before its data section), so validation is no proof
 * that a copy is complete. A file is taken only if identity, size, time and bytes stay the same over a pause. The pause
 * is longer if the file was written just now. If a file of the same name with {@code .sha256} behind it lies beside it, the
 * content must have the digest that it begins with: that is proof, however long a writer rests.
 */
final class FileContent implements ContentSource {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Pattern DIGEST = Pattern.compile("\\s*([0-9a-fA-F]{64})(\\s.*)?", Pattern.DOTALL);

    private final Path file;
    private final Pause pause;

    /** @param pause between the two looks at a file that was written just now; a quarter of it for older ones */
    FileContent(Path file, Duration pause) {
        this(file, fresh -> sleep(fresh ? pause.toMillis() : pause.toMillis() / 4));
    }

    FileContent(Path file, Pause pause) {
        this.file = file;
        this.pause = pause;
    }

    @Override
    public String description() {
        return file.toString();
    }

    @Override
    public byte[] read() throws IOException {
        try {
            BasicFileAttributes before = attributes();
            byte[] binary = Files.readAllBytes(file);
            pause.take(isFresh(before));
            if (!same(before, attributes()) || !Arrays.equals(binary, Files.readAllBytes(file))) {
                throw new ChangedWhileReadException("it changed while it was read");
            }
            compareWithDigest(binary);
            return binary;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new IOException("it is no regular file");
        }
        return attributes;
    }

    private static boolean isFresh(BasicFileAttributes attributes) {
        long ageMillis =
                System.currentTimeMillis() - attributes.lastModifiedTime().toMillis();
        return Math.abs(ageMillis) < FRESH.toMillis();
    }

    private static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("reading was interrupted", e);
        }
    }

    private static boolean same(BasicFileAttributes one, BasicFileAttributes other) {
        return one.size() == other.size()
                && one.lastModifiedTime().equals(other.lastModifiedTime())
                && Objects.equals(one.fileKey(), other.fileKey());
    }

    private void compareWithDigest(byte[] binary) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".sha256");
        if (!Files.exists(beside)) {
            return;
        }
        Matcher digest = DIGEST.matcher(Files.readString(beside, StandardCharsets.ISO_8859_1));
        if (!digest.matches()) {
            throw new ChangedWhileReadException(
                    beside.getFileName() + " must begin with a SHA-256 digest of 64 hexadecimal digits");
        }
        String expected = digest.group(1).toLowerCase(Locale.ROOT);
        String actual = Staging.sha256(binary);
        if (!actual.equals(expected)) {
            throw new ChangedWhileReadException(
                    "its SHA-256 digest is " + actual + ", and " + beside.getFileName() + " says " + expected);
        }
    }

    /** What is waited for between two looks at a file. */
    @FunctionalInterface
    interface Pause {
        /** Waits; {@code fresh} says whether the file was written just now. */
        void take(boolean fresh) throws IOException;
    }
}
