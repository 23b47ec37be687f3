package org.amphora.wasi.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.amphora.api.Instance;
import org.amphora.api.Memory;

/** Standard output or error. */
public final class OutputDescriptor extends StreamDescriptor {
    private final OutputStream stream;
    private final OutputPump pump;
    /** Whether it is one of the process's own streams, or a file. */
    private final boolean process;

    /** Writes to {@code stream}, flushes it after each write, and leaves it open. */
    public OutputDescriptor(OutputStream stream) {
        super(Rights.OUTPUT);
        this.stream = stream;
        this.pump = OutputPump.of(stream);
        this.process = stream.getClass() == FileOutputStream.class || stream == System.out || stream == System.err;
    }

    @Override
    public int write(Instance caller, long address, int length) throws IOException, WasiException {
        caller.memory().checked(address, length); // before anything goes to the stream
        if (pump == null || (process && caller.remainingNanos() == Long.MAX_VALUE)) {
            writeAtOnce(caller.memory(), address, length);
            return length;
        }
        int piece = Math.min(length, OutputPump.PIECE_BYTES);
        pump.write(stream, caller, address, piece);
        return piece;
    }

    /** To a stream that never blocks, or by a call that may take as long as it will. */
    private void writeAtOnce(Memory memory, long address, int length) throws IOException {
        synchronized (buffer) {
            for (int done = 0; done < length; ) {
                int n = Math.min(length - done, buffer.length);
                memory.read(address + done, buffer, 0, n);
                stream.write(buffer, 0, n);
                done += n;
            }
            stream.flush();
        }
    }
}
