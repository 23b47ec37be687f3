package org.amphora.wasi.files;

import java.io.IOException;
import java.io.OutputStream;
import org.amphora.api.Memory;

/** Standard output or error. */
public final class OutputDescriptor extends StreamDescriptor {
    private final OutputStream stream;

    /** Writes to {@code stream}, flushes it after each write, and leaves it open. */
    public OutputDescriptor(OutputStream stream) {
        super(Rights.OUTPUT);
        this.stream = stream;
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
