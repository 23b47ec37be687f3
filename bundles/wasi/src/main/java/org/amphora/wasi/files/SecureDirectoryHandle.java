package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An open directory of a file system that can open files relative to a directory: so whatever is done happens in this very
 * directory, whatever becomes of the paths that lead to it meanwhile.
 *
 * <p>Some things Java does by path only. They are done while no guest renames anything, and after a look that the path still
 * leads to the directory of the handle; see {@link #unmoved}.
 */
final class SecureDirectoryHandle extends DirectoryHandle {
    /** Guests rename under the one lock, and rely on paths under the other; of all jails, as they may lie in each other. */
    private static final ReadWriteLock RENAMING = new ReentrantReadWriteLock(true);

    private final SecureDirectoryStream<Path> stream;
    private final Path hostPath;
    private final SecureDirectoryHandle root;

    /** The root of a jail. */
    SecureDirectoryHandle(SecureDirectoryStream<Path> stream, Path hostPath, long device) {
        super(device);
        this.stream = stream;
        this.hostPath = hostPath;
        this.root = this;
    }

    private SecureDirectoryHandle(SecureDirectoryStream<Path> stream, Path hostPath, SecureDirectoryHandle root) {
        super(root.device());
        this.stream = stream;
        this.hostPath = hostPath;
        this.root = root;
    }

    @Override
    boolean mayWait() {
        return true; // the JDK opens a named pipe by waiting for its other end, and a disk may hang
    }

    @Override
    protected DirectoryHandle openDirectory(String name) throws IOException, WasiException {
        return new SecureDirectoryHandle(open(path(name)), hostPath.resolve(name), root);
    }

    @Override
    protected DirectoryHandle reopen() throws IOException {
        return new SecureDirectoryHandle(open(here()), hostPath, root);
    }

    private SecureDirectoryStream<Path> open(Path path) throws IOException {
        return stream.newDirectoryStream(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    protected OpenFile openFile(String name, Set<? extends OpenOption> options) throws IOException, WasiException {
        Set<OpenOption> unfollowed = new HashSet<>(options);
        unfollowed.add(LinkOption.NOFOLLOW_LINKS);
        SeekableByteChannel channel = stream.newByteChannel(path(name), unfollowed);
        if (channel instanceof FileChannel file) {
            return new ChannelFile(file);
        }
        channel.close();
        throw Errno.NOTSUP.exception();
    }

    @Override
    protected BasicFileAttributes attributes(String name) throws IOException, WasiException {
        return view(name).readAttributes();
    }

    /**
     * {@inheritDoc}
     *
     * <p>By handle, Java 17 sets them to the microsecond only, and none sets those of a symbolic link: where that is not what
     * was asked for, it is done by path.
     */
    @Override
    protected void setTimes(String name, FileTime accessed, FileTime modified) throws IOException, WasiException {
        BasicFileAttributes before = attributes(name);
        if (accessed == null && modified == null) {
            return;
        }
        requireNoPipe(before);
        FileTime newAccessed = accessed == null ? before.lastAccessTime() : accessed;
        FileTime newModified = modified == null ? before.lastModifiedTime() : modified;
        if (!before.isSymbolicLink()) {
            BasicFileAttributeView view = view(name);
            view.setTimes(newModified, newAccessed, null);
            BasicFileAttributes after = view.readAttributes();
            boolean exact = after.lastModifiedTime().equals(newModified)
                    && after.lastAccessTime().equals(newAccessed);
            if (exact || name.equals(".")) {
                return;
            }
        }
        byPath(name, path -> {
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(newModified, newAccessed, null);
            return path;
        });
    }

    private BasicFileAttributeView view(String name) throws WasiException {
        return stream.getFileAttributeView(path(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** {@inheritDoc} Fails with {@code ENOENT} if this directory was renamed since it was opened, as Java reads it by path. */
    @Override
    protected String linkTarget(String name) throws IOException, WasiException {
        Path link = path(name);
        String target =
                unmoved(here -> Files.readSymbolicLink(here.resolve(link))).toString();
        requireUnmoved(); // by the host, which takes no lock
        return target;
    }

    @Override
    protected List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        // an iterator can be had only once of a stream
        try (DirectoryStream<Path> entries = stream.newDirectoryStream(here(), LinkOption.NOFOLLOW_LINKS)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    protected void deleteFile(String name) throws IOException, WasiException {
        stream.deleteFile(path(name));
    }

    @Override
    protected void deleteDirectory(String name) throws IOException, WasiException {
        stream.deleteDirectory(path(name));
    }

    @Override
    protected void move(String name, DirectoryHandle target, String targetName) throws IOException, WasiException {
        if (!(target instanceof SecureDirectoryHandle other) || root != other.root) {
            throw Errno.XDEV.exception();
        }
        Path from = path(name);
        Path to = other.path(targetName);
        RENAMING.writeLock().lock();
        try {
            requireNoPipe(attributes(name));
            stream.move(from, other.stream, to);
        } finally {
            RENAMING.writeLock().unlock();
        }
    }

    /** Makes a directory: by path in the root, whose path seldom changes, and from there it is moved here by handle. */
    @Override
    protected void makeDirectory(String name) throws IOException, WasiException {
        String passing = passingName();
        root.unmoved(here -> Files.createDirectory(here.resolve(passing)));
        try {
            root.move(passing, this, name);
        } catch (IOException | WasiException | RuntimeException e) {
            root.deleteDirectory(passing);
            throw e;
        }
    }

    /** Makes a symbolic link, as {@link #makeDirectory} makes directories. */
    @Override
    protected void makeSymbolicLink(String name, String target) throws IOException, WasiException {
        Path content = path(target);
        String passing = passingName();
        root.unmoved(here -> Files.createSymbolicLink(here.resolve(passing), content));
        root.handOver(passing, this, name);
    }

    /**
     * Gives {@code name} another name, {@code targetName} in {@code target}. It is back under its old name before the new
     * one is there. A symbolic link is copied instead: on macOS, another name would be one of what it leads to.
     */
    @Override
    protected void link(String name, DirectoryHandle target, String targetName) throws IOException, WasiException {
        if (!(target instanceof SecureDirectoryHandle other) || root != other.root) {
            throw Errno.XDEV.exception();
        }
        String linked = passingName();
        byPath(
                name,
                path -> Files.isSymbolicLink(path)
                        ? Files.createSymbolicLink(path.resolveSibling(linked), Files.readSymbolicLink(path))
                        : Files.createLink(path.resolveSibling(linked), path));
        root.handOver(linked, target, targetName);
    }

    private interface PathAction<T> {
        T on(Path path) throws IOException;
    }

    /**
     * Does with {@code name} what Java does by path only. What is not in the root passes through it, by handle, as the path
     * of a directory that guests can rename is of little use.
     */
    private void byPath(String name, PathAction<?> action) throws IOException, WasiException {
        if (hostPath.equals(root.hostPath)) {
            Path file = path(name);
            requireNoPipe(attributes(name));
            unmoved(here -> action.on(here.resolve(file)));
            return;
        }
        String passing = passingName();
        move(name, root, passing);
        try {
            root.unmoved(here -> action.on(here.resolve(passing)));
        } finally {
            root.move(passing, this, name);
        }
    }

    /**
     * Does what Java does by path only, with the path of this directory. It must still lead here: else a guest with a jail
     * around this directory, or one with this very jail, could have put a symbolic link there that leads out of both. Fails
     * with {@code ENOENT} if it does not.
     */
    private <T> T unmoved(PathAction<T> action) throws IOException, WasiException {
        RENAMING.readLock().lock();
        try {
            requireUnmoved();
            return action.on(hostPath);
        } finally {
            RENAMING.readLock().unlock();
        }
    }

    /**
     * A guest does with a pipe, a socket or a device nothing but look at it and remove it: if it could give a pipe the name
     * of a file that is about to be opened, that would take a thread of the host's for good.
     */
    private static void requireNoPipe(BasicFileAttributes attributes) throws WasiException {
        if (attributes.isOther()) {
            throw Errno.NOTSUP.exception();
        }
    }

    private void requireUnmoved() throws IOException, WasiException {
        Object there = Files.readAttributes(hostPath, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        if (there == null || !there.equals(attributes(".").fileKey())) {
            throw Errno.NOENT.exception();
        }
    }

    private static String passingName() {
        return ".amphora-" + UUID.randomUUID();
    }

    /** Moves a file that was made here to its place, or removes it. */
    private void handOver(String passing, DirectoryHandle target, String name) throws IOException, WasiException {
        try {
            move(passing, target, name);
        } catch (IOException | WasiException | RuntimeException e) {
            deleteFile(passing);
            throw e;
        }
    }

    private Path path(String name) throws WasiException {
        try {
            return hostPath.getFileSystem().getPath(name);
        } catch (InvalidPathException e) {
            throw Errno.ILSEQ.exception();
        }
    }

    private Path here() {
        return hostPath.getFileSystem().getPath(".");
    }

    @Override
    protected void close() throws IOException {
        stream.close();
    }
}
