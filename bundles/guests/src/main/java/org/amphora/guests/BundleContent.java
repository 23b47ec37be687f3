package org.amphora.guests;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.amphora.api.ClassSource;
import org.amphora.api.ModuleBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The module in a bundle, and the classes beside it, as they were when this was made. An update of the bundle takes both
 * away, and puts others under the same names: those are another module's, which must not be mixed with this.
 */
final class BundleContent implements ContentSource {
    private final Bundle bundle;
    private final BundleRevision revision;
    private final String path;

    BundleContent(Bundle bundle, String path) {
        this.bundle = bundle;
        this.revision = bundle.adapt(BundleRevision.class);
        this.path = path;
    }

    @Override
    public String description() {
        return path + " of " + describe(bundle);
    }

    /** As messages name it. */
    static String describe(Bundle bundle) {
        return "bundle " + bundle.getSymbolicName() + " " + bundle.getVersion() + " (" + bundle.getBundleId() + ")";
    }

    @Override
    public byte[] read() throws IOException {
        byte[] content = entry(path);
        if (!isCurrent()) {
            throw new IOException("the bundle was updated or uninstalled before it was read");
        }
        if (content == null) {
            throw new IOException(
                    "the bundle has no such entry; its header " + ModuleBundle.GUEST_HEADER + " names it");
        }
        return content;
    }

    /** Those that the bundle still has; the engine generates what is gone. */
    @Override
    public ClassSource classes() {
        return name -> {
            byte[] content = isCurrent() ? entry(ModuleBundle.CLASSES + name) : null;
            // looked at again: what was read is of this revision only if it is current still
            return isCurrent() ? content : null;
        };
    }

    private boolean isCurrent() {
        return bundle.adapt(BundleRevision.class) == revision;
    }

    /** Null if there is none. */
    private byte[] entry(String name) throws IOException {
        URL entry;
        try {
            entry = bundle.getEntry(name);
        } catch (IllegalStateException e) {
            throw new IOException("the bundle was uninstalled", e);
        }
        if (entry == null) {
            return null;
        }
        try (InputStream in = entry.openStream()) {
            return in.readAllBytes();
        }
    }
}
