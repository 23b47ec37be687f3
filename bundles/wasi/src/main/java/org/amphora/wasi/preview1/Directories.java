package org.amphora.wasi.preview1;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.amphora.wasi.WasiConfig;
import org.amphora.wasi.files.DescriptorTable;
import org.amphora.wasi.files.DirectoryDescriptor;
import org.amphora.wasi.files.DirectoryHandle;
import org.amphora.wasi.files.MountTree;
import org.amphora.wasi.files.Quota;
import org.amphora.wasi.files.SourceDirectoryHandle;
import org.amphora.wasi.files.WasiException;
import org.amphora.wasi.files.memory.MemoryFileSystem;

/** The directories that a process is granted, and the file systems that were opened for them. */
final class Directories {
    private final List<FileSystem> fileSystems = new ArrayList<>();
    private final MountTree tree = new MountTree(this::empty);
    private final Quota quota;
    private final LongSupplier clock;
    private long devices;

    /**
     * None yet.
     *
     * @param quota what the process may add to all of them
     * @param clock for times of files, where there is no other
     */
    Directories(Quota quota, LongSupplier clock) {
        this.quota = quota;
        this.clock = clock;
    }

    /** Fails if a directory or archive is not there, or is none. */
    static void check(WasiConfig.Directory directory) {
        switch (directory.kind()) {
            case DIRECTORY -> {
                if (!Files.isDirectory(directory.hostPath())) {
                    throw invalid("directory", directory, "does not exist or is no directory", null);
                }
            }
            case ARCHIVE -> {
                if (!Files.isRegularFile(directory.hostPath())) {
                    throw invalid("archive", directory, "does not exist or is no file", null);
                }
                try {
                    archive(directory).close();
                } catch (IOException e) {
                    throw invalid("archive", directory, "cannot be read: " + e.getMessage(), e);
                }
            }
            case SOURCE -> {
                // it may become whole later
            }
            case MEMORY -> {
                if (directory.maxBytes() < 1) {
                    throw new IllegalArgumentException("directory in memory, granted as \"" + directory.guestPath()
                            + "\", may contain " + directory.maxBytes() + " bytes; it must be 1 or more");
                }
            }
        }
    }

    private static IllegalArgumentException invalid(
            String what, WasiConfig.Directory directory, String why, Exception cause) {
        return new IllegalArgumentException(
                what + " " + directory.hostPath() + ", granted as \"" + directory.guestPath() + "\", " + why, cause);
    }

    /** Opens directories, and adds their descriptors to {@code descriptors}. */
    void open(List<WasiConfig.Directory> granted, DescriptorTable descriptors) throws IOException, WasiException {
        for (WasiConfig.Directory directory : granted) {
            DirectoryHandle root = root(directory);
            tree.add(directory.guestPath(), directory.readOnly() ? root.readOnly() : root);
        }
        for (int i = 0; i < granted.size(); i++) {
            descriptors.add(
                    DirectoryDescriptor.grant(tree.get(i), granted.get(i).guestPath(), quota));
        }
        if (!tree.hasMounts()) {
            tree.close();
        }
    }

    private DirectoryHandle root(WasiConfig.Directory directory) throws IOException {
        long device = ++devices; // unless its file system tells one
        return switch (directory.kind()) {
            case DIRECTORY -> DirectoryHandle.open(directory.hostPath(), device);
            case ARCHIVE -> DirectoryHandle.open(root(archive(directory)), device);
            case SOURCE -> new SourceDirectoryHandle(directory.source(), device);
            case MEMORY -> new MemoryFileSystem(directory.maxBytes(), clock).open(device);
        };
    }

    private DirectoryHandle empty() {
        return new MemoryFileSystem(0, clock).open(++devices).readOnly();
    }

    private static FileSystem archive(WasiConfig.Directory directory) throws IOException {
        try {
            return FileSystems.newFileSystem(directory.hostPath());
        } catch (ProviderNotFoundException e) {
            throw invalid("archive", directory, "is no zip or jar file", e);
        }
    }

    private Path root(FileSystem fileSystem) {
        fileSystems.add(fileSystem);
        return fileSystem.getRootDirectories().iterator().next();
    }

    /** Closes the file systems, after all that was opened in them. */
    void close() throws IOException {
        tree.close();
        for (FileSystem fileSystem : fileSystems) {
            fileSystem.close();
        }
    }
}
