package org.amphora.wasi.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** An entry of a directory. Immutable. */
public final class DirectoryEntry {
    /** Bytes of a {@code dirent} before the name. */
    public static final int HEAD_BYTES = 24;

    private final byte[] name;
    private final long inode;
    private final FileType type;

    private DirectoryEntry(byte[] name, long inode, FileType type) {
        this.name = name;
        this.inode = inode;
        this.type = type;
    }

    static DirectoryEntry of(String name, FileStatus status) {
        return new DirectoryEntry(
                name.getBytes(StandardCharsets.UTF_8),
                status == null ? 0 : status.inode(),
                status == null ? FileType.DIRECTORY : status.type());
    }

    /**
     * The entry as a {@code dirent} and its name:
     *
     * <pre>
     *   0        8       16       20     21    24
     *   ├────────┼───────┼────────┼──────┼─────┼──────────────┤
     *   │ d_next │ d_ino │ namlen │ type │ pad │ name, no NUL │
     * </pre>
     *
     * @param next the cookie of the entry after this one
     */
    public byte[] encode(long next) {
        return ByteBuffer.allocate(HEAD_BYTES + name.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(next)
                .putLong(inode)
                .putInt(name.length)
                .putInt(type.code())
                .put(name)
                .array();
    }
}
