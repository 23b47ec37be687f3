package org.amphora.example.precompiled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The bundle was made earlier in the same build, by the plug-in. */
class GreatestDivisorIT {
    private static final Path BUNDLE = Path.of(System.getProperty("guest"));

    @Test
    void theBundleThatTheBuildMadeAnswers() throws IOException {
        assertEquals(21, GreatestDivisor.of(BUNDLE, 1071, 462));
    }

    @Test
    void theBundleHasTheClasses() throws IOException {
        try (JarFile jar = new JarFile(BUNDLE.toFile())) {
            assertEquals(
                    List.of(
                            "META-INF/MANIFEST.MF",
                            "OSGI-INF/wasm/memories/Code0",
                            "OSGI-INF/wasm/memories/Entry0",
                            "OSGI-INF/wasm/memories/Guest",
                            "OSGI-INF/wasm/memories/Step0",
                            "OSGI-INF/wasm/seal",
                            "module.wasm"),
                    jar.stream().map(JarEntry::getName).sorted().toList());
            assertEquals(
                    "org.amphora.example.divisor",
                    jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"));
        }
    }
}
