package org.amphora.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A file that is looked at again and again. Not thread-safe. */
final class Watched {
    private static final String GONE = "gone";

    private final Path file;
    private String deployed;
    private String seen;

    /** What a look at a file says. */
    enum Look {
        /** As it was when it was deployed, or not at rest yet. */
        SAME,
        /** Other than it was when it was deployed, and the same as at the look before. */
        CHANGED,
        /** Not there, as at the look before. */
        GONE
    }

    /** A file that was not deployed yet: it is {@link Look#CHANGED} if it rests until the next look. */
    Watched(Path file) {
        this.file = file;
        this.seen = state();
    }

    Path file() {
        return file;
    }

    /** The content as it is now was handed to the registry. */
    void deployed() {
        deployed = state();
    }

    Look look() {
        String state = state();
        boolean rests = state.equals(seen);
        seen = state;
        if (!rests || state.equals(deployed)) {
            return Look.SAME;
        }
        return state.equals(GONE) ? Look.GONE : Look.CHANGED;
    }

    /** Changes with each write: where the file system keeps the time of change, nobody can set it back. */
    private String state() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey() + " "
                    + changeTime();
        } catch (IOException e) {
            return GONE;
        }
    }

    private String changeTime() throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Objects.toString(Files.getAttribute(file, "unix:ctime"))
                : "";
    }
}
