package org.amphora.wasi.preview1;

import java.io.IOException;
import java.util.List;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.wasi.files.Aside;
import org.amphora.wasi.files.Descriptor;
import org.amphora.wasi.files.DirectoryEntry;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.Rights;
import org.amphora.wasi.files.WasiException;

/** What can be done with a descriptor, besides reading and writing. All fail with {@code EBADF} if it is not open. */
final class Descriptors {
    private static final int FDSTAT_BYTES = 24;
    private static final int MAX_ADVICE = 5;

    private Descriptors() {}

    /**
     * {@code fd_advise}: is told how a part of a file will be used, and makes nothing of it.
     *
     * @param advice 0 as usual, 1 from start to end, 2 here and there, 3 soon, 4 not soon, 5 once
     *     <p>Errors: {@code EINVAL} for other advice, and if {@code offset} or {@code length} is negative
     */
    static void advise(WasiProcess process, int fd, long offset, long length, int advice) throws WasiException {
        process.descriptors().get(fd, Rights.FD_ADVISE);
        if (Integer.compareUnsigned(advice, MAX_ADVICE) > 0 || offset < 0 || length < 0) {
            throw Errno.INVAL.exception();
        }
    }

    /**
     * {@code fd_allocate}: makes a file at least {@code offset + length} bytes long; what is added is 0.
     *
     * <p>Errors: {@code EINVAL} if {@code offset} is negative or {@code length} is not positive, {@code EISDIR} for a directory,
     * {@code ENODEV} for streams and sockets, {@code EBADF} if it is not open for writing, {@code EDQUOT} if the process may
     * not write so much
     */
    static void allocate(WasiProcess process, int fd, long offset, long length) throws IOException, WasiException {
        Descriptor descriptor = process.descriptors().get(fd, Rights.FD_ALLOCATE);
        if (offset < 0 || length <= 0 || offset + length < 0) {
            throw Errno.INVAL.exception();
        }
        descriptor.allocate(offset + length);
    }

    /** {@code fd_close}: frees a descriptor, whose number is given again; what a thread does with it meanwhile may fail. */
    static void close(WasiProcess process, int fd) throws IOException, WasiException {
        process.descriptors().close(fd);
    }

    /**
     * {@code fd_sync} and {@code fd_datasync}: bring what was written to the disk; for a directory nothing is done.
     *
     * @param metadata whether times and the like are brought there, too
     *     <p>Errors: {@code EINVAL} for streams and sockets
     */
    static void sync(WasiProcess process, int fd, boolean metadata) throws IOException, WasiException {
        process.descriptors()
                .get(fd, metadata ? Rights.FD_SYNC : Rights.FD_DATASYNC)
                .sync(metadata);
    }

    /**
     * {@code fd_fdstat_get}: writes what a descriptor is.
     *
     * <p>With {@code fd} = 1 (standard output) and {@code stat} = 0, memory is afterwards
     *
     * <pre>
     *   0    1    2         4                   8                         16                        24
     *   ├────┼────┼─────────┼───────────────────┼─────────────────────────┼─────────────────────────┤
     *   │ 02 │ 00 │ 00 00   │ 00 00 00 00       │ 40 00 20 08 00 00 00 00 │ 00 00 00 00 00 00 00 00 │
     *   ^ type      ^ flags                     ^ rights                  ^ rights of what it opens
     * </pre>
     *
     * @param stat where the 24 bytes are written
     *     <p>Errors: {@code EFAULT} if {@code stat} lies outside of the memory
     */
    static void fdstat(WasiProcess process, Memory memory, int fd, long stat) throws WasiException {
        Descriptor descriptor = process.descriptors().get(fd);
        memory.checked(stat, FDSTAT_BYTES);
        memory.writeLong(stat, 0);
        memory.writeByte(stat, (byte) descriptor.type().code());
        memory.writeShort(stat + 2, (short) descriptor.flags());
        memory.writeLong(stat + 8, descriptor.rights());
        memory.writeLong(stat + 16, descriptor.inheritedRights());
    }

    /**
     * {@code fd_fdstat_set_flags}: sets appending and not waiting.
     *
     * @param flags 1 to append, 4 not to wait; 2, 8 and 16 as they were when it was opened
     *     <p>Errors: {@code EINVAL} if another flag of a file would change, {@code ENOTSUP} if one would that the descriptor
     *     cannot have
     */
    static void setFlags(WasiProcess process, int fd, int flags) throws WasiException {
        process.descriptors().get(fd, Rights.FD_FDSTAT_SET_FLAGS).flags(flags);
    }

    /**
     * {@code fd_fdstat_set_rights}: gives up all rights but those named, for good. What needs one of the others fails with
     * {@code ENOTCAPABLE} from then on, on this descriptor ({@code base}) and on all that is opened through it ({@code
     * inheriting}).
     *
     * <p>Errors: {@code ENOTCAPABLE} if one is named that the descriptor does not have
     */
    static void setRights(WasiProcess process, int fd, long base, long inheriting) throws WasiException {
        process.descriptors().get(fd).keep(base, inheriting);
    }

    /** {@code fd_filestat_get} of {@code wasi_unstable}, which differs in the picture: 56 bytes. */
    static void unstableFilestat(WasiProcess process, Memory memory, int fd, long filestat)
            throws IOException, WasiException {
        process.descriptors().get(fd, Rights.FD_FILESTAT_GET).status().writeUnstableTo(memory, filestat);
    }

    /**
     * {@code fd_filestat_get}: writes the status of a file, as {@link org.amphora.wasi.files.FileStatus#writeTo} has it. Of
     * streams and sockets only the type is known.
     *
     * <p>For a file of 5 bytes and {@code filestat} = 0, memory is afterwards, between device and inode before and three times
     * behind,
     *
     * <pre>
     *   16   17                     24                        32                        40
     *   ├────┼──────────────────────┼─────────────────────────┼─────────────────────────┤
     *   │ 04 │ 00 00 00 00 00 00 00 │ 01 00 00 00 00 00 00 00 │ 05 00 00 00 00 00 00 00 │
     *   ^ a file                    ^ names                   ^ bytes
     * </pre>
     *
     * @param filestat where the 64 bytes are written
     *     <p>Errors: {@code EFAULT} if they lie outside of the memory
     */
    static void filestat(WasiProcess process, Memory memory, int fd, long filestat) throws IOException, WasiException {
        process.descriptors().get(fd, Rights.FD_FILESTAT_GET).status().writeTo(memory, filestat);
    }

    /**
     * {@code fd_filestat_set_size}: cuts a file off, or fills it up with zeros. Its position stays.
     *
     * <p>Errors: {@code EINVAL} if {@code size} is negative, and for streams, sockets and directories, {@code EBADF} if it is
     * not open for writing, {@code EDQUOT} if the process may not write so much
     */
    static void resize(WasiProcess process, int fd, long size) throws IOException, WasiException {
        process.descriptors().get(fd, Rights.FD_FILESTAT_SET_SIZE).resize(size);
    }

    /**
     * {@code fd_filestat_set_times}: sets the times of last access and last change; parameters as of {@link Paths#setTimes}.
     *
     * <p>Errors: {@code EINVAL} if a time would be set in both ways, {@code EROFS} if it was granted for reading, {@code
     * ENOTSUP} for a file that has got another name, or none, since it was opened: Java reaches it by its name only
     */
    static void setTimes(
            WasiProcess process, Instance caller, int fd, long accessedNanos, long modifiedNanos, int flags)
            throws IOException, WasiException {
        FileTimes times = FileTimes.of(process, accessedNanos, modifiedNanos, flags);
        Descriptor descriptor = process.descriptors().get(fd, Rights.FD_FILESTAT_SET_TIMES);
        Aside.change(caller, descriptor, () -> descriptor.times(times.accessed(), times.modified()));
    }

    /**
     * {@code fd_prestat_get}: writes how long the name of a granted directory is. Programs try descriptors from 3 on until
     * they see {@code EBADF}.
     *
     * <p>For a directory that was granted as {@code /data} and {@code prestat} = 0, memory is afterwards
     *
     * <pre>
     *   0               4               8
     *   ├───────────────┼───────────────┤
     *   │ 00 00 00 00   │ 05 00 00 00   │
     *   ^ a directory     ^ bytes of its name
     * </pre>
     *
     * @param prestat where the 8 bytes are written
     *     <p>Errors: {@code EBADF} if it was not granted, {@code EFAULT} if {@code prestat} lies outside of the memory
     */
    static void prestat(WasiProcess process, Memory memory, int fd, long prestat) throws WasiException {
        byte[] name = grantedName(process, fd);
        memory.writeLong(prestat, (long) name.length << Integer.SIZE);
    }

    /**
     * {@code fd_prestat_dir_name}: writes the name of a granted directory, without a NUL.
     *
     * <p>For a directory that was granted as {@code /data}, {@code path} = 1 and {@code pathLen} = 5, memory is afterwards
     *
     * <pre>
     *   0   1                           6
     *   ├───┼───────────────────────────┼───┤
     *   │ ? │ '/'  'd'  'a'  't'  'a'   │ ? │
     * </pre>
     *
     * @param path where it is written
     * @param pathLen how much room there is, as {@link #prestat} told
     *     <p>Errors: {@code EBADF} if it was not granted, {@code ENAMETOOLONG} if there is too little room, {@code EFAULT} if it
     *     lies outside of the memory
     */
    static void prestatName(WasiProcess process, Memory memory, int fd, long path, long pathLen) throws WasiException {
        byte[] name = grantedName(process, fd);
        if (name.length > pathLen) {
            throw Errno.NAMETOOLONG.exception();
        }
        memory.write(path, name);
    }

    private static byte[] grantedName(WasiProcess process, int fd) throws WasiException {
        byte[] name = process.descriptors().get(fd).grantedName();
        if (name == null) {
            throw Errno.BADF.exception();
        }
        return name;
    }

    /**
     * {@code fd_readdir}: writes entries of a directory, one after the other, until the buffer is full; the last may be cut
     * off, to be read again from its cookie on.
     *
     * <p>For a directory with nothing but the file {@code a}, {@code buf} = 0, {@code bufLen} = 28, {@code cookie} = 2, which is
     * behind {@code .} and {@code ..}, and {@code bufUsed} = 28, memory is afterwards
     *
     * <pre>
     *   0                         8           16              20              24    25  28              32
     *   ├─────────────────────────┼───────────┼───────────────┼───────────────┼─────┼───┼───────────────┤
     *   │ 03 00 00 00 00 00 00 00 │ its inode │ 01 00 00 00   │ 04 00 00 00   │ 'a' │ ? │ 19 00 00 00   │
     *   ^ d_next                  ^ d_ino     ^ d_namlen      ^ d_type        ^ name    ^ bufUsed
     * </pre>
     *
     * @param cookie 0 to start, else the {@code d_next} of the last entry that was read whole
     * @param bufUsed where the number of bytes written is written; less than {@code bufLen} at the end of the directory
     *     <p>Errors: {@code ENOTDIR} if it is no directory, {@code ENOENT} for a cookie that was not given, {@code EFAULT}
     *     if the buffer or {@code bufUsed} lie outside of the memory
     */
    static void readDirectory(
            WasiProcess process, Memory memory, int fd, long buf, long bufLen, long cookie, long bufUsed)
            throws IOException, WasiException {
        List<DirectoryEntry> entries =
                process.descriptors().get(fd, Rights.FD_READDIR).directory().entries(cookie);
        int room = memory.checked(buf, (int) bufLen);
        memory.checked(bufUsed, Integer.BYTES);
        if (cookie < 0 || cookie > entries.size()) {
            throw Errno.NOENT.exception();
        }
        int used = 0;
        for (int i = (int) cookie; i < entries.size() && used < room; i++) {
            byte[] entry = entries.get(i).encode(i + 1);
            int n = Math.min(entry.length, room - used);
            memory.write(buf + used, entry, 0, n);
            used += n;
        }
        memory.writeInt(bufUsed, used);
    }

    /**
     * {@code fd_renumber}: moves a descriptor to the number of another, which is closed; nobody sees one without the other.
     *
     * @param to the number that it gets; it must be in use
     */
    static void renumber(WasiProcess process, int fd, int to) throws IOException, WasiException {
        process.descriptors().renumber(fd, to);
    }

    /**
     * {@code fd_seek}: moves the position of a file.
     *
     * <p>With {@code offset} = -1, {@code whence} = 2 and {@code newOffset} = 1, in a file of 6 bytes, memory is afterwards
     *
     * <pre>
     *   0   1                         9
     *   ├───┼─────────────────────────┼───┤
     *   │ ? │ 05 00 00 00 00 00 00 00 │ ? │
     * </pre>
     *
     * @param offset how far, in bytes
     * @param whence from where: 0 the start, 1 the present position, 2 the end
     * @param newOffset where the 8 bytes of the new position are written
     *     <p>Errors: {@code ESPIPE} for standard streams, {@code EISDIR} for a directory, {@code EINVAL} for another {@code
     *     whence} or a place before the start, {@code EFAULT} if {@code newOffset} lies outside of the memory
     */
    static void seek(WasiProcess process, Memory memory, int fd, long offset, int whence, long newOffset)
            throws IOException, WasiException {
        seek(process.descriptors().get(fd, Rights.FD_SEEK), memory, offset, whence, newOffset);
    }

    private static void seek(Descriptor descriptor, Memory memory, long offset, int whence, long newOffset)
            throws IOException, WasiException {
        memory.checked(newOffset, Long.BYTES);
        memory.writeLong(newOffset, descriptor.seek(offset, whence));
    }

    /** {@code fd_seek} of {@code wasi_unstable}, where {@code whence} is 0 for the position, 1 for the end, 2 for the start. */
    static void unstableSeek(WasiProcess process, Memory memory, int fd, long offset, int whence, long newOffset)
            throws IOException, WasiException {
        int now = switch (whence) {
            case 0 -> Descriptor.SEEK_CUR;
            case 1 -> Descriptor.SEEK_END;
            case 2 -> Descriptor.SEEK_SET;
            default -> whence;
        };
        seek(process, memory, fd, offset, now, newOffset);
    }

    /**
     * {@code fd_tell}: writes the position of a file; the picture is that of {@link #seek}.
     *
     * @param offset where the 8 bytes are written
     *     <p>Errors: as {@link #seek}
     */
    static void tell(WasiProcess process, Memory memory, int fd, long offset) throws IOException, WasiException {
        seek(process.descriptors().get(fd, Rights.FD_TELL), memory, 0, Descriptor.SEEK_CUR, offset);
    }
}
