package org.amphora.api;

/** The bytes are not a module, neither in the binary format nor in the text format (WebAssembly 3.0, chapters 5 and 6). */
public final class MalformedModuleException extends WasmException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final int line;
    private final int column;

    /**
     * A fault in the binary format.
     *
     * @param message begins with the specification's words
     * @param offset counts from the start of the module
     */
    public MalformedModuleException(String message, long offset) {
        super(message + " (at offset 0x" + Long.toHexString(offset) + ")", null);
        this.offset = offset;
        this.line = 0;
        this.column = 0;
    }

    /**
     * A fault in the text format.
     *
     * @param message begins with the specification's words
     * @param offset counts bytes from the start of the text
     * @param line counts from 1
     * @param column counts characters from 1
     */
    public MalformedModuleException(String message, long offset, int line, int column) {
        super(message + " (at line " + line + ", column " + column + ")", null);
        this.offset = offset;
        this.line = line;
        this.column = column;
    }

    /** Where in the module the fault lies, in bytes from its start. */
    public long offset() {
        return offset;
    }

    /** The line of the text in which the fault lies, from 1; 0 in the binary format. */
    public int line() {
        return line;
    }

    /** The character of the line at which the fault lies, from 1; 0 in the binary format. */
    public int column() {
        return column;
    }
}
