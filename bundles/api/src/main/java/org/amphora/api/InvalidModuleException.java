package org.amphora.api;

/** The module is well-formed but not valid (WebAssembly 3.0, chapter 3), or exceeds a limit of the engine. */
public final class InvalidModuleException extends WasmException {
    private static final long serialVersionUID = 1L;

    /** {@code message} begins with the specification's words and names the place. */
    public InvalidModuleException(String message) {
        super(message, null);
    }
}
