package org.amphora.wasi.files;

/** A stream of the host: what is known of it without reading or writing. */
abstract class StreamDescriptor extends Descriptor {
    /** What goes between stream and memory; who uses it is synchronized on it. */
    final byte[] buffer = new byte[8_192];

    private final long rights;

    /** {@code rights} are those of {@link Rights}. */
    StreamDescriptor(long rights) {
        this.rights = rights;
    }

    @Override
    public FileType type() {
        // with a terminal's type and no right to seek, C libraries flush at the end of each line
        return FileType.CHARACTER_DEVICE;
    }

    @Override
    long allRights() {
        return rights;
    }

    @Override
    public FileStatus status() {
        return FileStatus.STREAM;
    }
}
