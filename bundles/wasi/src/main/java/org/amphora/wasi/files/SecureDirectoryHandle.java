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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * An open directory of a file system that can open files relative to a directory: so whatever is done happens in this very
 * directory, whatever becomes of the paths that lead to it meanwhile.
 */
final class SecureDirectoryHandle extends DirectoryHandle {
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
        byPath(
                name,
                path -> Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setTimes(newModified, newAccessed, null));
    }

    private BasicFileAttributeView view(String name) throws WasiException {
        return stream.getFileAttributeView(path(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The target of a symbolic link. Java reads it by path only, so a rename at the same time may yield another link's. That
     * does no harm: the target is only ever walked from here, like what a guest asks for.
     */
    @Override
    protected String linkTarget(String name) throws IOException, WasiException {
        return Files.readSymbolicLink(hostPath.resolve(path(name))).toString();
    }

    /**
     * The target of a symbolic link, for the guest to see: of this very link, not of another that the path has come to lead
     * to. Fails with {@code EINVAL} if it is no link.
     */
    @Override
    protected String readLink(String name) throws IOException, WasiException {
        BasicFileAttributes link = attributes(name);
        if (!link.isSymbolicLink()) {
            throw Errno.INVAL.exception();
        }
        requireSame(link, name);
        String target = linkTarget(name);
        requireSame(link, name);
        return target;
    }

    private void requireSame(BasicFileAttributes file, String name) throws IOException, WasiException {
        BasicFileAttributes byPath = Files.readAttributes(
                hostPath.resolve(path(name)), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!Objects.equals(file.fileKey(), byPath.fileKey())) {
            throw Errno.NOENT.exception();
        }
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
        if (!(target instanceof SecureDirectoryHandle other)
                || !other.hostPath.getFileSystem().equals(hostPath.getFileSystem())) {
            throw Errno.XDEV.exception();
        }
        stream.move(path(name), other.stream, other.path(targetName));
    }

    /**
     * Makes a directory. Java makes one by path only, and the path here is the guest's to change. The root's is not: so it is
     * made there, and moved here by handle.
     */
    @Override
    protected void makeDirectory(String name) throws IOException, WasiException {
        String passing = passingName();
        Files.createDirectory(root.hostPath.resolve(passing));
        try {
            root.move(passing, this, name);
        } catch (IOException | WasiException | RuntimeException e) {
            root.deleteDirectory(passing);
            throw e;
        }
    }

    /** Makes a symbolic link; as {@link #makeDirectory} makes directories, and for the same reason. */
    @Override
    protected void makeSymbolicLink(String name, String target) throws IOException, WasiException {
        Path content = path(target);
        String passing = passingName();
        Files.createSymbolicLink(root.hostPath.resolve(passing), content);
        root.handOver(passing, this, name);
    }

    /**
     * Gives {@code name} another name, {@code targetName} in {@code target}. It is back under its old name before the new
     * one is there.
     */
    @Override
    protected void link(String name, DirectoryHandle target, String targetName) throws IOException, WasiException {
        if (!(target instanceof SecureDirectoryHandle other) || root != other.root) {
            throw Errno.XDEV.exception();
        }
        String linked = passingName();
        byPath(name, path -> Files.createLink(root.hostPath.resolve(linked), path));
        root.handOver(linked, target, targetName);
    }

    private interface PathAction {
        void on(Path path) throws IOException;
    }

    /**
     * Does with {@code name} what Java does by path only. The root's path is not the guest's to change, but that of a
     * directory in it is: it could be replaced by a symbolic link that leads outside. So what is not in the root passes
     * through it, by handle.
     */
    private void byPath(String name, PathAction action) throws IOException, WasiException {
        if (hostPath.equals(root.hostPath)) {
            action.on(root.hostPath.resolve(path(name)));
            return;
        }
        String passing = passingName();
        move(name, root, passing);
        try {
            action.on(root.hostPath.resolve(passing));
        } finally {
            root.move(passing, this, name);
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
