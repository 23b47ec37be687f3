package org.amphora.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.amphora.api.Engine;
import org.amphora.api.ModuleBundle;
import org.amphora.api.TextFormat;
import org.amphora.api.WasmException;
import org.amphora.api.WasmModule;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Makes a bundle of a WebAssembly module and of all classes that are generated of it, so that none need be generated when it
 * is started, and attaches it to the project. The classes fit the engine of the same version as this plug-in; another one
 * generates its own.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class CompileMojo extends AbstractMojo {
    private final MavenProjectHelper helper;

    /** The module, in the binary format or in the text format. */
    @Parameter(property = "amphora.module", required = true)
    File module;

    /** The symbolic name of the bundle. */
    @Parameter(property = "amphora.symbolicName", defaultValue = "${project.artifactId}.guest")
    String symbolicName;

    /** The version of the bundle: {@code 1.2-SNAPSHOT} becomes {@code 1.2.0.SNAPSHOT}. */
    @Parameter(property = "amphora.bundleVersion", defaultValue = "${project.version}")
    String bundleVersion;

    /** By what the bundle is told from the other artifacts of the project. */
    @Parameter(property = "amphora.classifier", defaultValue = "guest")
    String classifier;

    /** The bundle; {@code target/NAME-CLASSIFIER.jar}, if not given. */
    @Parameter(property = "amphora.jar")
    File jar;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    /** Called by Maven. */
    @Inject
    public CompileMojo(MavenProjectHelper helper) {
        this.helper = helper;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path target = target();
        try {
            write(target);
        } catch (WasmException | IllegalArgumentException e) {
            throw new MojoFailureException(module + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(module + " cannot be made a bundle: " + e, e);
        }
        helper.attachArtifact(project, "jar", classifier, target.toFile());
    }

    private Path target() {
        return jar != null
                ? jar.toPath()
                : Path.of(
                        project.getBuild().getDirectory(),
                        project.getBuild().getFinalName() + "-" + classifier + ".jar");
    }

    private void write(Path target) throws IOException, MojoFailureException {
        if (!module.isFile()) {
            throw new MojoFailureException(module + " is no file; parameter module names the WebAssembly module");
        }
        byte[] binary = binary(Files.readAllBytes(module.toPath()));
        Files.createDirectories(target.toAbsolutePath().getParent());
        String version = BundleVersion.of(bundleVersion);
        try (Engine engine = Engine.create()) {
            WasmModule compiled = engine.compile(binary);
            ModuleBundle.write(target, binary, compiled, symbolicName, version);
        }
        getLog().info(target + ": bundle " + symbolicName + " " + version + ", " + Files.size(target) + " bytes");
    }

    private static byte[] binary(byte[] bytes) {
        return TextFormat.isText(bytes)
                ? TextFormat.find()
                        .orElseThrow(
                                () -> new IllegalStateException("the plug-in lost its dependency org.amphora.text"))
                        .toBinary(bytes)
                : bytes;
    }
}
