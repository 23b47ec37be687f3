package org.amphora.wasi.preview1;

import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.WasiException;

/** The times that a call wants to set, decoded from its {@code fstflags}. Immutable. */
final class FileTimes {
    private static final int SET_ACCESSED = 1;
    private static final int SET_ACCESSED_NOW = 2;
    private static final int SET_MODIFIED = 4;
    private static final int SET_MODIFIED_NOW = 8;
    private static final int ALL = SET_ACCESSED | SET_ACCESSED_NOW | SET_MODIFIED | SET_MODIFIED_NOW;

    private final FileTime accessed;
    private final FileTime modified;

    private FileTimes(FileTime accessed, FileTime modified) {
        this.accessed = accessed;
        this.modified = modified;
    }

    static FileTimes of(WasiProcess process, long accessedNanos, long modifiedNanos, int flags) throws WasiException {
        boolean accessedTwice = (flags & SET_ACCESSED) != 0 && (flags & SET_ACCESSED_NOW) != 0;
        boolean modifiedTwice = (flags & SET_MODIFIED) != 0 && (flags & SET_MODIFIED_NOW) != 0;
        if ((flags & ~ALL) != 0 || accessedTwice || modifiedTwice) {
            throw Errno.INVAL.exception();
        }
        boolean now = (flags & (SET_ACCESSED_NOW | SET_MODIFIED_NOW)) != 0;
        FileTime present = now ? time(process.clock(WasiProcess.WALL_CLOCK).readNanos()) : null;
        return new FileTimes(
                (flags & SET_ACCESSED) != 0 ? time(accessedNanos) : (flags & SET_ACCESSED_NOW) != 0 ? present : null,
                (flags & SET_MODIFIED) != 0 ? time(modifiedNanos) : (flags & SET_MODIFIED_NOW) != 0 ? present : null);
    }

    private static FileTime time(long nanos) {
        return FileTime.from(nanos, TimeUnit.NANOSECONDS);
    }

    /** The time of last access, null to leave it alone. */
    FileTime accessed() {
        return accessed;
    }

    /** The time of last change, null to leave it alone. */
    FileTime modified() {
        return modified;
    }
}
