package org.amphora.wasi;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Files that somebody else keeps, for guests to read. In OSGi it is a service with a property {@code wasi.name}, which a
 * guest's configuration names: {@code dirs=["service:reports::/reports"]}. Must be thread-safe.
 *
 * <p>A path is empty for the root, else names with a slash between them. No name is empty, {@code .} or {@code ..}: what a
 * guest asks for is walked before it comes here, so nothing leads out of the source.
 *
 * <p>What a method throws as an {@link IOException} the guest sees as an error number: {@code ENOENT} for {@link
 * java.nio.file.NoSuchFileException}, {@code EACCES} for {@link java.nio.file.AccessDeniedException}, {@code EIO} for those that
 * say no more.
 */
@ConsumerType
public interface FileSource {
    /** What {@code path} names; null if that does not exist. */
    Entry entry(String path) throws IOException;

    /** The names in the directory {@code path}, in any order; one that no path can have is left out. */
    Collection<String> names(String path) throws IOException;

    /**
     * The content of the file {@code path}, to be read from its beginning and closed. A guest that reads backwards makes it
     * open another.
     */
    InputStream open(String path) throws IOException;

    /** A file or directory. Immutable. */
    final class Entry {
        private final boolean directory;
        private final long bytes;
        private final Instant modified;

        private Entry(boolean directory, long bytes, Instant modified) {
            this.directory = directory;
            this.bytes = bytes;
            this.modified = Objects.requireNonNull(modified, "modified");
        }

        /** A directory. */
        public static Entry directory(Instant modified) {
            return new Entry(true, 0, modified);
        }

        /** A file that has so many bytes, 0 or more. */
        public static Entry file(long bytes, Instant modified) {
            if (bytes < 0) {
                throw new IllegalArgumentException("a file cannot have " + bytes + " bytes; it must be 0 or more");
            }
            return new Entry(false, bytes, modified);
        }

        /** Whether it is a directory. */
        public boolean isDirectory() {
            return directory;
        }

        /** Its bytes; 0 for a directory. */
        public long bytes() {
            return bytes;
        }

        /** When it was changed last. */
        public Instant modified() {
            return modified;
        }
    }
}
