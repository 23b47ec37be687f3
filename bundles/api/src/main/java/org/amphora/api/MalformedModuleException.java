package org.amphora.api;

/** The bytes are not a module in the binary format (WebAssembly 3.0, chapter 5). */
public final class MalformedModuleException extends WasmException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /** {@code message} begins with the specification's words; {@code offset} counts from the start of the module. */
    public MalformedModuleException(String message, long offset) {
        super(message + " (at offset 0x" + Long.toHexString(offset) + ")", null);
        this.offset = offset;
    }

    /** Where in the module the fault lies, in bytes from its start. */
    public long offset() {
        return offset;
    }
}
