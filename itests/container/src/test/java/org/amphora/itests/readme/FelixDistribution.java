package org.amphora.itests.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder like that of Felix's distribution: the launcher, its configuration and the bundles of the shell. */
final class FelixDistribution {
    private FelixDistribution() {}

    static Path make(Path folder) throws IOException {
        Path bundles = Files.createDirectories(folder.resolve("bundle"));
        Files.copy(
                Path.of("target/felix/felix.jar"),
                Files.createDirectories(folder.resolve("bin")).resolve("felix.jar"));
        for (String bundle : new String[] {"runtime", "command", "shell"}) {
            String name = "org.apache.felix.gogo." + bundle;
            Files.copy(Jars.file(name), bundles.resolve(name + ".jar"));
        }
        Files.writeString(
                Files.createDirectories(folder.resolve("conf")).resolve("config.properties"),
                "felix.auto.deploy.action=install,start\n");
        return folder;
    }
}
