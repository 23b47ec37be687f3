package org.amphora.guests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * The content of a file that somebody may be writing to.
 *
 * <p>That a prefix of a module is a valid module is common (cut it before its data section), so validation is no proof
 * that a copy is complete. A file is taken only if identity, size, time and bytes stay the same over a pause. The pause
 * is longer if the file was written just now.
 */
final class FileContent implements ContentSource {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Path file;
    private final Duration pause;

    /** @param pause between the two looks at a file that was written just now; a quarter of it for older ones */
    FileContent(Path file, Duration pause) {
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
            pause(before);
            if (!same(before, attributes()) || !Arrays.equals(binary, Files.readAllBytes(file))) {
                throw new ChangedWhileReadException();
            }
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

    private void pause(BasicFileAttributes attributes) throws IOException {
        long ageMillis =
                System.currentTimeMillis() - attributes.lastModifiedTime().toMillis();
        boolean fresh = Math.abs(ageMillis) < FRESH.toMillis();
        try {
            Thread.sleep(fresh ? pause.toMillis() : pause.toMillis() / 4);
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
}
