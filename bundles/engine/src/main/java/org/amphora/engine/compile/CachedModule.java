package org.amphora.engine.compile;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.amphora.engine.runtime.CodeVariant;

/**
 * The part of a {@link ClassCache} for one module. A file for each class: four bytes of checksum, then the class. Files
 * appear complete or not at all; one that is damaged counts as absent. Thread-safe.
 */
final class CachedModule implements ClassStore {
    private static final String VALID = "valid";
    private static final byte[] NOTHING = {};

    private final Path folder;
    private final ClassCache cache;
    private volatile boolean broken;
    private boolean roomKnown;
    /** How many bytes may be written; asked for before the first is: a start that finds everything does not need it. */
    private long room;

    /** @param folder may not exist yet */
    CachedModule(Path folder, ClassCache cache) {
        this.folder = folder;
        this.cache = cache;
        try {
            if (Files.isDirectory(folder)) {
                Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
            }
        } catch (IOException e) {
            StoreLog.log(Level.DEBUG, "class cache " + folder + " cannot be marked as used", e);
        }
    }

    @Override
    public boolean valid() {
        return read(folder.resolve(VALID)) != null;
    }

    @Override
    public void noteValid() {
        write(folder.resolve(VALID), NOTHING);
    }

    @Override
    public byte[] find(CodeVariant variant, String internalName) {
        return read(file(variant, internalName));
    }

    @Override
    public void keep(CodeVariant variant, String internalName, byte[] bytes) {
        write(file(variant, internalName), bytes);
    }

    private Path file(CodeVariant variant, String internalName) {
        return folder.resolve(ClassStore.path(variant, internalName));
    }

    private byte[] read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            StoreLog.log(Level.WARNING, "class cache: " + file + " cannot be read, its content is generated again", e);
            return null;
        }
        if (bytes.length < Integer.BYTES || ByteBuffer.wrap(bytes).getInt() != checksum(bytes, Integer.BYTES)) {
            StoreLog.log(Level.WARNING, "class cache: " + file + " is damaged, its content is generated again", null);
            return null;
        }
        byte[] content = new byte[bytes.length - Integer.BYTES];
        System.arraycopy(bytes, Integer.BYTES, content, 0, content.length);
        return content;
    }

    private void write(Path file, byte[] content) {
        if (broken || !takeRoom(Integer.BYTES + content.length)) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), "unfinished", null);
            Files.write(
                    unfinished,
                    ByteBuffer.allocate(Integer.BYTES + content.length)
                            .putInt(checksum(content, 0))
                            .put(content)
                            .array());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            broken = true;
            StoreLog.log(
                    Level.WARNING, "class cache: " + file + " cannot be written, no more is kept of the module", e);
        }
    }

    private synchronized boolean takeRoom(int bytes) {
        if (!roomKnown) {
            room = cache.makeRoom(folder);
            roomKnown = true;
        }
        room -= bytes;
        return room >= 0;
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, bytes.length - from);
        return (int) checksum.getValue();
    }
}
