package org.amphora.wasi.files.memory;

import java.nio.charset.StandardCharsets;
import org.amphora.wasi.files.FileType;

/** A symbolic link. */
final class MemoryLink extends MemoryNode {
    private final String target;

    /** A link for which {@link MemoryFileSystem#ENTRY} and {@link #content} bytes were taken. */
    MemoryLink(MemoryFileSystem system, String target) {
        super(system, FileType.SYMBOLIC_LINK);
        this.target = target;
    }

    /** The memory of a target. */
    static int content(String target) {
        return target.length() * Character.BYTES;
    }

    String target() {
        return target;
    }

    @Override
    long size() {
        return target.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    void discard() {
        system.giveBack(MemoryFileSystem.ENTRY + content(target));
    }
}
