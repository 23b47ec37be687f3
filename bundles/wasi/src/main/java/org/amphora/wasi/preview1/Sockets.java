package org.amphora.wasi.preview1;

import java.io.IOException;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.wasi.files.Descriptor;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.Rights;
import org.amphora.wasi.files.SocketDescriptor;
import org.amphora.wasi.files.WasiException;
import org.amphora.wasi.preview1.Transfers.Move;

/**
 * What can be done with sockets: with the listeners that were granted, whose descriptors follow those of the directories,
 * and with the connections that they take. Connections can be read and written as files too. All functions fail with {@code
 * EBADF} if the descriptor is not open, with {@code ENOTSOCK} if it is no socket.
 */
final class Sockets {
    private static final int PEEK = 1;
    private static final int WAIT_ALL = 2;
    private static final int SHUT_READ = 1;
    private static final int SHUT_WRITE = 2;

    private Sockets() {}

    /**
     * {@code sock_accept}: waits for a connection.
     *
     * <p>With {@code flags} = 4 and {@code result} = 0, where 3 is the listener and 4 the lowest number that is free, memory
     * is afterwards
     *
     * <pre>
     *   0               4
     *   ├───────────────┤
     *   │ 04 00 00 00   │   the connection; reading from it does not wait
     * </pre>
     *
     * @param flags those of the new descriptor: none, or 4 for one that does not wait
     * @param result where the number of the new descriptor is written
     *     <p>Errors: {@code EAGAIN} if there is no connection and {@code fd} does not wait, {@code EINVAL} for other flags or
     *     if {@code fd} is a connection itself, {@code EMFILE} if too many descriptors are open, which closes the connection,
     *     {@code EFAULT} if {@code result} lies outside of the memory
     */
    static void accept(WasiProcess process, Instance caller, int fd, int flags, long result)
            throws IOException, WasiException {
        SocketDescriptor listener = socket(process, fd, Rights.SOCK_ACCEPT);
        caller.memory().checked(result, Integer.BYTES);
        if ((flags & ~Descriptor.NONBLOCK) != 0) {
            throw Errno.INVAL.exception();
        }
        int accepted = process.descriptors().add(next(listener, caller, flags));
        caller.memory().writeInt(result, accepted);
    }

    private static Descriptor next(SocketDescriptor listener, Instance caller, int flags)
            throws IOException, WasiException {
        while (true) {
            try {
                return listener.accept(flags);
            } catch (WasiException e) {
                if (e.errno() != Errno.AGAIN) {
                    throw e;
                }
            }
            listener.await(caller, false);
        }
    }

    /**
     * {@code sock_recv}: reads from a connection into buffers, as {@link Transfers#read} does.
     *
     * <p>With vectors as there, {@code read} = 26, {@code readFlags} = 30 and {@code wazzup} sent, memory is afterwards as there,
     * and then
     *
     * <pre>
     *   26              30      32
     *   ├───────────────┼───────┼───┤
     *   │ 06 00 00 00   │ 00 00 │ ? │
     * </pre>
     *
     * @param data where the vectors are
     * @param dataLen how many
     * @param flags 1 to leave what is read to be read again, of which there can be 64 KiB; 2 to wait until the buffers are
     *     full or the other side has ended, which the former does not
     * @param read where the number of bytes read is written; 0 at the end
     * @param readFlags where 2 bytes are written: 0, as a stream has no messages that could be cut off
     *     <p>Errors: {@code EAGAIN} if nothing is there and {@code fd} does not wait, {@code ENOTCONN} for a listener, {@code
     *     ECONNRESET} if the other side broke off, {@code EINVAL} for other flags or too many vectors, {@code EFAULT} if
     *     anything lies outside of the memory
     */
    static void receive(
            WasiProcess process, Instance caller, int fd, long data, long dataLen, int flags, long read, long readFlags)
            throws IOException, WasiException {
        SocketDescriptor socket = socket(process, fd, Rights.FD_READ);
        Memory memory = caller.memory();
        memory.checked(readFlags, Short.BYTES);
        Move move = switch (flags) {
            case 0 -> Move.READ;
            case WAIT_ALL -> Move.READ_ALL;
            case PEEK, PEEK | WAIT_ALL -> Move.PEEK;
            default -> throw Errno.INVAL.exception();
        };
        Transfers.transfer(socket, caller, data, dataLen, 0, read, move);
        memory.writeShort(readFlags, (short) 0);
    }

    /**
     * {@code sock_send}: writes buffers to a connection, as {@link Transfers#write} does; all of them, unless {@code fd} does
     * not wait.
     *
     * @param flags must be 0
     *     <p>Errors: {@code EAGAIN} if nothing can be written and {@code fd} does not wait, {@code ENOTCONN} for a listener,
     *     {@code EPIPE} if writing was ended by {@link #shutdown} or the other side has closed, {@code EINVAL} for flags or
     *     too many vectors, {@code EFAULT} if anything lies outside of the memory
     */
    static void send(WasiProcess process, Instance caller, int fd, long data, long dataLen, int flags, long written)
            throws IOException, WasiException {
        SocketDescriptor socket = socket(process, fd, Rights.FD_WRITE);
        if (flags != 0) {
            throw Errno.INVAL.exception();
        }
        Transfers.transfer(socket, caller, data, dataLen, 0, written, Move.WRITE);
    }

    /**
     * {@code sock_shutdown}: ends reading from a connection, or writing to it, of which the other side is told.
     *
     * @param how 1 for reading, 2 for writing, 3 for both
     *     <p>Errors: {@code EINVAL} for anything else, {@code ENOTCONN} for a listener
     */
    static void shutdown(WasiProcess process, int fd, int how) throws IOException, WasiException {
        SocketDescriptor socket = socket(process, fd, Rights.SOCK_SHUTDOWN);
        if (how == 0 || (how & ~(SHUT_READ | SHUT_WRITE)) != 0) {
            throw Errno.INVAL.exception();
        }
        socket.shutdown((how & SHUT_READ) != 0, (how & SHUT_WRITE) != 0);
    }

    private static SocketDescriptor socket(WasiProcess process, int fd, long rights) throws WasiException {
        return process.descriptors().get(fd, rights).socket();
    }
}
