package org.amphora.deployer;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.amphora.api.TextFormat;
import org.amphora.api.guest.GuestRegistry;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.fileinstall.ArtifactListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Tells File Install that {@code .wasm} and {@code .wat} files are guests: {@code NAME.wasm} is the guest {@code NAME}.
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
    private volatile boolean active;

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

    @Activate
    void activate() {
        active = true;
    }

    /**
     * Whoever reads the text format came. If that was after files were deployed, the engine refused texts until now; it may
     * hear of the service later than we do.
     */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addTextFormat(ServiceReference<TextFormat> textFormat) {
        if (active) {
            Future<?> unused = scanner.schedule(files::deployTexts, SCAN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whoever reads the text format goes: what was compiled stays compiled. */
    void removeTextFormat(ServiceReference<TextFormat> textFormat) {}

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
