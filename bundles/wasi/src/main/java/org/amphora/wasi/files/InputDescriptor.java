package org.amphora.wasi.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.amphora.api.Memory;

/** Standard input. */
public final class InputDescriptor extends StreamDescriptor {
    private final InputStream stream;
    private final InputPump pump;
    private volatile int flags;

    /** Reads {@code stream}, and leaves it open. */
    public InputDescriptor(InputStream stream) {
        super(Rights.INPUT);
        this.stream = stream;
        this.pump = stream.getClass() == ByteArrayInputStream.class ? null : InputPump.of(stream);
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public void flags(int flags) throws WasiException {
        if ((flags & ~NONBLOCK) != 0) {
            throw Errno.NOTSUP.exception();
        }
        this.flags = flags;
    }

    @Override
    public int read(Memory memory, long address, int length) throws IOException, WasiException {
        memory.checked(address, length); // before anything is taken from the stream
        if (length == 0) {
            return 0;
        }
        return pump == null ? readAtOnce(memory, address, length) : pump.read(stream, memory, address, length);
    }

    /** A stream that never blocks. */
    private int readAtOnce(Memory memory, long address, int length) throws IOException {
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
        return pump == null ? stream.available() : pump.available(stream);
    }

    @Override
    public boolean ready(Wait wait, boolean writing) throws IOException {
        return writing || pump == null || pump.has(stream);
    }

    @Override
    public void enter(Wait wait, boolean writing) throws IOException {
        if (!writing && pump != null) {
            pump.enter(stream, wait);
        }
    }

    @Override
    public void leave(Wait wait) {
        if (pump != null) {
            pump.leave(wait);
        }
    }
}
