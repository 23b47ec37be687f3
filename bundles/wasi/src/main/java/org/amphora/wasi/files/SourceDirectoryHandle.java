package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.amphora.wasi.FileSource;

/** A directory of a source: to it a path is a key, by which nothing but its own files can be reached. */
public final class SourceDirectoryHandle extends DirectoryHandle {
    private final FileSource source;
    private final String path;

    /** The root of {@code source}. */
    public SourceDirectoryHandle(FileSource source, long device) {
        this(source, "", device);
    }

    private SourceDirectoryHandle(FileSource source, String path, long device) {
        super(device);
        this.source = source;
        this.path = path;
    }

    private String resolve(String name) {
        return name.equals(".") ? path : path.isEmpty() ? name : path + "/" + name;
    }

    @Override
    protected DirectoryHandle openDirectory(String name) {
        return new SourceDirectoryHandle(source, resolve(name), device());
    }

    @Override
    protected DirectoryHandle reopen() {
        return new SourceDirectoryHandle(source, path, device());
    }

    @Override
    protected OpenFile openFile(String name, Set<? extends OpenOption> options) throws IOException, WasiException {
        if (options.contains(StandardOpenOption.WRITE)) {
            throw Errno.ROFS.exception();
        }
        return new SourceFile(source, resolve(name));
    }

    @Override
    protected BasicFileAttributes attributes(String name) throws IOException {
        String file = resolve(name);
        FileSource.Entry entry = source.entry(file);
        if (entry == null) {
            throw new NoSuchFileException(file);
        }
        return new Attributes(file, entry);
    }

    @Override
    protected List<String> names() throws IOException {
        return source.names(path).stream()
                .filter(SourceDirectoryHandle::isName)
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new)); // whoever asked sorts them
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0;
    }

    @Override
    protected String linkTarget(String name) throws WasiException {
        throw Errno.INVAL.exception(); // there are no links
    }

    @Override
    protected void close() {}

    private static final class Attributes implements BasicFileAttributes {
        private final String path;
        private final FileSource.Entry entry;

        Attributes(String path, FileSource.Entry entry) {
            this.path = path;
            this.entry = entry;
        }

        @Override
        public FileTime lastModifiedTime() {
            return FileTime.from(entry.modified());
        }

        @Override
        public FileTime lastAccessTime() {
            return lastModifiedTime();
        }

        @Override
        public FileTime creationTime() {
            return lastModifiedTime();
        }

        @Override
        public boolean isRegularFile() {
            return !entry.isDirectory();
        }

        @Override
        public boolean isDirectory() {
            return entry.isDirectory();
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public long size() {
            return entry.bytes();
        }

        @Override
        public Object fileKey() {
            return path;
        }
    }
}
