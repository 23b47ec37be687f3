package org.amphora.engine.compile;

import org.amphora.engine.runtime.MemoryKind;

/**
 * What generated code knows of memories of one kind: the class that they are of, what of it each load and store is given,
 * and the class that has a static method for each load and store, named after the instruction. Such a method takes the
 * operands of the instruction, the address being an int or a long by the memory's type, then what it is given of the
 * memory, then the offset.
 */
enum MemoryForm {
    BYTES("ByteMemory", "bytes", "[B", "ByteAccess", Kind.INT, Integer.MAX_VALUE),
    LARGE("LargeMemory", "chunks", "[[B", "LargeAccess", Kind.LONG, Long.MAX_VALUE),
    SHARED("BufferMemory", null, Names.RUNTIME + "BufferMemory", "BufferAccess", Kind.LONG, Long.MAX_VALUE);

    /** The class of the memories. */
    final String memoryClass;

    /** The field of a memory that holds what accesses are given; null if they are given the memory itself. */
    final String contentField;

    /** The type of what accesses are given, as frames name it. */
    final String contentType;

    /** The class with the methods. */
    final String accessClass;

    /** The kind of the offset that they are given. */
    final Kind offset;

    /** No memory of this form has more bytes. */
    final long mostBytes;

    MemoryForm(
            String memoryClass,
            String contentField,
            String contentType,
            String accessClass,
            Kind offset,
            long mostBytes) {
        this.memoryClass = Names.RUNTIME + memoryClass;
        this.contentField = contentField;
        this.contentType = contentType;
        this.accessClass = Names.RUNTIME + accessClass;
        this.offset = offset;
        this.mostBytes = mostBytes;
    }

    static MemoryForm of(MemoryKind kind) {
        return switch (kind) {
            case BYTES -> BYTES;
            case LARGE -> LARGE;
            case SHARED -> SHARED;
        };
    }

    /** Whether what accesses are given may be another object after the memory has grown. */
    boolean moves() {
        return contentField != null;
    }

    String contentDescriptor() {
        return contentField == null ? "L" + contentType + ";" : contentType;
    }

    /** Replaces a memory on the stack by what accesses are given. */
    void content(CodeBuilder code) {
        if (contentField != null) {
            code.getField(memoryClass, contentField, contentDescriptor());
        }
    }
}
