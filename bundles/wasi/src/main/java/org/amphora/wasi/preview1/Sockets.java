package org.amphora.wasi.preview1;

import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.WasiException;

/** What can be done with sockets. None can be granted yet, so that no descriptor is one. */
final class Sockets {
    private Sockets() {}

    /** All {@code sock_} functions: {@code EBADF} if the descriptor is not open, {@code ENOTSOCK} for any other. */
    static void refuse(WasiProcess process, int fd) throws WasiException {
        process.descriptors().get(fd);
        throw Errno.NOTSOCK.exception();
    }
}
