package org.amphora.benchmarks.swaps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * A Felix framework in this JVM. What both sides of its border must know alike, the api of Amphora and Endive, comes from the
 * class path; so Endive is a library that stays where it is when a bundle is updated that uses it.
 */
final class Container implements AutoCloseable {
    private static final String SHARED = "org.amphora.api,org.amphora.api.*,org.osgi.service.cm,run.endive.*";

    private final Path storage;
    private final Framework framework;

    Container() throws IOException, BundleException {
        storage = Files.createTempDirectory("swaps-");
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_BOOTDELEGATION,
                        SHARED,
                        Constants.FRAMEWORK_BUNDLE_PARENT,
                        Constants.FRAMEWORK_BUNDLE_PARENT_APP,
                        "felix.log.level",
                        "1"));
        framework.start();
    }

    /** Installs and starts all bundles of a folder. */
    void startAll(Path folder) throws IOException, BundleException {
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.sorted().toList()) {
                context().installBundle("reference:" + jar.toUri());
            }
        }
        for (var bundle : context().getBundles()) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    @Override
    public void close() throws IOException, BundleException {
        framework.stop();
        try {
            framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
