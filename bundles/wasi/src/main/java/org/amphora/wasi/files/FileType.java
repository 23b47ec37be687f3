package org.amphora.wasi.files;

import java.nio.file.attribute.BasicFileAttributes;

/** What a descriptor or a directory entry is. */
public enum FileType {
    UNKNOWN(0),
    BLOCK_DEVICE(1),
    CHARACTER_DEVICE(2),
    DIRECTORY(3),
    REGULAR_FILE(4),
    SOCKET_DGRAM(5),
    SOCKET_STREAM(6),
    SYMBOLIC_LINK(7);

    private final int code;

    FileType(int code) {
        this.code = code;
    }

    /** The number that the guest sees. */
    public int code() {
        return code;
    }

    static FileType of(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return REGULAR_FILE;
        } else if (attributes.isDirectory()) {
            return DIRECTORY;
        } else if (attributes.isSymbolicLink()) {
            return SYMBOLIC_LINK;
        }
        return UNKNOWN;
    }
}
