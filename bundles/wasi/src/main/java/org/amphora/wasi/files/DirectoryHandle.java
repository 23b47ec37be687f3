package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open directory of a file system. Whatever is done in it is done to a single name, without following a symbolic link, and
 * happens in this very directory. It refuses changes with {@code EROFS}; those that can be changed override what changes
 * them.
 *
 * <p>Counted: the handle closes when as many have released it as retained it. Thread-safe.
 */
public abstract class DirectoryHandle {
    private final long device;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** @param device what tells its files from those of other file systems, unless they tell it themselves */
    protected DirectoryHandle(long device) {
        this.device = device;
    }

    /**
     * Opens the root of a jail: a directory of a file system that can open files relative to a directory, or else, to be
     * read, the root of one besides the host's, as that has nothing outside of it.
     *
     * @param device what tells its files from those of other file systems, unless they tell it themselves
     */
    @SuppressWarnings("StreamResourceLeak") // the handle's last holder closes it
    public static DirectoryHandle open(Path path, long device) throws IOException {
        Path real = path.toRealPath();
        DirectoryStream<Path> stream = Files.newDirectoryStream(real);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new SecureDirectoryHandle(secure, real, device);
        }
        stream.close();
        if (real.getNameCount() == 0 && real.getFileSystem() != FileSystems.getDefault()) {
            return new ReadOnlyDirectoryHandle(real, device);
        }
        throw new IOException("the file system of " + path
                + " cannot open files relative to a directory, without which no jail would hold");
    }

    /** What tells its files from those of other file systems, unless they tell it themselves. */
    public final long device() {
        return device;
    }

    /** This directory to be read only, and so all below it; the view takes the place of the caller as a holder. */
    public final DirectoryHandle readOnly() {
        return new ReadOnlyView(this);
    }

    /** What is mounted here as {@code name}, with the caller as a holder; null if that is this directory's own. */
    DirectoryHandle mounted(String name) throws IOException, WasiException {
        return null;
    }

    /** What is to be asked for changes of this directory; fails with {@code EROFS} if there must be none. */
    DirectoryHandle writable() throws WasiException {
        return this;
    }

    /** Whether it may take long, or for ever, to open what is in it. */
    boolean mayWait() {
        return false;
    }

    /** The status of {@code name}, which is that of what is mounted there. */
    final FileStatus status(String name) throws IOException, WasiException {
        DirectoryHandle mounted = mounted(name);
        if (mounted == null) {
            return FileStatus.of(attributes(name), device);
        }
        try {
            return mounted.status(".");
        } finally {
            mounted.release();
        }
    }

    /** Opens a directory in this one; the caller is its first holder. */
    protected abstract DirectoryHandle openDirectory(String name) throws IOException, WasiException;

    /** Opens this directory once more. */
    protected abstract DirectoryHandle reopen() throws IOException;

    /** Opens a file in this directory. */
    protected abstract OpenFile openFile(String name, Set<? extends OpenOption> options)
            throws IOException, WasiException;

    /** What is called {@code name} in this directory, itself if that is a symbolic link. */
    protected abstract BasicFileAttributes attributes(String name) throws IOException, WasiException;

    /** All names, in no order. */
    protected abstract List<String> names() throws IOException;

    /** The target of a symbolic link, to be walked from here like what a guest asks for. */
    protected abstract String linkTarget(String name) throws IOException, WasiException;

    /** The target of a symbolic link, for the guest to see. Fails with {@code EINVAL} if it is no link. */
    protected String readLink(String name) throws IOException, WasiException {
        if (!attributes(name).isSymbolicLink()) {
            throw Errno.INVAL.exception();
        }
        return linkTarget(name);
    }

    /** Sets times of {@code name}; null leaves one alone. */
    protected void setTimes(String name, FileTime accessed, FileTime modified) throws IOException, WasiException {
        throw Errno.ROFS.exception();
    }

    /** Makes a directory. */
    protected void makeDirectory(String name) throws IOException, WasiException {
        throw Errno.ROFS.exception();
    }

    /** Makes a symbolic link. */
    protected void makeSymbolicLink(String name, String target) throws IOException, WasiException {
        throw Errno.ROFS.exception();
    }

    /** Gives {@code name} another name, {@code targetName} in {@code target}. */
    protected void link(String name, DirectoryHandle target, String targetName) throws IOException, WasiException {
        throw Errno.ROFS.exception();
    }

    /** Removes a file or a symbolic link. */
    protected void deleteFile(String name) throws IOException, WasiException {
        throw Errno.ROFS.exception();
    }

    /** Removes an empty directory. */
    protected void deleteDirectory(String name) throws IOException, WasiException {
        throw Errno.ROFS.exception();
    }

    /** Renames {@code name}, to {@code targetName} in {@code target}; replaces what is there. */
    protected void move(String name, DirectoryHandle target, String targetName) throws IOException, WasiException {
        throw Errno.ROFS.exception();
    }

    /** One more holder; fails with {@code EBADF} if it is closed. */
    final DirectoryHandle retain() throws WasiException {
        if (holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
            throw Errno.BADF.exception();
        }
        return this;
    }

    /** One holder less. */
    final void release() throws IOException {
        if (holders.decrementAndGet() == 0) {
            close();
        }
    }

    /** Gives up what it holds of the file system. */
    protected abstract void close() throws IOException;
}
