package org.amphora.wasi.preview1;

import java.util.function.Supplier;
import org.amphora.wasi.WasiConfig;

/** Where the functions of an instance find its process, which begins when it is first asked for. Thread-safe. */
public final class ProcessSlot implements AutoCloseable {
    private final Supplier<WasiConfig> config;
    private volatile WasiProcess process;
    private boolean closed;

    /** A slot for a process that is granted what {@code config} then says. */
    public ProcessSlot(Supplier<WasiConfig> config) {
        this.config = config;
    }

    /**
     * The process.
     *
     * @throws IllegalArgumentException if it cannot begin with its configuration
     */
    public WasiProcess get() {
        WasiProcess begun = process;
        return begun != null ? begun : begin();
    }

    private synchronized WasiProcess begin() {
        if (closed) {
            throw new IllegalStateException("the instance is closed");
        }
        if (process == null) {
            process = new WasiProcess(config.get());
        }
        return process;
    }

    /** Ends the process: closes what it has open. */
    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.close();
        }
    }
}
