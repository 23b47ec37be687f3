package org.amphora.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import org.amphora.api.Engine;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * A Felix framework in this JVM, with all bundles that serve guests, watching a folder for them.
 *
 * <p>The packages of the api come from this class path, so that this side of the framework's border and the bundles mean
 * the same {@link org.amphora.api.guest.Guest}. Everything else, the engine too, is a bundle. The bundles are the jars in
 * the folder {@code bundles} beside these classes; the build puts them there. Nothing is kept: the framework's storage is a
 * new folder, deleted when it stops.
 */
final class EmbeddedFramework implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    private final Framework framework;
    private final Path storage;
    /** The shell's 'exit' and an interrupt from the keyboard end the JVM without returning to who started the framework. */
    private final Thread atExit = new Thread(this::closeAtExit, "amphora-exit");

    private boolean closed;

    private EmbeddedFramework(Framework framework, Path storage) {
        this.framework = framework;
        this.storage = storage;
    }

    /**
     * Starts a framework.
     *
     * @param deploy the folder to be watched
     * @param shell whether the bundles of the interactive shell are started too
     */
    static EmbeddedFramework start(Path deploy, boolean shell) throws IOException, BundleException {
        List<Path> jars = bundles(shell);
        Path storage = Files.createTempDirectory("amphora-");
        Framework framework = new FrameworkFactory().newFramework(configuration(deploy, storage));
        EmbeddedFramework embedded = new EmbeddedFramework(framework, storage);
        Runtime.getRuntime().addShutdownHook(embedded.atExit);
        try {
            framework.init();
            List<Bundle> installed = new ArrayList<>();
            for (Path jar : jars) {
                installed.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
            }
            framework.start();
            for (Bundle bundle : installed) {
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start();
                }
            }
            return embedded;
        } catch (BundleException | RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    private static Map<String, String> configuration(Path deploy, Path storage) throws IOException {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(
                Constants.FRAMEWORK_STORAGE, storage.resolve("bundles").toString());
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, apiPackages());
        configuration.put("felix.log.level", "1");
        configuration.put("felix.fileinstall.dir", deploy.toAbsolutePath().toString());
        configuration.put(
                "felix.fileinstall.tmpdir", storage.resolve("fileinstall").toString());
        configuration.put("felix.fileinstall.poll", "200");
        configuration.put("felix.fileinstall.log.level", "1");
        return configuration;
    }

    /** What the api's own manifest exports: package names and versions stand in one place. */
    private static String apiPackages() throws IOException {
        try (InputStream in = manifestOf(Engine.class).openStream()) {
            String exports = new Manifest(in).getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
            if (exports != null) {
                return exports;
            }
        }
        throw new CommandException("the api on the class path is no bundle; its jar, as Maven packages it, is needed");
    }

    private static URL manifestOf(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        String url = String.valueOf(type.getClassLoader().getResource(name));
        return new URL(url.substring(0, url.length() - name.length()) + "META-INF/MANIFEST.MF");
    }

    private static List<Path> bundles(boolean shell) throws IOException {
        Path folder = classes().resolveSibling("bundles");
        List<Path> jars = new ArrayList<>(jars(folder));
        if (shell) {
            jars.addAll(jars(folder.resolve("shell")));
        }
        return jars;
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandException(folder + " does not exist: 'mvn package' puts the bundles there");
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static Path classes() {
        try {
            return Path.of(EmbeddedFramework.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Name and version of the framework. */
    String name() {
        return "Apache Felix " + framework.getVersion();
    }

    /** Bundles that are active, the framework's own not counted. */
    long activeBundles() {
        return List.of(context().getBundles()).stream()
                .filter(bundle -> bundle.getBundleId() != 0 && bundle.getState() == Bundle.ACTIVE)
                .count();
    }

    /**
     * Waits for a service.
     *
     * @throws CommandException if it has not come after {@code timeout}
     */
    <T> T await(Class<T> type, String filter, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        do {
            for (ServiceReference<?> reference : references(type, filter)) {
                T service = type.cast(context().getService(reference));
                if (service != null) {
                    return service;
                }
            }
            Thread.sleep(POLL_MILLIS);
        } while (System.nanoTime() < end);
        throw new CommandException(
                "no service " + type.getSimpleName() + " " + filter + " after " + timeout.toSeconds() + " s");
    }

    /**
     * Services of a type, though they may be registered under a class of their bundle's too, and the class path may have that
     * bundle as well: then the framework takes that class for another one, and them for services of no use here.
     */
    private ServiceReference<?>[] references(Class<?> type, String filter) {
        try {
            ServiceReference<?>[] references = context().getAllServiceReferences(type.getName(), filter);
            return references == null ? new ServiceReference<?>[0] : references;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A service that is there, or null. */
    <T> T find(Class<T> type) {
        for (ServiceReference<?> reference : references(type, null)) {
            T service = type.cast(context().getService(reference));
            if (service != null) {
                return service;
            }
        }
        return null;
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits until the framework was stopped from inside. */
    void waitForStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stops the framework and deletes its storage. Idempotent. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the JVM is ending: the hook waits until this is done
        }
        stop();
    }

    private synchronized void closeAtExit() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stop();
        } catch (IOException e) {
            System.err.println("amphora: " + storage + " cannot be deleted: " + e.getMessage());
        }
    }

    private void stop() throws IOException {
        try {
            framework.stop();
            framework.waitForStop(STOP_TIMEOUT.toMillis());
        } catch (BundleException e) {
            throw new CommandException("the framework could not be stopped: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(storage);
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
