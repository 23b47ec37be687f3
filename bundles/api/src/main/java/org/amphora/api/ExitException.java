package org.amphora.api;

/**
 * The guest ended itself, as by WASI's {@code proc_exit}. Thrown by the host function that implements the exit, through
 * all guest code, to the outermost caller. Code 0 is success. Carries no Java stack trace.
 */
public final class ExitException extends WasmException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** Ends the guest with {@code exitCode}. */
    public ExitException(int exitCode) {
        super("exit code " + Integer.toUnsignedString(exitCode), null, false);
        this.exitCode = exitCode;
    }

    /** The guest's exit code; an unsigned 32-bit number. */
    public int exitCode() {
        return exitCode;
    }
}
