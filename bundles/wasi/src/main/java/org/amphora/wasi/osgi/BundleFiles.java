package org.amphora.wasi.osgi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.wasi.FileSource;
import org.osgi.framework.Bundle;

/** The entries of a bundle below a path. Frameworks search a whole jar to list a directory, so each is listed once. */
final class BundleFiles implements FileSource {
    private static final String SEPARATOR = "/";

    private final Bundle bundle;
    private final String root;
    private final Map<String, List<String>> listed = new ConcurrentHashMap<>();

    /** @param path where they are in the bundle, without slashes around it; empty for all of them */
    BundleFiles(Bundle bundle, String path) {
        this.bundle = bundle;
        this.root = path.isEmpty() ? SEPARATOR : SEPARATOR + path + SEPARATOR;
    }

    /** Whether there are any. */
    boolean exist() throws IOException {
        return !children("").isEmpty();
    }

    @Override
    public Entry entry(String path) throws IOException {
        Instant modified = Instant.ofEpochMilli(bundle.getLastModified());
        if (path.isEmpty()) {
            return Entry.directory(modified);
        }
        int slash = path.lastIndexOf(SEPARATOR);
        List<String> siblings = children(slash < 0 ? "" : path.substring(0, slash));
        String name = path.substring(slash + 1);
        if (siblings.contains(name + SEPARATOR)) {
            return Entry.directory(modified);
        }
        return siblings.contains(name) ? Entry.file(bytes(path), modified) : null;
    }

    @Override
    public Collection<String> names(String path) throws IOException {
        return children(path).stream()
                .map(name -> name.endsWith(SEPARATOR) ? name.substring(0, name.length() - 1) : name)
                .toList();
    }

    /** The names in a directory, as the framework tells them: those of directories end with a slash. */
    private List<String> children(String path) throws IOException {
        List<String> known = listed.get(path);
        if (known != null) {
            return known;
        }
        String directory = path.isEmpty() ? root : root + path + SEPARATOR;
        List<String> children = new ArrayList<>();
        for (String entry : Collections.list(entries(directory))) {
            children.add(entry.substring(directory.length() - 1)); // they have no slash at their beginning
        }
        listed.put(path, List.copyOf(children));
        return children;
    }

    private Enumeration<String> entries(String directory) throws IOException {
        try {
            Enumeration<String> entries = bundle.getEntryPaths(directory);
            return entries == null ? Collections.emptyEnumeration() : entries;
        } catch (IllegalStateException e) {
            throw gone(e);
        }
    }

    private IOException gone(IllegalStateException cause) {
        return new IOException("bundle " + bundle + " was uninstalled", cause);
    }

    private long bytes(String path) throws IOException {
        URLConnection connection = connection(path);
        try (InputStream in = connection.getInputStream()) {
            int bytes = connection.getContentLength();
            return bytes >= 0 ? bytes : in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return connection(path).getInputStream();
    }

    private URLConnection connection(String path) throws IOException {
        try {
            URL entry = bundle.getEntry(root + path);
            if (entry == null) {
                throw new NoSuchFileException(path);
            }
            return entry.openConnection();
        } catch (IllegalStateException e) {
            throw gone(e);
        }
    }

    @Override
    public String toString() {
        return "bundle:" + bundle.getSymbolicName() + root;
    }
}
