package org.amphora.deployer;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.amphora.api.guest.GuestRegistry;

/**
 * The files that guests were deployed from, remembered over restarts of the bundle.
 *
 * <p>File Install offers a file once: not again when this bundle or the registry comes back, and it overlooks content that
 * changed under the same size and time. So what was deployed is looked at again by itself. Content that turns out to be
 * the same is no change to the registry, so being told twice does no harm.
 */
final class DeployedFiles {
    private static final Logger LOG = System.getLogger(DeployedFiles.class.getName());
    private static final String TEXT = ".wat";
    private static final List<String> SUFFIXES = List.of(".wasm", TEXT);

    private final GuestRegistry registry;
    private final Path memory;
    private final Map<String, Watched> watched = new ConcurrentSkipListMap<>();

    /** @param memory the file in which the paths are kept; it need not be there */
    DeployedFiles(GuestRegistry registry, Path memory) {
        this.registry = registry;
        this.memory = memory;
        recall();
    }

    /** Whether the name is that of a module; the content is the registry's business. */
    static boolean isModule(Path file) {
        return !guestOf(file).isEmpty();
    }

    /** The name without its suffix; empty if the suffix is not that of a module. */
    private static String guestOf(Path file) {
        String name = file.getFileName().toString();
        for (String suffix : SUFFIXES) {
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return "";
    }

    /** Deploys the guest that {@code file} is called after. A file of the same name in another folder loses it. */
    synchronized void deploy(Path file) {
        Watched latest = new Watched(file.toAbsolutePath());
        Watched before = watched.put(guestOf(file), latest);
        if (before == null || !before.file().equals(latest.file())) {
            remember();
        }
        deploy(latest);
    }

    /** Removes the guest, unless another file has taken it over. */
    synchronized void undeploy(Path file) {
        String guest = guestOf(file);
        Watched known = watched.get(guest);
        if (known != null && !known.file().equals(file.toAbsolutePath())) {
            return;
        }
        watched.remove(guest);
        remember();
        guarded(guest, () -> registry.undeploy(guest));
    }

    /** Deploys modules in the text format again: whoever reads it has come. */
    synchronized void deployTexts() {
        for (Watched each : List.copyOf(watched.values())) {
            if (each.file().toString().endsWith(TEXT)) {
                deploy(each);
            }
        }
    }

    /** Deploys again whatever changed and then rested since the last look, and removes what is gone. */
    synchronized void scan() {
        for (Watched each : List.copyOf(watched.values())) {
            switch (each.look()) {
                case SAME -> {}
                case CHANGED -> deploy(each);
                case GONE -> undeploy(each.file());
                default -> throw new AssertionError("a look without meaning");
            }
        }
    }

    private void deploy(Watched file) {
        file.deployed();
        String guest = guestOf(file.file());
        guarded(guest, () -> registry.deploy(guest, file.file()));
    }

    /** The registry says itself what is wrong with content; here nothing may pass. */
    private static void guarded(String guest, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "guest " + guest + ": the registry failed", e);
        }
    }

    private void recall() {
        if (!Files.exists(memory)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(memory)) {
                Path file = Path.of(line);
                watched.put(guestOf(file), new Watched(file));
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "the list of deployed files in " + memory + " cannot be read", e);
        }
    }

    private void remember() {
        List<String> lines =
                watched.values().stream().map(each -> each.file().toString()).toList();
        try {
            Path fresh = memory.resolveSibling(memory.getFileName() + ".new");
            Files.write(fresh, lines);
            Files.move(fresh, memory, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the list of deployed files cannot be written to " + memory, e);
        }
    }
}
