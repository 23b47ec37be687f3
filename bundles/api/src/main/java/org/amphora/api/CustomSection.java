package org.amphora.api;

import java.nio.ByteBuffer;
import java.util.Objects;

/** A custom section of a module: bytes that the specification leaves to others (WebAssembly 3.0, section 5.5.3). Immutable. */
public final class CustomSection {
    private final String name;
    private final ByteBuffer content;

    private CustomSection(String name, ByteBuffer content) {
        this.name = Objects.requireNonNull(name, "name");
        this.content = content.asReadOnlyBuffer();
    }

    /** A section whose content is what remains in {@code content}; the bytes must not change afterwards. */
    public static CustomSection of(String name, ByteBuffer content) {
        return new CustomSection(name, content.slice());
    }

    /** The name of the section; several may have the same. */
    public String name() {
        return name;
    }

    /** The content, without the name, as a read-only buffer of its own position. */
    public ByteBuffer content() {
        return content.duplicate();
    }

    /** Such as {@code producers (76 bytes)}. */
    @Override
    public String toString() {
        return name + " (" + content.remaining() + " bytes)";
    }
}
