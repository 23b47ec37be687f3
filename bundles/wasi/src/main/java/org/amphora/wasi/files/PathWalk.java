package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringTokenizer;

/**
 * Walks a guest's path, a component at a time and by directory handles, to the directory that holds its last component.
 *
 * <p>No string is compared with another to see whether a path stays inside. A component that is a directory is opened
 * without following links; {@code ..} goes back to the handle from which the walk came, and not beyond the first; a
 * symbolic link is replaced by its target, to be walked likewise. A rename during the walk can thus lead to another place
 * inside, but never out.
 */
final class PathWalk implements AutoCloseable {
    /** Longest path, in characters. */
    static final int MAX_PATH = 4_096;
    /** Each directory on the way costs descriptors of the host. */
    static final int MAX_DEPTH = 128;

    private static final int MAX_LINKS = 40;

    private final Deque<DirectoryHandle> way = new ArrayDeque<>();
    private final Deque<String> ahead = new ArrayDeque<>();
    private String name;
    private boolean directoryMeant;
    private boolean mountPoint;

    private PathWalk() {}

    /**
     * Walks {@code path} from {@code base} on.
     *
     * @param followLast whether a symbolic link in the last component is followed; one before a trailing slash always is
     */
    static PathWalk from(DirectoryHandle base, String path, boolean followLast) throws IOException, WasiException {
        PathWalk walk = new PathWalk();
        try {
            walk.way.push(base.retain());
            walk.walk(path, followLast);
            return walk;
        } catch (IOException | WasiException | RuntimeException e) {
            walk.close();
            throw e;
        }
    }

    /** The directory that holds the last component; open until this walk is closed. */
    DirectoryHandle parent() {
        return way.peek();
    }

    /** The last component, {@code .} for the directory itself; what it names may not exist. */
    String name() {
        return name;
    }

    /** Whether the path names the directory itself, as {@code .} or {@code a/..} does. */
    boolean self() {
        return name.equals(".");
    }

    /** Whether the path names a directory by the name that it is mounted under, which cannot be taken from it. */
    boolean mountPoint() {
        return mountPoint;
    }

    /** Whether the path ends with a slash, so that nothing but a directory is meant. */
    boolean directoryMeant() {
        return directoryMeant;
    }

    /** Attributes of what the path names; null if that does not exist. */
    BasicFileAttributes attributes() throws IOException, WasiException {
        try {
            BasicFileAttributes attributes = parent().attributes(name);
            if (directoryMeant && !attributes.isDirectory()) {
                throw Errno.NOTDIR.exception();
            }
            return attributes;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** As {@link #attributes()}; fails with {@code ENOENT} if there are none. */
    BasicFileAttributes existing() throws IOException, WasiException {
        BasicFileAttributes attributes = attributes();
        if (attributes == null) {
            throw Errno.NOENT.exception();
        }
        return attributes;
    }

    /** Opens the directory that the path names; the caller is its first holder. */
    DirectoryHandle openDirectory() throws IOException, WasiException {
        return self() ? parent().reopen() : parent().openDirectory(name);
    }

    private void walk(String path, boolean followLast) throws IOException, WasiException {
        push(path);
        int links = 0;
        while (name == null) {
            String component = ahead.pop();
            boolean last = ahead.isEmpty();
            if (component.equals(".")) {
                arriveHere(last);
            } else if (component.equals("..")) {
                back();
                arriveHere(last);
            } else if (enterMounted(component)) {
                arriveHere(last);
                mountPoint = last;
            } else if (last && !followLast && !directoryMeant) {
                name = component;
            } else {
                BasicFileAttributes attributes = attributes(component, last);
                if (attributes != null && attributes.isSymbolicLink()) {
                    if (++links > MAX_LINKS) {
                        throw Errno.LOOP.exception();
                    }
                    push(parent().linkTarget(component));
                } else if (last) {
                    name = component;
                } else {
                    enter(component, attributes);
                }
            }
        }
    }

    private void push(String path) throws WasiException {
        if (path.isEmpty()) {
            throw Errno.NOENT.exception();
        }
        if (path.length() > MAX_PATH) {
            throw Errno.NAMETOOLONG.exception();
        }
        if (path.charAt(0) == '/') {
            throw Errno.PERM.exception();
        }
        if (ahead.isEmpty() && path.endsWith("/")) {
            directoryMeant = true;
        }
        Deque<String> components = new ArrayDeque<>();
        StringTokenizer tokens = new StringTokenizer(path, "/");
        while (tokens.hasMoreTokens()) {
            components.push(tokens.nextToken());
        }
        components.forEach(ahead::push); // last component first
    }

    private void arriveHere(boolean last) {
        if (last) {
            name = ".";
        }
    }

    private void back() throws IOException, WasiException {
        if (way.size() == 1) {
            throw Errno.PERM.exception();
        }
        way.pop().release();
    }

    private BasicFileAttributes attributes(String component, boolean last) throws IOException, WasiException {
        try {
            return parent().attributes(component);
        } catch (NoSuchFileException e) {
            if (last) {
                return null;
            }
            throw e;
        }
    }

    private void enter(String component, BasicFileAttributes attributes) throws IOException, WasiException {
        if (!attributes.isDirectory()) {
            throw Errno.NOTDIR.exception();
        }
        requireRoom();
        way.push(parent().openDirectory(component));
    }

    private boolean enterMounted(String component) throws IOException, WasiException {
        DirectoryHandle mounted = parent().mounted(component);
        if (mounted == null) {
            return false;
        }
        way.push(mounted);
        requireRoom();
        return true;
    }

    private void requireRoom() throws WasiException {
        if (way.size() >= MAX_DEPTH) {
            throw Errno.NAMETOOLONG.exception();
        }
    }

    @Override
    public void close() throws IOException {
        while (!way.isEmpty()) {
            way.pop().release();
        }
    }
}
