package org.amphora.wasi.preview1;

import java.io.IOException;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.wasi.files.Descriptor;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.Rights;
import org.amphora.wasi.files.WasiException;

/**
 * Reading and writing. Buffers are given by vectors: at {@code iovs}, for each of {@code iovs_len} buffers, a pointer and a
 * length of 4 bytes each.
 */
final class Transfers {
    private static final int VECTOR_BYTES = 8;

    /** Vectors that a call may have, as in Linux. */
    private static final long MAX_VECTORS = 1_024;

    /** After so many bytes a transfer looks whether its call was cancelled, which at its deadline every call is. */
    private static final int MAX_PIECE = 1 << 20;

    private Transfers() {}

    /** A way to move bytes between a descriptor and a buffer. */
    enum Move {
        READ(
                (descriptor, caller, address, length, offset) -> descriptor.read(caller.memory(), address, length),
                Rights.FD_READ,
                false),
        READ_ALL(READ.step, Rights.FD_READ, true),
        PEEK(
                (descriptor, caller, address, length, offset) ->
                        descriptor.socket().peek(caller.memory(), address, length, (int) offset),
                Rights.FD_READ,
                false),
        WRITE(
                (descriptor, caller, address, length, offset) -> descriptor.write(caller, address, length),
                Rights.FD_WRITE,
                true),
        READ_AT(
                (descriptor, caller, address, length, offset) ->
                        descriptor.readAt(caller.memory(), address, length, offset),
                Rights.FD_READ | Rights.FD_SEEK,
                false),
        WRITE_AT(
                (descriptor, caller, address, length, offset) ->
                        descriptor.writeAt(caller.memory(), address, length, offset),
                Rights.FD_WRITE | Rights.FD_SEEK,
                true);

        @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
        private final Step step;

        private final long rights;
        private final boolean writing;
        private final boolean all;

        /** {@code all} goes on until all is moved, as far as no error or end stops it; else it gives what is there. */
        Move(Step step, long rights, boolean all) {
            this.step = step;
            this.rights = rights;
            this.writing = (rights & Rights.FD_WRITE) != 0;
            this.all = all;
        }

        /** Moves some bytes at least, unless it is the end. */
        private int some(Instance caller, Descriptor descriptor, long address, int length, long offset, boolean first)
                throws IOException, WasiException {
            while (true) {
                try {
                    return step.move(descriptor, caller, address, length, offset);
                } catch (WasiException e) {
                    if (e.errno() != Errno.AGAIN || !(first || all)) {
                        throw e;
                    }
                }
                descriptor.await(caller, writing);
            }
        }

        private interface Step {
            int move(Descriptor descriptor, Instance caller, long address, int length, long offset)
                    throws IOException, WasiException;
        }
    }

    /**
     * {@code fd_read}: reads into buffers, one after the other, until one is not filled.
     *
     * <p>With {@code iovs} = 1, {@code iovsLen} = 2, buffers of 4 bytes at 18 and of 2 bytes at 23, {@code nread} = 26 and
     * the input {@code wazzup}, memory is afterwards
     *
     * <pre>
     *   1               5               9               13              17  18                  22  23        25  26
     *   ├───────────────┼───────────────┼───────────────┼───────────────┼───┼───────────────────┼───┼─────────┼───┼───────────────┤
     *   │ 12 00 00 00   │ 04 00 00 00   │ 17 00 00 00   │ 02 00 00 00   │ ? │ 'w' 'a' 'z' 'z'   │ ? │ 'u' 'p' │ ? │ 06 00 00 00   │
     *   ^ iovs: pointer   length          pointer         length            ^ first buffer          ^ second      ^ nread
     * </pre>
     *
     * @param iovs where the vectors are
     * @param iovsLen how many
     * @param nread where the number of bytes read is written; 0 at the end of the input
     *     <p>Errors: {@code EBADF} if {@code fd} is not open for reading, {@code EISDIR} for a directory, {@code EINVAL} for
     *     too many vectors, {@code EFAULT} if vectors, buffers or {@code nread} lie outside of the memory
     */
    static void read(WasiProcess process, Instance caller, int fd, long iovs, long iovsLen, long nread)
            throws IOException, WasiException {
        transfer(process, caller, fd, iovs, iovsLen, 0, nread, Move.READ);
    }

    /**
     * {@code fd_write}: writes buffers, one after the other.
     *
     * <p>With {@code iovs} = 1, {@code iovsLen} = 2, {@code wazz} at 18, {@code up} at 23 and {@code nwritten} = 26, six
     * bytes are written, and memory is afterwards
     *
     * <pre>
     *   1               5               9               13              17  18                  22  23        25  26
     *   ├───────────────┼───────────────┼───────────────┼───────────────┼───┼───────────────────┼───┼─────────┼───┼───────────────┤
     *   │ 12 00 00 00   │ 04 00 00 00   │ 17 00 00 00   │ 02 00 00 00   │ ? │ 'w' 'a' 'z' 'z'   │ ? │ 'u' 'p' │ ? │ 06 00 00 00   │
     *   ^ iovs: pointer   length          pointer         length            ^ first buffer          ^ second      ^ nwritten
     * </pre>
     *
     * @param iovs where the vectors are
     * @param iovsLen how many
     * @param nwritten where the number of bytes written is written
     *     <p>Errors: {@code EBADF} if {@code fd} is not open for writing, {@code EINVAL} for too many vectors, {@code EFAULT}
     *     if vectors, buffers or {@code nwritten} lie outside of the memory, {@code EDQUOT} if the process may not write
     *     more, {@code ENOSPC} if there is no room; what else the host's file system says
     */
    static void write(WasiProcess process, Instance caller, int fd, long iovs, long iovsLen, long nwritten)
            throws IOException, WasiException {
        transfer(process, caller, fd, iovs, iovsLen, 0, nwritten, Move.WRITE);
    }

    /**
     * {@code fd_pread}: as {@link #read}, from a place of a file, whose position stays.
     *
     * @param offset the place, in bytes from the start
     *     <p>Errors: those of {@link #read}, {@code ESPIPE} for streams and sockets, {@code EINVAL} if {@code offset} is negative
     */
    static void pread(WasiProcess process, Instance caller, int fd, long iovs, long iovsLen, long offset, long nread)
            throws IOException, WasiException {
        transfer(process, caller, fd, iovs, iovsLen, offset, nread, Move.READ_AT);
    }

    /**
     * {@code fd_pwrite}: as {@link #write}, to a place of a file, whose position stays, also if the file is open to append.
     *
     * @param offset the place, in bytes from the start; bytes between the end and there become 0
     *     <p>Errors: those of {@link #write}, {@code ESPIPE} for streams and sockets, {@code EINVAL} if {@code offset} is
     *     negative
     */
    static void pwrite(
            WasiProcess process, Instance caller, int fd, long iovs, long iovsLen, long offset, long nwritten)
            throws IOException, WasiException {
        transfer(process, caller, fd, iovs, iovsLen, offset, nwritten, Move.WRITE_AT);
    }

    private static void transfer(
            WasiProcess process, Instance caller, int fd, long iovs, long iovsLen, long offset, long result, Move move)
            throws IOException, WasiException {
        transfer(process.descriptors().get(fd), caller, iovs, iovsLen, offset, result, move);
    }

    /** Moves bytes between a descriptor and the buffers of {@code iovs}, and writes how many. */
    static void transfer(
            Descriptor descriptor, Instance caller, long iovs, long iovsLen, long offset, long result, Move move)
            throws IOException, WasiException {
        Memory memory = caller.memory();
        descriptor.require(move.rights);
        int count = count(memory, iovs, iovsLen, result);
        if (count == 0) {
            move.step.move(descriptor, caller, 0, 0, offset); // for the error, if there is one
        }
        memory.writeInt(result, moved(caller, descriptor, iovs, count, offset, move));
    }

    /** How many bytes were moved; what goes wrong after some were is for the next call to say. */
    private static int moved(Instance caller, Descriptor descriptor, long iovs, int count, long offset, Move move)
            throws IOException, WasiException {
        Memory memory = caller.memory();
        int total = 0;
        try {
            for (int i = 0; i < count; i++) {
                int length = length(memory, iovs, i);
                long pointer = pointer(memory, iovs, i); // of a buffer without bytes it may be anything
                for (int done = 0; done < length; ) {
                    if (total > 0 && caller.cancelled()) {
                        return total;
                    }
                    int piece = Math.min(length - done, MAX_PIECE);
                    int n = move.some(caller, descriptor, pointer + done, piece, offset + total, total == 0);
                    done += n;
                    total += n;
                    if (n == 0 || (n < piece && !move.all)) {
                        return total;
                    }
                }
            }
        } catch (IOException | WasiException e) {
            if (total == 0) {
                throw e;
            }
        }
        return total;
    }

    /** The number of vectors, after a look at all that is needed: a call that fails has done nothing. */
    private static int count(Memory memory, long iovs, long iovsLen, long result) throws WasiException {
        if (iovsLen > MAX_VECTORS) {
            throw Errno.INVAL.exception();
        }
        int count = (int) iovsLen;
        memory.checked(iovs, count * VECTOR_BYTES);
        memory.checked(result, Integer.BYTES);
        long total = 0;
        for (int i = 0; i < count; i++) {
            int length = length(memory, iovs, i);
            if (length != 0) {
                total += memory.checked(pointer(memory, iovs, i), length);
            }
        }
        if (total > Integer.MAX_VALUE) {
            throw Errno.INVAL.exception();
        }
        return count;
    }

    private static long pointer(Memory memory, long iovs, int i) {
        return Integer.toUnsignedLong(memory.readInt(iovs + (long) i * VECTOR_BYTES));
    }

    private static int length(Memory memory, long iovs, int i) {
        return memory.readInt(iovs + (long) i * VECTOR_BYTES + Integer.BYTES);
    }
}
