package org.amphora.wasi.files;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.api.Memory;

/** An open directory, from which paths are resolved; granted, or opened by the guest. */
public final class DirectoryDescriptor extends Descriptor {
    /** {@code oflags}: make the file if it does not exist. */
    public static final int CREATE = 1;
    /** {@code oflags}: fail if it is no directory. */
    public static final int DIRECTORY = 2;
    /** {@code oflags}: fail if it exists. */
    public static final int EXCLUSIVE = 4;
    /** {@code oflags}: make it empty. */
    public static final int TRUNCATE = 8;

    private final DirectoryHandle handle;
    private final byte[] grantedName;
    private final Quota quota;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Soft, as a guest may read thousands of large directories, and go on with none. */
    private volatile SoftReference<List<DirectoryEntry>> entries = new SoftReference<>(null);

    private DirectoryDescriptor(DirectoryHandle handle, byte[] grantedName, Quota quota) {
        this.handle = handle;
        this.grantedName = grantedName;
        this.quota = quota;
    }

    /**
     * A directory that is granted under the name {@code guestPath}.
     *
     * @param root the root of the jail, of which this is a holder from now on
     * @param quota what may be added to it
     */
    public static DirectoryDescriptor grant(DirectoryHandle root, String guestPath, Quota quota) {
        return new DirectoryDescriptor(root, guestPath.getBytes(StandardCharsets.UTF_8), quota);
    }

    @Override
    public FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    long allRights() {
        return Rights.DIRECTORY;
    }

    @Override
    long allInheritedRights() {
        return Rights.ALL;
    }

    @Override
    public byte[] grantedName() {
        return grantedName;
    }

    @Override
    public DirectoryDescriptor directory() {
        return this;
    }

    @Override
    public int read(Memory memory, long address, int length) throws WasiException {
        throw Errno.ISDIR.exception();
    }

    @Override
    public int readAt(Memory memory, long address, int length, long offset) throws WasiException {
        throw Errno.ISDIR.exception();
    }

    @Override
    public int writeAt(Memory memory, long address, int length, long offset) throws WasiException {
        throw Errno.BADF.exception();
    }

    @Override
    public long seek(long offset, int whence) throws WasiException {
        throw Errno.ISDIR.exception();
    }

    @Override
    public void allocate(long size) throws WasiException {
        throw Errno.ISDIR.exception();
    }

    @Override
    public FileStatus status() throws IOException, WasiException {
        return handle.status(".");
    }

    @Override
    public boolean mayWait() {
        return handle.mayWait();
    }

    @Override
    public void sync(boolean metadata) {
        // the JDK cannot synchronise a directory; what is in it was handed to the host
    }

    @Override
    public void times(FileTime accessed, FileTime modified) throws IOException, WasiException {
        handle.writable().setTimes(".", accessed, modified);
    }

    /**
     * Opens what {@code path} names.
     *
     * @param follow whether a symbolic link in the last component is followed
     * @param open what else is asked for: {@link #CREATE} and the others
     * @param flags the {@code fdflags}
     */
    public Descriptor open(String path, boolean follow, int open, boolean read, boolean write, int flags)
            throws IOException, WasiException {
        require(needed(open));
        requireInherited((read ? Rights.FD_READ : 0) | (write ? Rights.FD_WRITE : 0));
        return openUnchecked(path, follow, open, read, write, flags).openedThrough(this);
    }

    private static long needed(int open) {
        return Rights.PATH_OPEN
                | ((open & CREATE) != 0 ? Rights.PATH_CREATE_FILE : 0)
                | ((open & TRUNCATE) != 0 ? Rights.PATH_FILESTAT_SET_SIZE : 0);
    }

    private Descriptor openUnchecked(String path, boolean follow, int open, boolean read, boolean write, int flags)
            throws IOException, WasiException {
        try (PathWalk walk = PathWalk.from(handle, path, follow && (open & EXCLUSIVE) == 0)) {
            BasicFileAttributes attributes = walk.attributes();
            if (attributes == null) {
                return openNew(walk, open, read, write, flags);
            }
            if ((open & CREATE) != 0 && (open & EXCLUSIVE) != 0) {
                throw Errno.EXIST.exception();
            }
            if (attributes.isSymbolicLink()) {
                throw Errno.LOOP.exception();
            }
            if (attributes.isDirectory()) {
                return openDirectory(walk, open, write);
            }
            if ((open & DIRECTORY) != 0) {
                throw Errno.NOTDIR.exception();
            }
            if (!attributes.isRegularFile()) {
                throw Errno.NOTSUP.exception(); // a pipe, a socket or a device
            }
            return openFile(walk, options(read, write, open), read, write, flags);
        }
    }

    private Descriptor openNew(PathWalk walk, int open, boolean read, boolean write, int flags)
            throws IOException, WasiException {
        if ((open & CREATE) == 0) {
            throw Errno.NOENT.exception();
        }
        if ((open & DIRECTORY) != 0) {
            throw Errno.INVAL.exception();
        }
        if (walk.directoryMeant()) {
            throw Errno.ISDIR.exception();
        }
        walk.parent().writable();
        Set<StandardOpenOption> options = options(read, true, 0);
        options.add((open & EXCLUSIVE) != 0 ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        return counted(() -> openFile(walk, options, read, write, flags));
    }

    private interface Making<T> {
        T make() throws IOException, WasiException;
    }

    /** Makes a file, directory or link, which the quota must have room for. */
    private <T> T counted(Making<T> making) throws IOException, WasiException {
        quota.addFile();
        try {
            return making.make();
        } catch (IOException | WasiException | RuntimeException e) {
            quota.removeFile();
            throw e;
        }
    }

    private static Set<StandardOpenOption> options(boolean read, boolean write, int open) {
        Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
        if (read || !write) {
            options.add(StandardOpenOption.READ);
        }
        if (write) {
            options.add(StandardOpenOption.WRITE);
        }
        if ((open & TRUNCATE) != 0) {
            options.add(StandardOpenOption.WRITE);
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        return options;
    }

    private Descriptor openFile(PathWalk walk, Set<StandardOpenOption> options, boolean read, boolean write, int flags)
            throws IOException, WasiException {
        if ((flags & (DSYNC | SYNC)) != 0 && options.contains(StandardOpenOption.WRITE)) {
            options.add((flags & SYNC) != 0 ? StandardOpenOption.SYNC : StandardOpenOption.DSYNC);
        }
        OpenFile file = walk.parent().openFile(walk.name(), options);
        try {
            BasicFileAttributes opened = walk.parent().attributes(walk.name());
            return new FileDescriptor(
                    file, quota, read || !write, write, flags, walk.parent().retain(), walk.name(), opened);
        } catch (IOException | WasiException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Descriptor openDirectory(PathWalk walk, int open, boolean write) throws IOException, WasiException {
        if (write || (open & TRUNCATE) != 0) {
            throw Errno.ISDIR.exception();
        }
        return new DirectoryDescriptor(walk.openDirectory(), null, quota);
    }

    /** The status of what {@code path} names. */
    public FileStatus status(String path, boolean follow) throws IOException, WasiException {
        try (PathWalk walk = PathWalk.from(handle, path, follow)) {
            return FileStatus.of(walk.existing(), walk.parent().device());
        }
    }

    /** Sets times of what {@code path} names; null leaves one alone. */
    public void times(String path, boolean follow, FileTime accessed, FileTime modified)
            throws IOException, WasiException {
        try (PathWalk walk = PathWalk.from(handle, path, follow)) {
            DirectoryHandle parent = walk.parent().writable();
            walk.existing();
            parent.setTimes(walk.name(), accessed, modified);
        }
    }

    /** Makes a directory. */
    public void makeDirectory(String path) throws IOException, WasiException {
        try (PathWalk walk = PathWalk.from(handle, path, false)) {
            // moving a directory over an empty one would succeed
            if (walk.self() || exists(walk)) {
                throw Errno.EXIST.exception();
            }
            DirectoryHandle parent = walk.parent().writable();
            counted(() -> {
                parent.makeDirectory(walk.name());
                return null;
            });
        }
    }

    private static boolean exists(PathWalk walk) throws IOException, WasiException {
        try {
            walk.parent().attributes(walk.name());
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Makes a symbolic link. Its target need not exist, and may lead out of the jail from where it stands (where a link
     * stands can change); it is the walk that does not follow it there.
     */
    public void symbolicLink(String target, String path) throws IOException, WasiException {
        if (target.isEmpty()) {
            throw Errno.NOENT.exception();
        }
        if (target.charAt(0) == '/') {
            throw Errno.PERM.exception();
        }
        try (PathWalk walk = PathWalk.from(handle, path, false)) {
            DirectoryHandle parent = walk.parent().writable();
            requireNew(walk);
            counted(() -> {
                parent.makeSymbolicLink(walk.name(), target);
                return null;
            });
        }
    }

    /** The target of the symbolic link that {@code path} names. */
    public String readLink(String path) throws IOException, WasiException {
        try (PathWalk walk = PathWalk.from(handle, path, false)) {
            walk.existing();
            return walk.parent().readLink(walk.name());
        }
    }

    /** Gives the file that {@code path} names another name as well: {@code newPath} from {@code target}. */
    public void link(String path, DirectoryDescriptor target, String newPath) throws IOException, WasiException {
        try (PathWalk from = PathWalk.from(handle, path, false);
                PathWalk to = PathWalk.from(target.handle, newPath, false)) {
            if (from.existing().isDirectory()) {
                throw Errno.PERM.exception();
            }
            DirectoryHandle fromParent = from.parent().writable();
            DirectoryHandle toParent = to.parent().writable();
            requireNew(to);
            target.counted(() -> {
                fromParent.link(from.name(), toParent, to.name());
                return null;
            });
        }
    }

    /** Requires that a file, which is no directory, can be made of that name. */
    private static void requireNew(PathWalk walk) throws IOException, WasiException {
        // moving a file over another would succeed
        if (walk.self() || walk.attributes() != null) {
            throw Errno.EXIST.exception();
        }
        if (walk.directoryMeant()) {
            throw Errno.NOENT.exception();
        }
    }

    /** Removes a file or a symbolic link. */
    public void unlink(String path) throws IOException, WasiException {
        try (PathWalk walk = PathWalk.from(handle, path, false)) {
            if (walk.mountPoint()) {
                throw Errno.BUSY.exception();
            }
            DirectoryHandle parent = walk.parent().writable();
            if (walk.existing().isDirectory()) {
                throw Errno.ISDIR.exception();
            }
            parent.deleteFile(walk.name());
            quota.removeFile();
        }
    }

    /** Removes an empty directory. */
    public void removeDirectory(String path) throws IOException, WasiException {
        try (PathWalk walk = PathWalk.from(handle, path, false)) {
            if (walk.self()) {
                throw (walk.mountPoint() ? Errno.BUSY : Errno.INVAL).exception();
            }
            DirectoryHandle parent = walk.parent().writable();
            if (!walk.existing().isDirectory()) {
                throw Errno.NOTDIR.exception();
            }
            parent.deleteDirectory(walk.name());
            quota.removeFile();
        }
    }

    /** Renames what {@code path} names, to {@code targetPath} from {@code target}; replaces what is there. */
    public void rename(String path, DirectoryDescriptor target, String targetPath) throws IOException, WasiException {
        try (PathWalk from = PathWalk.from(handle, path, false);
                PathWalk to = PathWalk.from(target.handle, targetPath, false)) {
            if (from.self() || to.self()) {
                throw Errno.BUSY.exception();
            }
            DirectoryHandle fromParent = from.parent().writable();
            DirectoryHandle toParent = to.parent().writable();
            if (!from.existing().isDirectory() && to.directoryMeant()) {
                throw Errno.NOTDIR.exception();
            }
            fromParent.move(from.name(), toParent, to.name());
        }
    }

    /**
     * The entries, {@code .} and {@code ..} first, the others by name. Read anew when {@code cookie} is 0; otherwise those
     * that were read then, so that a cookie, the index of an entry, means the same until the guest starts again. Where memory
     * is short, they are read anew too, and a cookie means the same as long as no entries come and go.
     */
    public List<DirectoryEntry> entries(long cookie) throws IOException, WasiException {
        List<DirectoryEntry> read = entries.get();
        if (read == null || cookie == 0) {
            read = readEntries();
            entries = new SoftReference<>(read);
        }
        return read;
    }

    private List<DirectoryEntry> readEntries() throws IOException, WasiException {
        List<DirectoryEntry> read = new ArrayList<>();
        read.add(DirectoryEntry.of(".", status()));
        read.add(DirectoryEntry.of("..", null)); // outside of the jail perhaps: its inode is not told
        List<String> names = handle.names();
        Collections.sort(names);
        for (String name : names) {
            try {
                read.add(DirectoryEntry.of(name, handle.status(name)));
            } catch (NoSuchFileException e) {
                // removed meanwhile
            }
        }
        return List.copyOf(read);
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            handle.release();
        }
    }
}
