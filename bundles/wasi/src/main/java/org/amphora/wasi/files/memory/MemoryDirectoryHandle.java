package org.amphora.wasi.files.memory;

import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.amphora.wasi.files.DirectoryHandle;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.OpenFile;
import org.amphora.wasi.files.WasiException;

/** An open directory in memory. */
final class MemoryDirectoryHandle extends DirectoryHandle {
    private final MemoryFileSystem system;
    private final MemoryDirectory directory;

    /** Opens {@code directory}; under the lock of its file system. */
    MemoryDirectoryHandle(MemoryDirectory directory, long device) {
        super(device);
        this.system = directory.system;
        this.directory = directory;
        directory.retain();
    }

    @Override
    protected DirectoryHandle openDirectory(String name) throws IOException, WasiException {
        synchronized (system) {
            if (directory.get(name) instanceof MemoryDirectory opened) {
                return new MemoryDirectoryHandle(opened, device());
            }
            throw Errno.NOTDIR.exception();
        }
    }

    @Override
    protected DirectoryHandle reopen() {
        synchronized (system) {
            return new MemoryDirectoryHandle(directory, device());
        }
    }

    @Override
    protected OpenFile openFile(String name, Set<? extends OpenOption> options) throws IOException, WasiException {
        synchronized (system) {
            boolean isNew = options.contains(StandardOpenOption.CREATE_NEW)
                    || (options.contains(StandardOpenOption.CREATE) && directory.find(name) == null);
            if (isNew) {
                directory.takeFor(name, MemoryFileSystem.ENTRY);
                directory.put(name, new MemoryFile(system));
            }
            MemoryNode node = directory.get(name);
            if (node instanceof MemoryFile file) {
                if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                    file.resize(0);
                }
                return file.open();
            }
            throw (node.isDirectory() ? Errno.ISDIR : Errno.LOOP).exception();
        }
    }

    @Override
    protected BasicFileAttributes attributes(String name) throws IOException, WasiException {
        synchronized (system) {
            return directory.get(name).attributes();
        }
    }

    @Override
    protected List<String> names() {
        synchronized (system) {
            return directory.names();
        }
    }

    @Override
    protected String linkTarget(String name) throws IOException, WasiException {
        synchronized (system) {
            if (directory.get(name) instanceof MemoryLink link) {
                return link.target();
            }
            throw Errno.INVAL.exception();
        }
    }

    @Override
    protected void setTimes(String name, FileTime accessed, FileTime modified) throws IOException, WasiException {
        synchronized (system) {
            directory.get(name).times(accessed, modified);
        }
    }

    @Override
    protected void makeDirectory(String name) throws IOException, WasiException {
        synchronized (system) {
            directory.takeFor(name, MemoryFileSystem.ENTRY);
            directory.put(name, new MemoryDirectory(system, directory));
        }
    }

    @Override
    protected void makeSymbolicLink(String name, String target) throws IOException, WasiException {
        synchronized (system) {
            directory.takeFor(name, MemoryFileSystem.ENTRY + MemoryLink.content(target));
            directory.put(name, new MemoryLink(system, target));
        }
    }

    @Override
    protected void link(String name, DirectoryHandle target, String targetName) throws IOException, WasiException {
        MemoryDirectory other = sameSystem(target);
        synchronized (system) {
            MemoryNode node = directory.get(name);
            if (node.isDirectory()) {
                throw Errno.PERM.exception();
            }
            other.takeFor(targetName, 0);
            other.put(targetName, node);
        }
    }

    @Override
    protected void deleteFile(String name) throws IOException, WasiException {
        synchronized (system) {
            if (directory.get(name).isDirectory()) {
                throw Errno.ISDIR.exception();
            }
            directory.remove(name);
        }
    }

    @Override
    protected void deleteDirectory(String name) throws IOException, WasiException {
        synchronized (system) {
            if (!(directory.get(name) instanceof MemoryDirectory removed)) {
                throw Errno.NOTDIR.exception();
            }
            if (!removed.isEmpty()) {
                throw Errno.NOTEMPTY.exception();
            }
            directory.remove(name);
        }
    }

    @Override
    protected void move(String name, DirectoryHandle target, String targetName) throws IOException, WasiException {
        MemoryDirectory other = sameSystem(target);
        synchronized (system) {
            directory.move(name, other, targetName);
        }
    }

    private MemoryDirectory sameSystem(DirectoryHandle target) throws WasiException {
        if (target instanceof MemoryDirectoryHandle other && other.system == system) {
            return other.directory;
        }
        throw Errno.XDEV.exception();
    }

    @Override
    protected void close() {
        synchronized (system) {
            directory.release();
        }
    }
}
