package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.amphora.itests.driver.OsgiService;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** What holds in every container: the bundles resolve and start. */
abstract class ContainerTests {
    @OsgiService
    BundleContext context;

    @Test
    void everyBundleOfAmphoraIsInstalled() {
        assertEquals(
                List.of(
                        "org.amphora.api",
                        "org.amphora.binary",
                        "org.amphora.deployer",
                        "org.amphora.engine",
                        "org.amphora.guests",
                        "org.amphora.host.kv",
                        "org.amphora.host.log",
                        "org.amphora.itests.driver",
                        "org.amphora.shell",
                        "org.amphora.text",
                        "org.amphora.wasi"),
                Arrays.stream(context.getBundles())
                        .map(Bundle::getSymbolicName)
                        .filter(name -> name.startsWith("org.amphora."))
                        .sorted()
                        .toList());
    }

    @Test
    void everyBundleIsActive() {
        assertEquals(
                List.of(),
                Arrays.stream(context.getBundles())
                        .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                        // the probes of other test classes: their tests are over
                        .filter(bundle -> !bundle.getSymbolicName().startsWith("PAXEXAM-PROBE"))
                        .map(bundle -> bundle + " is in state " + bundle.getState())
                        .toList());
    }

    @Test
    void theDeployFolderIsThere() {
        assertTrue(Files.isDirectory(Deploy.folder()), Deploy.folder().toString());
    }
}
