package org.amphora.api;

/** An instance has no export of the name, or it is of another kind or type than was asked for. */
public final class NoSuchExportException extends WasmException {
    private static final long serialVersionUID = 1L;

    /** {@code message} names the instance, the export and what there is instead. */
    public NoSuchExportException(String message) {
        super(message, null);
    }
}
