package org.amphora.deployer;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.amphora.api.guest.GuestRegistry;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.fileinstall.ArtifactListener;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells File Install that {@code .wasm} files are guests: {@code NAME.wasm} is the guest {@code NAME}.
 *
 * <p>{@link #canHandle} looks at the suffix only and no method throws because of content: File Install takes either as a
 * reason to uninstall what runs.
 */
@Component(
        service = {ArtifactInstaller.class, ArtifactListener.class},
        immediate = true)
public final class WasmInstaller implements ArtifactInstaller {
    private static final Duration SCAN = Duration.ofSeconds(1);

    private final DeployedFiles files;
    private final ScheduledThreadPoolExecutor scanner;

    /** For declarative services. */
    @Activate
    public WasmInstaller(BundleContext context, @Reference GuestRegistry registry) {
        files = new DeployedFiles(registry, context.getDataFile("deployed").toPath());
        scanner = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "amphora-deployer");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused = scanner.scheduleWithFixedDelay(files::scan, 0, SCAN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void deactivate() {
        scanner.shutdown();
    }

    @Override
    public boolean canHandle(File artifact) {
        return DeployedFiles.isModule(artifact.toPath());
    }

    @Override
    public void install(File artifact) {
        files.deploy(artifact.toPath());
    }

    @Override
    public void update(File artifact) {
        files.deploy(artifact.toPath());
    }

    @Override
    public void uninstall(File artifact) {
        files.undeploy(artifact.toPath());
    }
}
