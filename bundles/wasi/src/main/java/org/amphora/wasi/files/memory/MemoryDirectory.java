package org.amphora.wasi.files.memory;

import static org.amphora.wasi.files.memory.MemoryFileSystem.ENTRY;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.FileType;
import org.amphora.wasi.files.WasiException;

/** A directory. */
final class MemoryDirectory extends MemoryNode {
    private static final int MAX_NAME = 255;

    private final Map<String, MemoryNode> nodes = new HashMap<>();
    /** The directory that it is in; itself for the root, null if it was removed. */
    private MemoryDirectory parent;

    /** A directory for which {@link MemoryFileSystem#ENTRY} bytes were taken, unless it is the root. */
    MemoryDirectory(MemoryFileSystem system, MemoryDirectory parent) {
        super(system, FileType.DIRECTORY);
        this.parent = parent == null ? this : parent;
    }

    @Override
    long size() {
        return nodes.size();
    }

    @Override
    void discard() {
        system.giveBack(ENTRY);
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    List<String> names() {
        return new ArrayList<>(nodes.keySet());
    }

    /** What has that name. */
    MemoryNode get(String name) throws NoSuchFileException, WasiException {
        MemoryNode node = find(name);
        if (node == null) {
            throw new NoSuchFileException(name);
        }
        return node;
    }

    /** What has that name; null if nothing has. */
    MemoryNode find(String name) throws WasiException {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            throw Errno.NAMETOOLONG.exception();
        }
        return name.equals(".") ? this : nodes.get(name);
    }

    /** Takes the memory for a name that there must not be yet, and for what is to have it. */
    void takeFor(String name, int content) throws FileAlreadyExistsException, NoSuchFileException, WasiException {
        if (find(name) != null) {
            throw new FileAlreadyExistsException(name);
        }
        requireThere();
        system.take(ENTRY + content);
    }

    private void requireThere() throws NoSuchFileException {
        if (parent == null) {
            throw new NoSuchFileException(".");
        }
    }

    /** Gives a node a name, for which the memory was taken. */
    void put(String name, MemoryNode node) {
        nodes.put(name, node);
        node.retain();
        changed();
    }

    /** Takes a name away. */
    void remove(String name) {
        MemoryNode node = nodes.remove(name);
        system.giveBack(ENTRY);
        if (node instanceof MemoryDirectory directory) {
            directory.parent = null;
        }
        node.release();
        changed();
    }

    /** Renames as POSIX says: what is there is replaced, a directory only by a directory and only if it is empty. */
    void move(String name, MemoryDirectory target, String newName) throws NoSuchFileException, WasiException {
        MemoryNode node = get(name);
        MemoryNode replaced = target.find(newName);
        target.requireThere();
        if (node == replaced) {
            return;
        }
        if (node instanceof MemoryDirectory directory && target.isIn(directory)) {
            throw Errno.INVAL.exception();
        }
        if (replaced != null) {
            requireReplaceable(node, replaced);
            target.remove(newName);
        }
        nodes.remove(name);
        target.nodes.put(newName, node);
        if (node instanceof MemoryDirectory directory) {
            directory.parent = target;
        }
        changed();
        target.changed();
    }

    private static void requireReplaceable(MemoryNode node, MemoryNode replaced) throws WasiException {
        if (!node.isDirectory() && replaced.isDirectory()) {
            throw Errno.ISDIR.exception();
        }
        if (node.isDirectory() && !replaced.isDirectory()) {
            throw Errno.NOTDIR.exception();
        }
        if (replaced instanceof MemoryDirectory directory && !directory.isEmpty()) {
            throw Errno.NOTEMPTY.exception();
        }
    }

    private boolean isIn(MemoryDirectory other) {
        MemoryDirectory directory = this;
        while (directory != other && directory.parent != directory && directory.parent != null) {
            directory = directory.parent;
        }
        return directory == other;
    }
}
