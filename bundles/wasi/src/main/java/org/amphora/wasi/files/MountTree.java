package org.amphora.wasi.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.Supplier;

/**
 * Directories that are granted, as one tree: what is granted as {@code /data/cache} is mounted in what is granted as {@code
 * /data}. Those that lie beside each other stay as they are. Until it is closed, it keeps open what is mounted.
 */
public final class MountTree implements Closeable {
    private final Supplier<DirectoryHandle> empty;
    /** Where the {@link #roots} are granted, in the same order; no path at all for what can lie nowhere. */
    private final List<List<String>> paths = new ArrayList<>();

    private final List<DirectoryHandle> roots = new ArrayList<>();
    /** What is to be released at the end. */
    private final List<DirectoryHandle> held = new ArrayList<>();

    /** @param empty opens a directory without anything, for the way to a mount point that leads through nothing */
    public MountTree(Supplier<DirectoryHandle> empty) {
        this.empty = empty;
    }

    /** Adds what is granted as {@code guestPath}; the tree is a holder of {@code root} from now on. */
    public void add(String guestPath, DirectoryHandle root) {
        paths.add(components(guestPath));
        roots.add(hold(root));
    }

    /** {@code /}, {@code .} and {@code ""} are one to C libraries, and so are {@code /data}, {@code data} and {@code ./data/}. */
    private static List<String> components(String guestPath) {
        List<String> components = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(guestPath, "/");
        while (tokens.hasMoreTokens()) {
            String component = tokens.nextToken();
            if (component.equals("..")) {
                return null;
            }
            if (!component.equals(".")) {
                components.add(component);
            }
        }
        return components;
    }

    /** What was added as the {@code index}th, with what is mounted in it; the caller is a holder of it. */
    public DirectoryHandle get(int index) throws IOException, WasiException {
        return withMounts(roots.get(index), paths.get(index)).retain();
    }

    /** Whether anything is mounted in anything, of what was got. */
    public boolean hasMounts() {
        return held.size() > roots.size();
    }

    private DirectoryHandle withMounts(DirectoryHandle base, List<String> path) throws IOException, WasiException {
        Map<String, DirectoryHandle> mounts = new LinkedHashMap<>();
        for (List<String> inner : paths) {
            if (isBelow(path, inner)) {
                List<String> next = inner.subList(0, path.size() + 1);
                String name = next.get(path.size());
                if (!mounts.containsKey(name)) {
                    mounts.put(name, withMounts(mountedAt(base, next), next));
                }
            }
        }
        return mounts.isEmpty() ? base : hold(MountView.of(base.retain(), mounts));
    }

    private static boolean isBelow(List<String> path, List<String> inner) {
        return path != null
                && inner != null
                && inner.size() > path.size()
                && inner.subList(0, path.size()).equals(path);
    }

    /** What is granted there, the last if several are; or else what leads there, as that must stay where it is, too. */
    private DirectoryHandle mountedAt(DirectoryHandle base, List<String> path) throws IOException {
        int granted = paths.lastIndexOf(path);
        return granted >= 0 ? roots.get(granted) : hold(onTheWay(base, path.get(path.size() - 1)));
    }

    private DirectoryHandle onTheWay(DirectoryHandle base, String name) throws IOException {
        try (PathWalk walk = PathWalk.from(base, name, true)) {
            BasicFileAttributes attributes = walk.attributes();
            if (attributes != null && attributes.isDirectory()) {
                return walk.openDirectory();
            }
        } catch (WasiException e) {
            // a link that leads nowhere
        }
        return empty.get();
    }

    private DirectoryHandle hold(DirectoryHandle handle) {
        held.add(handle);
        return handle;
    }

    /** Lets go of all. Idempotent. */
    @Override
    public void close() throws IOException {
        while (!held.isEmpty()) {
            held.remove(held.size() - 1).release();
        }
    }
}
