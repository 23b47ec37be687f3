package org.amphora.api;

import java.util.List;

/**
 * Whatever goes wrong with a module or a guest. No other exception leaves the engine for a guest's fault: what the JVM
 * throws inside guest code arrives as a {@link Trap}, what a host function throws as a {@link HostFunctionException}.
 *
 * <p>{@link #getMessage()} is one line that names the thing, what was wrong and, where it helps, what would be right. The
 * Wasm frames stand in {@link #getWasmStackTrace()}; the Java stack trace shows them as well, with the functions' names
 * as method names.
 */
public abstract sealed class WasmException extends RuntimeException
        permits MalformedModuleException,
                InvalidModuleException,
                LinkException,
                LimitExceededException,
                NoSuchExportException,
                Trap,
                TagException,
                HostFunctionException,
                ExitException,
                CancelledException,
                GuestUnavailableException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_PRINTED_FRAMES = 30;

    private transient List<WasmFrame> wasmStackTrace = List.of();

    WasmException(String message, Throwable cause) {
        super(message, cause);
    }

    WasmException(String message, Throwable cause, boolean writableStackTrace) {
        super(message, cause, true, writableStackTrace);
    }

    /** The Wasm functions that were active, innermost first; empty if no guest code was running. */
    public final List<WasmFrame> getWasmStackTrace() {
        return wasmStackTrace == null ? List.of() : wasmStackTrace;
    }

    /** For the engine: sets the Wasm frames, as {@link Throwable#setStackTrace} sets those of Java. */
    public final void setWasmStackTrace(List<WasmFrame> frames) {
        wasmStackTrace = List.copyOf(frames);
    }

    /** Message and Wasm stack trace as an operator reads them, a line a frame, thirty frames at most. */
    public final String describe() {
        StringBuilder text = new StringBuilder("wasm error: ").append(getMessage());
        List<WasmFrame> frames = getWasmStackTrace();
        if (!frames.isEmpty()) {
            text.append("\nwasm stack trace:");
            frames.stream()
                    .limit(MAX_PRINTED_FRAMES)
                    .forEach(frame -> text.append("\n\t").append(frame));
            if (frames.size() > MAX_PRINTED_FRAMES) {
                text.append("\n\t... and ")
                        .append(frames.size() - MAX_PRINTED_FRAMES)
                        .append(" more");
            }
        }
        return text.toString();
    }
}
