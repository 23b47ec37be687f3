package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An open directory of a file system that is granted as a whole, such as an archive: files are opened by their path. */
final class ReadOnlyDirectoryHandle extends DirectoryHandle {
    private final Path path;

    ReadOnlyDirectoryHandle(Path path, long device) {
        super(device);
        this.path = path;
    }

    @Override
    protected DirectoryHandle openDirectory(String name) throws WasiException {
        return new ReadOnlyDirectoryHandle(resolve(name), device());
    }

    @Override
    protected DirectoryHandle reopen() {
        return new ReadOnlyDirectoryHandle(path, device());
    }

    @Override
    protected OpenFile openFile(String name, Set<? extends OpenOption> options) throws IOException, WasiException {
        if (options.contains(StandardOpenOption.WRITE)) {
            throw Errno.ROFS.exception();
        }
        return new ReadOnlyFile(Files.newByteChannel(resolve(name)));
    }

    @Override
    protected BasicFileAttributes attributes(String name) throws IOException, WasiException {
        Path file = resolve(name);
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.fileKey() == null ? new Keyed(attributes, file.toString()) : attributes;
    }

    @Override
    protected List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                names.add(
                        name.endsWith("/") ? name.substring(0, name.length() - 1) : name); // archives mark directories
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    protected String linkTarget(String name) throws IOException, WasiException {
        return Files.readSymbolicLink(resolve(name)).toString();
    }

    private Path resolve(String name) throws WasiException {
        try {
            return name.equals(".") ? path : path.resolve(name);
        } catch (InvalidPathException e) {
            throw Errno.ILSEQ.exception();
        }
    }

    @Override
    protected void close() {}

    /** Attributes of a file that nothing tells from others but its path. */
    private static final class Keyed implements BasicFileAttributes {
        private final BasicFileAttributes attributes;
        private final String key;

        Keyed(BasicFileAttributes attributes, String key) {
            this.attributes = attributes;
            this.key = key;
        }

        @Override
        public FileTime lastModifiedTime() {
            return attributes.lastModifiedTime();
        }

        @Override
        public FileTime lastAccessTime() {
            return attributes.lastAccessTime();
        }

        @Override
        public FileTime creationTime() {
            return attributes.creationTime();
        }

        @Override
        public boolean isRegularFile() {
            return attributes.isRegularFile();
        }

        @Override
        public boolean isDirectory() {
            return attributes.isDirectory();
        }

        @Override
        public boolean isSymbolicLink() {
            return attributes.isSymbolicLink();
        }

        @Override
        public boolean isOther() {
            return attributes.isOther();
        }

        @Override
        public long size() {
            return attributes.size();
        }

        @Override
        public Object fileKey() {
            return key;
        }
    }
}
