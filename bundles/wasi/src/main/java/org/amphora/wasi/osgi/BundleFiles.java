package org.amphora.wasi.osgi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.wasi.FileSource;
import org.osgi.framework.Bundle;

/**
 * The entries of a bundle and its fragments below a path; of two with one name, that of the former. Frameworks search a whole
 * jar to list a directory, so each is listed once.
 */
final class BundleFiles implements FileSource {
    private static final String SEPARATOR = "/";

    private final List<Bundle> bundles;
    private final String root;
    private final Map<String, List<String>> listed = new ConcurrentHashMap<>();

    /**
     * The entries of {@code bundles}, the first before the others.
     *
     * @param path where they are in the bundles, without slashes around it; empty for all of them
     */
    BundleFiles(List<Bundle> bundles, String path) {
        this.bundles = List.copyOf(bundles);
        this.root = path.isEmpty() ? SEPARATOR : SEPARATOR + path + SEPARATOR;
    }

    /** Whether there are any. */
    boolean exist() throws IOException {
        return !children("").isEmpty();
    }

    @Override
    public Entry entry(String path) throws IOException {
        Instant modified = Instant.ofEpochMilli(bundles.get(0).getLastModified());
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
        Set<String> children = new LinkedHashSet<>();
        for (Bundle bundle : bundles) {
            for (String entry : Collections.list(entries(bundle, directory))) {
                children.add(entry.substring(directory.length() - 1)); // they have no slash at their beginning
            }
        }
        List<String> all = List.copyOf(children);
        listed.put(path, all);
        return all;
    }

    private static Enumeration<String> entries(Bundle bundle, String directory) throws IOException {
        try {
            Enumeration<String> entries = bundle.getEntryPaths(directory);
            return entries == null ? Collections.emptyEnumeration() : entries;
        } catch (IllegalStateException e) {
            throw gone(bundle, e);
        }
    }

    private static IOException gone(Bundle bundle, IllegalStateException cause) {
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
        for (Bundle bundle : bundles) {
            try {
                URL entry = bundle.getEntry(root + path);
                if (entry != null) {
                    return entry.openConnection();
                }
            } catch (IllegalStateException e) {
                throw gone(bundle, e);
            }
        }
        throw new NoSuchFileException(path);
    }

    @Override
    public String toString() {
        return "bundle:" + bundles.get(0).getSymbolicName() + root;
    }
}
