package org.amphora.api;

import java.util.Objects;

/** Where a section of a module lies and how large it is (WebAssembly 3.0, section 5.5.2). Immutable. */
public final class SectionSize {
    private final String name;
    private final long offset;
    private final long bytes;

    private SectionSize(String name, long offset, long bytes) {
        this.name = Objects.requireNonNull(name, "name");
        this.offset = offset;
        this.bytes = bytes;
    }

    /** A section called {@code name} with {@code bytes} bytes of content from {@code offset} on. */
    public static SectionSize of(String name, long offset, long bytes) {
        return new SectionSize(name, offset, bytes);
    }

    /** The name in the specification ({@code type}, {@code code}, …); {@code custom "NAME"} for a custom section. */
    public String name() {
        return name;
    }

    /** Offset of the section's content from the start of the module, in bytes. */
    public long offset() {
        return offset;
    }

    /** Size of the section's content, in bytes. */
    public long bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name + " " + bytes + " bytes at " + offset;
    }
}
