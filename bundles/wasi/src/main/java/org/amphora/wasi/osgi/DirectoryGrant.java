package org.amphora.wasi.osgi;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.amphora.wasi.FileSource;
import org.amphora.wasi.WasiConfig;
import org.osgi.framework.Bundle;

/** A value of {@code dirs}: {@code HOST::GUEST}, with {@code :ro} at its end to read only. Immutable. */
final class DirectoryGrant {
    private static final String FORM = "HOST::GUEST, HOST::GUEST:ro, service:NAME::GUEST or bundle:NAME[/PATH]::GUEST";
    private static final String SEPARATOR = "::";
    private static final String READ_ONLY = ":ro";
    private static final String SERVICE = "service:";
    private static final String BUNDLE = "bundle:";

    private final String source;
    private final String guestPath;
    private final boolean readOnly;

    private DirectoryGrant(String source, String guestPath, boolean readOnly) {
        this.source = source;
        this.guestPath = guestPath;
        this.readOnly = readOnly;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is not in its form
     */
    static DirectoryGrant parse(String value) {
        boolean readOnly = value.endsWith(READ_ONLY);
        String paths = readOnly ? value.substring(0, value.length() - READ_ONLY.length()) : value;
        int at = paths.indexOf(SEPARATOR);
        if (at < 1 || at + SEPARATOR.length() == paths.length()) {
            throw new IllegalArgumentException("dirs \"" + value + "\" must be in the form " + FORM);
        }
        return new DirectoryGrant(paths.substring(0, at), paths.substring(at + SEPARATOR.length()), readOnly);
    }

    /**
     * {@code config} with this directory granted, as what it names is now.
     *
     * @throws IllegalStateException if there is no such service or bundle
     */
    WasiConfig addTo(WasiConfig config, Surroundings surroundings) {
        if (source.startsWith(SERVICE)) {
            return addService(config, surroundings, source.substring(SERVICE.length()));
        }
        if (source.startsWith(BUNDLE)) {
            return config.files(bundle(surroundings, source.substring(BUNDLE.length())), guestPath);
        }
        Path host = Path.of(source);
        return Files.isRegularFile(host) ? config.archive(host, guestPath) : addDirectory(config, host);
    }

    private WasiConfig addDirectory(WasiConfig config, Path directory) {
        return readOnly ? config.readOnlyDirectory(directory, guestPath) : config.directory(directory, guestPath);
    }

    private WasiConfig addService(WasiConfig config, Surroundings surroundings, String name) {
        Optional<FileSource> files = surroundings.service(FileSource.class, name);
        if (files.isPresent()) {
            return config.files(files.get(), guestPath);
        }
        FileSystem fileSystem = surroundings
                .service(FileSystem.class, name)
                .orElseThrow(() -> missing("service FileSource or java.nio.file.FileSystem has the property "
                        + Surroundings.NAME + "=" + name));
        return addDirectory(config, fileSystem.getRootDirectories().iterator().next());
    }

    private BundleFiles bundle(Surroundings surroundings, String path) {
        int slash = path.indexOf('/');
        String name = slash < 0 ? path : path.substring(0, slash);
        String below = slash < 0 ? "" : path.substring(slash + 1);
        Bundle bundle = surroundings.bundle(name).orElseThrow(() -> missing("bundle has the symbolic name " + name));
        BundleFiles files = new BundleFiles(surroundings.withFragments(bundle), below);
        try {
            if (files.exist()) {
                return files;
            }
        } catch (IOException e) {
            throw new IllegalStateException(this + " cannot be granted: " + e.getMessage(), e);
        }
        throw missing("entries are below /" + below + " in the bundle " + bundle);
    }

    private IllegalStateException missing(String what) {
        return new IllegalStateException("dirs \"" + this + "\" cannot be granted: no " + what);
    }

    @Override
    public String toString() {
        return source + SEPARATOR + guestPath + (readOnly ? READ_ONLY : "");
    }
}
