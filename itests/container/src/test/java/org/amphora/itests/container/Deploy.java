package org.amphora.itests.container;

import java.nio.file.Path;

/** The folder of the container under test that File Install watches. */
final class Deploy {
    /** System property that names it where it is not Karaf's. */
    static final String FOLDER = "amphora.deploy";

    private Deploy() {}

    static Path folder() {
        String folder = System.getProperty(FOLDER);
        return folder == null ? Path.of(System.getProperty("karaf.base"), "deploy") : Path.of(folder);
    }
}
