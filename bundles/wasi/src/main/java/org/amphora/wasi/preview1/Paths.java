package org.amphora.wasi.preview1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.amphora.api.Instance;
import org.amphora.api.Memory;
import org.amphora.wasi.files.Aside;
import org.amphora.wasi.files.Descriptor;
import org.amphora.wasi.files.DirectoryDescriptor;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.FileStatus;
import org.amphora.wasi.files.Rights;
import org.amphora.wasi.files.WasiException;

/**
 * What can be done with a path. A path is UTF-8, without a NUL, and relative to a directory descriptor: {@link #open} has a
 * picture of one in memory, {@link #rename} of two.
 *
 * <p>All fail with {@code EBADF} if the descriptor is not open, {@code ENOTDIR} if it is no directory, {@code EPERM} if the
 * path is absolute or would leave the directory, {@code ELOOP} for too many symbolic links, {@code EILSEQ} if the path is
 * not UTF-8 or has a character that the host's names cannot have, {@code EFAULT} if a pointer lies outside of the memory,
 * {@code EROFS} if they would change a directory that was granted for reading, {@code ENOTCAPABLE} if the descriptor gave up
 * the right to it; and with what the host's file system says.
 */
final class Paths {
    private static final int FOLLOW = 1;
    private static final int MAX_PATH_BYTES = 4 * 4_096;

    private Paths() {}

    /**
     * {@code path_create_directory}: makes a directory.
     *
     * <p>Errors, besides those of all: {@code EEXIST} if there is something of its name, {@code ENOENT} if the directory that
     * it would be in is missing, {@code EDQUOT} if the process may make no more files
     */
    static void createDirectory(WasiProcess process, Instance caller, int fd, long path, long pathLen)
            throws IOException, WasiException {
        DirectoryDescriptor directory = directory(process, fd, Rights.PATH_CREATE_DIRECTORY);
        String made = path(caller, path, pathLen);
        Aside.change(caller, directory, () -> directory.makeDirectory(made));
    }

    /**
     * {@code path_filestat_get}: writes the status of a file; the picture is that of {@link Descriptors#filestat}.
     *
     * @param flags bit 0: follow a symbolic link in the last component
     * @param filestat where the 64 bytes are written
     *     <p>Errors, besides those of all: {@code ENOENT} if there is no such file
     */
    static void filestat(
            WasiProcess process, Instance caller, int fd, int flags, long path, long pathLen, long filestat)
            throws IOException, WasiException {
        status(process, caller, fd, flags, path, pathLen).writeTo(caller.memory(), filestat);
    }

    /**
     * {@code path_filestat_set_times}: sets the times of last access and last change, in nanoseconds since 1970.
     *
     * @param flags bit 0: follow a symbolic link in the last component
     * @param accessedNanos the time of last access, if {@code timeFlags} says to take it
     * @param modifiedNanos the time of last change, likewise
     * @param timeFlags 1 to set the time of last access to {@code accessedNanos}, 2 to that of the wall clock; 4 and 8 likewise
     *     for the last change. What is not set stays.
     *     <p>Errors, besides those of all: {@code ENOENT} if there is no such file, {@code EINVAL} for both ways at once
     */
    static void setTimes(
            WasiProcess process,
            Instance caller,
            int fd,
            int flags,
            long path,
            long pathLen,
            long accessedNanos,
            long modifiedNanos,
            int timeFlags)
            throws IOException, WasiException {
        FileTimes times = FileTimes.of(process, accessedNanos, modifiedNanos, timeFlags);
        DirectoryDescriptor directory = directory(process, fd, Rights.PATH_FILESTAT_SET_TIMES);
        String changed = path(caller, path, pathLen);
        Aside.change(
                caller,
                directory,
                () -> directory.times(changed, (flags & FOLLOW) != 0, times.accessed(), times.modified()));
    }

    /** {@code path_filestat_get} of {@code wasi_unstable}, which differs in the picture: 56 bytes. */
    static void unstableFilestat(
            WasiProcess process, Instance caller, int fd, int flags, long path, long pathLen, long filestat)
            throws IOException, WasiException {
        status(process, caller, fd, flags, path, pathLen).writeUnstableTo(caller.memory(), filestat);
    }

    /**
     * {@code path_open}: opens a file or directory.
     *
     * <p>With {@code path} = 1, {@code pathLen} = 6 and {@code openedFd} = 8, memory is afterwards
     *
     * <pre>
     *   0   1                               7   8               12
     *   ├───┼───────────────────────────────┼───┼───────────────┤
     *   │ ? │ 'w' 'a' 'z' 'e' 'r' 'o'       │ ? │ 04 00 00 00   │
     * </pre>
     *
     * @param lookupFlags bit 0: follow a symbolic link in the last component
     * @param openFlags 1 create, 2 it must be a directory, 4 it must not exist, 8 make it empty
     * @param rights bit 1 to read, bit 6 to write; the others are not needed
     * @param flags 1 append, 2 and 16 synchronise, 4 do not block
     * @param openedFd where the descriptor is written: the lowest that is free
     *     <p>Errors, besides those of all: {@code ENOENT}, {@code EEXIST}, {@code ENOTDIR} and {@code EISDIR} as in POSIX,
     *     {@code ENOTSUP} for what is neither file nor directory, {@code EMFILE} if too many are open, {@code EDQUOT} if the
     *     process may make no more files
     */
    static void open(
            WasiProcess process,
            Instance caller,
            int fd,
            int lookupFlags,
            long path,
            long pathLen,
            int openFlags,
            long rights,
            int flags,
            long openedFd)
            throws IOException, WasiException {
        caller.memory().checked(openedFd, Integer.BYTES);
        boolean read = (rights & Rights.FD_READ) != 0;
        boolean write = (rights & Rights.FD_WRITE) != 0;
        DirectoryDescriptor directory = directory(process, fd, Rights.PATH_OPEN);
        String name = path(caller, path, pathLen);
        Descriptor opened = Aside.call(
                caller,
                directory,
                () -> directory.open(name, (lookupFlags & FOLLOW) != 0, openFlags, read, write, flags));
        caller.memory().writeInt(openedFd, process.descriptors().add(opened));
    }

    /**
     * {@code path_link}: gives a file another name as well.
     *
     * @param oldFlags bit 0: follow a symbolic link, which is refused
     *     <p>Errors, besides those of all: {@code EINVAL} for flags, {@code EPERM} for a directory, {@code EEXIST} if there is
     *     something of the new name, {@code EXDEV} if the two directories were not granted as one, {@code EDQUOT} if the
     *     process may make no more files
     */
    static void link(
            WasiProcess process,
            Instance caller,
            int oldFd,
            int oldFlags,
            long oldPath,
            long oldLen,
            int newFd,
            long newPath,
            long newLen)
            throws IOException, WasiException {
        DirectoryDescriptor from = directory(process, oldFd, Rights.PATH_LINK_SOURCE);
        DirectoryDescriptor to = directory(process, newFd, Rights.PATH_LINK_TARGET);
        if (oldFlags != 0) {
            throw Errno.INVAL.exception();
        }
        String name = path(caller, oldPath, oldLen);
        String made = path(caller, newPath, newLen);
        Aside.change(caller, slower(from, to), () -> from.link(name, to, made));
    }

    /**
     * {@code path_readlink}: writes the target of a symbolic link, cut off where {@code bufLen} ends.
     *
     * <p>For a link to {@code a/b}, with {@code buf} = 1, {@code bufLen} = 8 and {@code bufUsed} = 8, memory is afterwards
     *
     * <pre>
     *   0   1               4               8               12
     *   ├───┼───────────────┼───────────────┼───────────────┤
     *   │ ? │ 'a' '/' 'b'   │ ?             │ 03 00 00 00   │
     * </pre>
     *
     * @param bufUsed where the number of bytes written is written
     *     <p>Errors, besides those of all: {@code EINVAL} if it is no link
     */
    static void readLink(
            WasiProcess process, Instance caller, int fd, long path, long pathLen, long buf, long bufLen, long bufUsed)
            throws IOException, WasiException {
        Memory memory = caller.memory();
        int room = memory.checked(buf, (int) bufLen);
        memory.checked(bufUsed, Integer.BYTES);
        DirectoryDescriptor directory = directory(process, fd, Rights.PATH_READLINK);
        String link = path(caller, path, pathLen);
        byte[] target =
                Aside.call(caller, directory, () -> directory.readLink(link)).getBytes(StandardCharsets.UTF_8);
        int n = Math.min(room, target.length);
        memory.write(buf, target, 0, n);
        memory.writeInt(bufUsed, n);
    }

    /**
     * {@code path_symlink}: makes a symbolic link with the target {@code oldPath}, which need not exist.
     *
     * <p>Errors, besides those of all: {@code EEXIST} if there is something of the name, {@code EPERM} if the target is
     * absolute, {@code ENOENT} if it is empty, {@code EDQUOT} if the process may make no more files
     */
    static void symbolicLink(
            WasiProcess process, Instance caller, long oldPath, long oldLen, int fd, long newPath, long newLen)
            throws IOException, WasiException {
        String target = path(caller, oldPath, oldLen);
        DirectoryDescriptor directory = directory(process, fd, Rights.PATH_SYMLINK);
        String made = path(caller, newPath, newLen);
        Aside.change(caller, directory, () -> directory.symbolicLink(target, made));
    }

    /**
     * {@code path_remove_directory}: removes an empty directory.
     *
     * <p>Errors, besides those of all: {@code ENOENT} if there is none, {@code ENOTDIR} if it is something else, {@code
     * ENOTEMPTY} if it is not empty, {@code EINVAL} for {@code .}, {@code EBUSY} if it is mounted or leads to one that is
     */
    static void removeDirectory(WasiProcess process, Instance caller, int fd, long path, long pathLen)
            throws IOException, WasiException {
        DirectoryDescriptor directory = directory(process, fd, Rights.PATH_REMOVE_DIRECTORY);
        String removed = path(caller, path, pathLen);
        Aside.change(caller, directory, () -> directory.removeDirectory(removed));
    }

    /**
     * {@code path_rename}: gives a file or directory another name, from one moment to the next. What has that name already is
     * replaced: a file by a file, an empty directory by a directory.
     *
     * <p>With {@code oldPath} = 1, {@code oldLen} = 3, {@code newPath} = 5 and {@code newLen} = 5, this names {@code old} and
     * {@code d/new}:
     *
     * <pre>
     *   0   1               4   5                           10
     *   ├───┼───────────────┼───┼───────────────────────────┼───┤
     *   │ ? │ 'o' 'l' 'd'   │ ? │ 'd' '/' 'n' 'e' 'w'       │ ? │
     * </pre>
     *
     * @param newFd the directory that {@code newPath} is relative to
     *     <p>Errors, besides those of all: {@code ENOENT} if there is no such file, {@code EISDIR}, {@code ENOTDIR} and {@code
     *     ENOTEMPTY} if it cannot be replaced, {@code EINVAL} for a directory that would be in itself, {@code EBUSY} for
     *     {@code .}, a directory that is mounted and one that leads there, {@code EXDEV} if the two directories were not granted
     *     as one
     */
    static void rename(
            WasiProcess process,
            Instance caller,
            int fd,
            long oldPath,
            long oldLen,
            int newFd,
            long newPath,
            long newLen)
            throws IOException, WasiException {
        String name = path(caller, oldPath, oldLen);
        String newName = path(caller, newPath, newLen);
        DirectoryDescriptor from = directory(process, fd, Rights.PATH_RENAME_SOURCE);
        DirectoryDescriptor to = directory(process, newFd, Rights.PATH_RENAME_TARGET);
        Aside.change(caller, slower(from, to), () -> from.rename(name, to, newName));
    }

    /**
     * {@code path_unlink_file}: takes a file or symbolic link its name; where the file is open, it stays until it is closed.
     *
     * <p>Errors, besides those of all: {@code ENOENT} if there is none, {@code EISDIR} for a directory, {@code EBUSY} for one
     * that is mounted
     */
    static void unlink(WasiProcess process, Instance caller, int fd, long path, long pathLen)
            throws IOException, WasiException {
        DirectoryDescriptor directory = directory(process, fd, Rights.PATH_UNLINK_FILE);
        String removed = path(caller, path, pathLen);
        Aside.change(caller, directory, () -> directory.unlink(removed));
    }

    private static FileStatus status(WasiProcess process, Instance caller, int fd, int flags, long path, long pathLen)
            throws IOException, WasiException {
        DirectoryDescriptor directory = directory(process, fd, Rights.PATH_FILESTAT_GET);
        String name = path(caller, path, pathLen);
        return Aside.call(caller, directory, () -> directory.status(name, (flags & FOLLOW) != 0));
    }

    /** Of two directories, one in which the host may keep the guest waiting. */
    private static DirectoryDescriptor slower(DirectoryDescriptor one, DirectoryDescriptor other) {
        return one.mayWait() ? one : other;
    }

    private static DirectoryDescriptor directory(WasiProcess process, int fd, long rights) throws WasiException {
        return process.descriptors().get(fd, rights).directory();
    }

    private static String path(Instance caller, long path, long pathLen) throws WasiException {
        if (pathLen > MAX_PATH_BYTES) {
            throw Errno.NAMETOOLONG.exception();
        }
        byte[] bytes = caller.memory().read(path, (int) pathLen);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Errno.ILSEQ.exception();
        }
    }
}
