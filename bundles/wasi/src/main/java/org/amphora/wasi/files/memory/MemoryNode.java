package org.amphora.wasi.files.memory;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.amphora.wasi.files.FileType;

/** What a name stands for: lives for as long as it has a name or is open. To be used under the file system's lock. */
abstract class MemoryNode {
    final MemoryFileSystem system;
    private final long id;
    private final FileType type;
    private long accessed;
    private long modified;
    private int users;

    MemoryNode(MemoryFileSystem system, FileType type) {
        this.system = system;
        this.type = type;
        id = system.nextId();
        accessed = system.now();
        modified = accessed;
    }

    final boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    final boolean isSymbolicLink() {
        return type == FileType.SYMBOLIC_LINK;
    }

    abstract long size();

    /** A name stands for it, or it was opened. */
    final void retain() {
        users++;
    }

    /** A name less, or closed. */
    final void release() {
        if (--users == 0) {
            discard();
        }
    }

    /** Gives back the memory of its content. */
    abstract void discard();

    final void changed() {
        modified = system.now();
    }

    final void times(FileTime newAccessed, FileTime newModified) {
        accessed = newAccessed == null ? accessed : newAccessed.to(TimeUnit.NANOSECONDS);
        modified = newModified == null ? modified : newModified.to(TimeUnit.NANOSECONDS);
    }

    /** Its attributes at this moment. */
    final BasicFileAttributes attributes() {
        return new Attributes(id, type, size(), accessed, modified);
    }

    private record Attributes(Object fileKey, FileType type, long size, long accessed, long modified)
            implements BasicFileAttributes {
        @Override
        public FileTime lastModifiedTime() {
            return FileTime.from(modified, TimeUnit.NANOSECONDS);
        }

        @Override
        public FileTime lastAccessTime() {
            return FileTime.from(accessed, TimeUnit.NANOSECONDS);
        }

        @Override
        public FileTime creationTime() {
            return lastModifiedTime();
        }

        @Override
        public boolean isRegularFile() {
            return type == FileType.REGULAR_FILE;
        }

        @Override
        public boolean isDirectory() {
            return type == FileType.DIRECTORY;
        }

        @Override
        public boolean isSymbolicLink() {
            return type == FileType.SYMBOLIC_LINK;
        }

        @Override
        public boolean isOther() {
            return false;
        }
    }
}
