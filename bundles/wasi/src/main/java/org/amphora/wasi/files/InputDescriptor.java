package org.amphora.wasi.files;

import java.io.IOException;
import java.io.InputStream;
import org.amphora.api.Memory;

/** Standard input. */
public final class InputDescriptor extends StreamDescriptor {
    private final InputStream stream;

    /** Reads {@code stream}, and leaves it open. */
    public InputDescriptor(InputStream stream) {
        super(Rights.INPUT);
        this.stream = stream;
    }

    @Override
    public int read(Memory memory, long address, int length) throws IOException {
        memory.checked(address, length); // before anything is taken from the stream
        synchronized (buffer) {
            int read = stream.read(buffer, 0, Math.min(length, buffer.length));
            if (read <= 0) {
                return 0;
            }
            memory.write(address, buffer, 0, read);
            return read;
        }
    }

    @Override
    public long available() throws IOException {
        return stream.available();
    }
}
