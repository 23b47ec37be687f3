package org.amphora.itests.driver;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/** Finds bundles on the test class path by symbolic name: the POM alone says which versions, and no mvn: URL is needed. */
public final class ClassPath {
    private static final Map<String, String> JARS = scan();

    private ClassPath() {}

    private static Map<String, String> scan() {
        Map<String, String> m = new TreeMap<>();
        try {
            for (URL u : Collections.list(ClassPath.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
                if (u.getProtocol().equals("jar")) {
                    try (InputStream in = u.openStream()) {
                        String bsn = new Manifest(in).getMainAttributes().getValue("Bundle-SymbolicName");
                        if (bsn != null) {
                            String path = u.getPath();
                            m.putIfAbsent(bsn.replaceAll(";.*", "").trim(), path.substring(0, path.indexOf("!/")));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return m;
    }

    public static String url(String symbolicName) {
        String u = JARS.get(symbolicName);
        if (u == null) {
            throw new IllegalArgumentException("not on the class path: " + symbolicName + "; there: " + JARS.keySet());
        }
        return u;
    }

    public static UrlProvisionOption bundle(String symbolicName) {
        return CoreOptions.bundle("reference:" + url(symbolicName));
    }
}
