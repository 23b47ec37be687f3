package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A directory in which others are mounted. They cover what it has of their names, and nothing that the guest does to it can
 * change them: a {@link PathWalk} goes on in them before it asks for what is here.
 */
final class MountView extends DirectoryView {
    private final Map<String, Mount> mounts;

    /** An open directory, and which one it is. */
    private record Mount(DirectoryHandle root, FileStatus status) {}

    private MountView(DirectoryHandle base, Map<String, Mount> mounts) {
        super(base);
        this.mounts = mounts;
    }

    /**
     * @param base where they are mounted; this is a holder of it from now on
     * @param mounts them by name; whoever made this keeps them open
     */
    static MountView of(DirectoryHandle base, Map<String, DirectoryHandle> mounts) throws IOException, WasiException {
        Map<String, Mount> known = new HashMap<>();
        for (Map.Entry<String, DirectoryHandle> mount : mounts.entrySet()) {
            DirectoryHandle root = mount.getValue();
            known.put(mount.getKey(), new Mount(root, root.status(".")));
        }
        return new MountView(base, known);
    }

    @Override
    DirectoryHandle mounted(String name) throws IOException, WasiException {
        Mount mount = mounts.get(name);
        if (mount == null) {
            mount = otherName(name);
        }
        return mount == null ? null : mount.root.retain();
    }

    /**
     * What is mounted from this very file system has a name here as well. By another one, in other case or since it was renamed
     * by the host, it is still the mounted one, which may be there to be read only.
     */
    private Mount otherName(String name) throws IOException, WasiException {
        try {
            BasicFileAttributes attributes = base.attributes(name);
            if (attributes.isDirectory()) {
                FileStatus status = FileStatus.of(attributes, base.device());
                for (Mount mount : mounts.values()) {
                    if (mount.status.isOfSameFile(status)) {
                        return mount;
                    }
                }
            }
        } catch (NoSuchFileException e) {
            // neither the one nor the other
        }
        return null;
    }

    @Override
    protected DirectoryHandle openDirectory(String name) throws IOException, WasiException {
        return base.openDirectory(name);
    }

    @Override
    protected DirectoryHandle reopen() throws IOException {
        return new MountView(base.reopen(), mounts);
    }

    @Override
    protected List<String> names() throws IOException {
        Set<String> names = new HashSet<>(base.names());
        names.addAll(mounts.keySet());
        return new ArrayList<>(names);
    }

    @Override
    boolean mayWait() {
        return super.mayWait() || mounts.values().stream().anyMatch(mount -> mount.root.mayWait());
    }

    @Override
    DirectoryHandle writable() throws WasiException {
        return base.writable();
    }
}
