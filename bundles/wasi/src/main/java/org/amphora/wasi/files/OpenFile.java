package org.amphora.wasi.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The content of an open file, by place. Thread-safe. */
public interface OpenFile extends Closeable {
    /** Reads to {@code buffer} what is there from {@code position} on; -1 at or behind the end. */
    int read(ByteBuffer buffer, long position) throws IOException;

    /** Writes {@code buffer} to {@code position}; bytes between the end and there become 0. */
    int write(ByteBuffer buffer, long position) throws IOException, WasiException;

    /** Its bytes. */
    long size() throws IOException;

    /** Cuts off what is behind {@code size} bytes, or adds bytes that are 0. */
    void resize(long size) throws IOException, WasiException;

    /** Brings written data to the disk. */
    void sync(boolean metadata) throws IOException;
}
