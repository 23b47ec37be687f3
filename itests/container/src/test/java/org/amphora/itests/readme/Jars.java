package org.amphora.itests.readme;

import java.net.URI;
import java.nio.file.Path;
import org.amphora.itests.driver.ClassPath;

/** The jars of this build and of its dependencies, by symbolic name. */
final class Jars {
    private Jars() {}

    static Path file(String symbolicName) {
        return Path.of(URI.create(ClassPath.url(symbolicName)));
    }
}
