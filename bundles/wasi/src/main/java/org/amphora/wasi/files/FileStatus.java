package org.amphora.wasi.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amphora.api.Memory;

/** What {@code fd_filestat_get} and {@code path_filestat_get} tell of a file. Immutable. */
public final class FileStatus {
    /** Bytes that {@link #writeTo} writes. */
    public static final int BYTES = 64;

    private static final int UNSTABLE_BYTES = 56;

    /** Standard streams: a device of which nothing is known. */
    static final FileStatus STREAM = new FileStatus(0, 0, FileType.CHARACTER_DEVICE, 0, 0, 0, 0);

    /** Sockets, of which nothing is known either. */
    static final FileStatus SOCKET = new FileStatus(0, 0, FileType.SOCKET_STREAM, 0, 0, 0, 0);

    /** Java tells device and inode of a file by no other way that works on an open directory. */
    private static final Pattern FILE_KEY = Pattern.compile("\\(dev=([0-9a-f]+),ino=(\\d+)\\)");

    private final long device;
    private final long inode;
    private final FileType type;
    private final long size;
    private final long accessedNanos;
    private final long modifiedNanos;
    private final long changedNanos;

    private FileStatus(
            long device,
            long inode,
            FileType type,
            long size,
            long accessedNanos,
            long modifiedNanos,
            long changedNanos) {
        this.device = device;
        this.inode = inode;
        this.type = type;
        this.size = size;
        this.accessedNanos = accessedNanos;
        this.modifiedNanos = modifiedNanos;
        this.changedNanos = changedNanos;
    }

    /** @param device that of the file, unless it tells it itself */
    static FileStatus of(BasicFileAttributes attributes, long device) {
        return of(attributes, attributes.size(), device);
    }

    static FileStatus of(BasicFileAttributes attributes, long size, long device) {
        String key = String.valueOf(attributes.fileKey());
        Matcher matcher = FILE_KEY.matcher(key);
        boolean matches = matcher.matches();
        return new FileStatus(
                matches ? Long.parseUnsignedLong(matcher.group(1), 16) : device,
                matches ? Long.parseUnsignedLong(matcher.group(2)) : inode(key),
                FileType.of(attributes),
                size,
                nanos(attributes.lastAccessTime()),
                nanos(attributes.lastModifiedTime()),
                // the time of the last change of status is not to be had; it is never before that of the content
                nanos(attributes.lastModifiedTime()));
    }

    /** A number for a file that is known by something else: two files hardly ever get the same. */
    private static long inode(String key) {
        long hash = 0;
        for (int i = 0; i < key.length(); i++) {
            hash = 0x100000001b3L * (hash ^ key.charAt(i));
        }
        return hash;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** The inode. */
    public long inode() {
        return inode;
    }

    /** Whether the other one is of the same file, or was. */
    boolean isOfSameFile(FileStatus other) {
        return device == other.device && inode == other.inode;
    }

    /** What it is. */
    public FileType type() {
        return type;
    }

    /**
     * Writes a {@code filestat}:
     *
     * <pre>
     *   0       8       16     17      24      32      40      48      56      64
     *   ├───────┼───────┼──────┼───────┼───────┼───────┼───────┼───────┼───────┤
     *   │ dev   │ ino   │ type │ pad   │ nlink │ size  │ atim  │ mtim  │ ctim  │
     * </pre>
     */
    public void writeTo(Memory memory, long address) {
        memory.checked(address, BYTES);
        memory.writeLong(address, device);
        memory.writeLong(address + 8, inode);
        memory.writeLong(address + 16, type.code());
        memory.writeLong(address + 24, 1); // links are not counted
        memory.writeLong(address + 32, size);
        memory.writeLong(address + 40, accessedNanos);
        memory.writeLong(address + 48, modifiedNanos);
        memory.writeLong(address + 56, changedNanos);
    }

    /**
     * Writes a {@code filestat} of {@code wasi_unstable}, whose number of links had four bytes:
     *
     * <pre>
     *   0       8       16     17    20      24      32      40      48      56
     *   ├───────┼───────┼──────┼─────┼───────┼───────┼───────┼───────┼───────┤
     *   │ dev   │ ino   │ type │ pad │ nlink │ size  │ atim  │ mtim  │ ctim  │
     * </pre>
     */
    public void writeUnstableTo(Memory memory, long address) {
        memory.checked(address, UNSTABLE_BYTES);
        memory.writeLong(address, device);
        memory.writeLong(address + 8, inode);
        memory.writeLong(address + 16, type.code() | 1L << Integer.SIZE); // links are not counted
        memory.writeLong(address + 24, size);
        memory.writeLong(address + 32, accessedNanos);
        memory.writeLong(address + 40, modifiedNanos);
        memory.writeLong(address + 48, changedNanos);
    }
}
