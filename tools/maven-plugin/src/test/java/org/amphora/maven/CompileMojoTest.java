package org.amphora.maven;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import org.amphora.api.Engine;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileMojoTest {
    private final List<Object> attached = new ArrayList<>();

    @TempDir
    private Path folder;

    private CompileMojo mojo(String content) throws IOException {
        MavenProjectHelper helper = (MavenProjectHelper) Proxy.newProxyInstance(
                MavenProjectHelper.class.getClassLoader(),
                new Class<?>[] {MavenProjectHelper.class},
                (proxy, method, arguments) -> {
                    attached.add(method.getName());
                    attached.addAll(Arrays.asList(arguments).subList(1, arguments.length));
                    return null;
                });
        CompileMojo mojo = new CompileMojo(helper);
        mojo.module = Files.writeString(folder.resolve("double.wat"), content).toFile();
        mojo.symbolicName = "com.example.double";
        mojo.bundleVersion = "1.2-SNAPSHOT";
        mojo.classifier = "guest";
        mojo.project = new MavenProject();
        Build build = new Build();
        build.setDirectory(folder.resolve("target").toString());
        build.setFinalName("double-1.2-SNAPSHOT");
        mojo.project.setBuild(build);
        return mojo;
    }

    @Test
    void attachesABundleThatRuns() throws IOException, MojoExecutionException, MojoFailureException {
        mojo("(module (func (export \"run\") (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1))))")
                .execute();
        File jar = folder.resolve("target/double-1.2-SNAPSHOT-guest.jar").toFile();
        assertEquals(List.of("attachArtifact", "jar", "guest", jar), attached);
        try (JarFile file = new JarFile(jar)) {
            assertEquals(
                    "com.example.double 1.2.0.SNAPSHOT",
                    file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName") + " "
                            + file.getManifest().getMainAttributes().getValue("Bundle-Version"));
        }
        try (Engine engine = Engine.create()) {
            assertArrayEquals(
                    new long[] {42},
                    engine.linker()
                            .instantiate(engine.compile(jar.toPath()))
                            .function("run")
                            .call(21));
        }
    }

    @Test
    void failsForAnInvalidModule() throws IOException {
        CompileMojo mojo = mojo("(module (func (result i32) (i64.const 1)))");
        assertEquals(
                mojo.module + ": type mismatch: end expects i32 but got i64 (function $0 (#0), offset 0x1a)",
                assertThrows(MojoFailureException.class, mojo::execute).getMessage());
        assertEquals(List.of(), attached);
        assertFalse(Files.exists(folder.resolve("target/double-1.2-SNAPSHOT-guest.jar")));
    }

    @Test
    void namesTheParameterOfAModuleThatIsNotThere() throws IOException {
        CompileMojo mojo = mojo("(module)");
        mojo.module = folder.resolve("absent.wasm").toFile();
        assertEquals(
                mojo.module + " is no file; parameter module names the WebAssembly module",
                assertThrows(MojoFailureException.class, mojo::execute).getMessage());
    }
}
