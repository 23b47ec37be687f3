package org.amphora.wasi.files;

import java.io.IOException;
import java.io.OutputStream;
import org.amphora.api.Memory;

/** Standard output or error. */
public final class OutputDescriptor extends Descriptor {
    private final OutputStream stream;
    private final byte[] buffer = new byte[8_192];

    /** Writes to {@code stream}, flushes it after each write, and leaves it open. */
    public OutputDescriptor(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public FileType type() {
        // with a terminal's type and no right to seek, C libraries flush at the end of each line
        return FileType.CHARACTER_DEVICE;
    }

    @Override
    public long rights() {
        return Rights.OUTPUT;
    }

    @Override
    public FileStatus status() {
        return FileStatus.STREAM;
    }

    @Override
    public int write(Memory memory, long address, int length) throws IOException {
        memory.checked(address, length); // before anything goes to the stream
        synchronized (buffer) {
            for (int done = 0; done < length; ) {
                int n = Math.min(length - done, buffer.length);
                memory.read(address + done, buffer, 0, n);
                stream.write(buffer, 0, n);
                done += n;
            }
            stream.flush();
        }
        return length;
    }
}
