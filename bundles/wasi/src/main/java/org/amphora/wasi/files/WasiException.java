package org.amphora.wasi.files;

/** Makes the running function return an error number. Made once per number, without a stack trace. */
public final class WasiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    WasiException(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    /** What the function returns. */
    public Errno errno() {
        return errno;
    }
}
