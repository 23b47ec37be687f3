package org.amphora.wasi.preview1;

import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.ClosedFileSystemException;
import java.util.function.Consumer;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.Trap;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.WasiException;

/**
 * A function as the host function of one process: turns the outcome of its body into an error number. Never used itself, but as
 * a {@link Binding} copies it.
 */
final class BoundFunction implements HostFunction {
    private final WasiFunction function;
    private final WasiFunction.Body body;
    private final ProcessSlot slot;

    BoundFunction(WasiFunction function, ProcessSlot slot) {
        this.function = function;
        this.body = function.body();
        this.slot = slot;
    }

    @Override
    public void call(Instance caller, long[] stack) {
        WasiProcess process = slot.get();
        Consumer<String> listener = process.listener();
        Errno errno = listener == null ? errno(process, caller, stack) : traced(process, caller, stack, listener);
        stack[0] = errno.code();
    }

    private Errno traced(WasiProcess process, Instance caller, long[] stack, Consumer<String> listener) {
        Trace trace = new Trace(function, caller.memory(), stack);
        Errno errno = null;
        try {
            errno = errno(process, caller, stack);
            return errno;
        } finally {
            listener.accept(errno == null ? trace.ended() : trace.returned(errno));
        }
    }

    private Errno errno(WasiProcess process, Instance caller, long[] stack) {
        try {
            body.call(process, caller, stack);
            return Errno.SUCCESS;
        } catch (WasiException e) {
            return e.errno();
        } catch (IOException e) {
            return Errno.of(e);
        } catch (ClosedDirectoryStreamException
                | ClosedFileSystemException
                | SecurityException
                | UnsupportedOperationException e) {
            return Errno.of(e);
        } catch (Trap e) {
            // The specification leaves it open whether a bad pointer traps; a program can at least report an error.
            if (e.kind() == Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS) {
                return Errno.FAULT;
            }
            throw e;
        }
    }
}
