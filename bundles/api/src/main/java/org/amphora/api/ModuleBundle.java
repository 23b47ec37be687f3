package org.amphora.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * A bundle that holds a module and the classes that were generated of it: no code is generated when it is started.
 *
 * <p>Its manifest has the header {@value #GUEST_HEADER}, whose value is the path of the module in the bundle. In a framework
 * with the bundle {@code org.amphora.guests}, the bundle is a guest while it is active: of its symbolic name, or of another that
 * stands behind the path, as in {@code module.wasm;name=orders}. An update of the bundle swaps the guest.
 *
 * <p>The classes lie under {@value #CLASSES}. They fit the engine that generated them and no other; with another they are
 * generated anew.
 *
 * <p>What the classes in a bundle do is not limited by what a guest may do: a bundle deserves as much trust as any other.
 */
public final class ModuleBundle {
    /** The header of the manifest that names the module: {@value}. */
    public static final String GUEST_HEADER = "Wasm-Guest";

    /** The folder of the classes in the bundle: {@value}. */
    public static final String CLASSES = "OSGI-INF/wasm/";

    /** What is required of the framework, in the namespace {@code osgi.extender}, for the bundle to be a guest: {@value}. */
    public static final String EXTENDER = "wasm.guest";

    private static final String MODULE = "module.wasm";
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** The same in each bundle, so that equal modules make equal bundles. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ModuleBundle() {}

    /**
     * Writes a bundle.
     *
     * @param jar is replaced if it exists; there is no half of it if writing fails
     * @param binary the module in the binary format
     * @param module the same, compiled by the engine that is to run it
     * @param symbolicName of the bundle
     * @param version of the bundle, such as {@code 1.0.0}
     * @throws IllegalArgumentException if {@code symbolicName} or {@code version} is not what OSGi allows, or if
     *     {@code binary} is not what {@code module} was compiled of
     * @throws LimitExceededException if a function is too large for the JVM
     */
    public static void write(Path jar, byte[] binary, WasmModule module, String symbolicName, String version)
            throws IOException {
        Manifest manifest = manifest(module, symbolicName, version);
        if (!digest(binary).equals(module.digest())) {
            throw new IllegalArgumentException("the module was not compiled of this binary: their digests differ");
        }
        Path unfinished = jar.resolveSibling(jar.getFileName() + ".unfinished");
        try {
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(unfinished))) {
                put(out, JarFile.MANIFEST_NAME, bytes(manifest));
                put(out, MODULE, binary);
                module.generate((name, content) -> put(out, CLASSES + name, content));
            }
            Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static String digest(byte[] binary) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(binary));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static Manifest manifest(WasmModule module, String symbolicName, String version) {
        if (!symbolicName.matches("[\\w-]+(\\.[\\w-]+)*")) {
            throw new IllegalArgumentException(
                    "no symbolic name of a bundle: \"" + symbolicName
                            + "\"; it consists of letters, digits, _ and -, with dots between its parts, such as com.example.greet");
        }
        if (!version.matches("\\d{1,9}(\\.\\d{1,9}(\\.\\d{1,9}(\\.[\\w-]+)?)?)?")) {
            throw new IllegalArgumentException("no version of a bundle: \"" + version
                    + "\"; it has up to three numbers and a qualifier, such as 1.2.3.beta");
        }
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", symbolicName);
        headers.putValue("Bundle-Version", version);
        headers.putValue("Bundle-Name", module.name().orElse(symbolicName));
        headers.putValue(GUEST_HEADER, MODULE);
        headers.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=" + EXTENDER + ")(version>=1.0)(!(version>=2.0)))\"");
        return manifest;
    }

    private static byte[] bytes(Manifest manifest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        manifest.write(out);
        return out.toByteArray();
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    /** Whether {@code file} is an archive, which no module is. */
    static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    /**
     * Compiles the module in a bundle.
     *
     * @param jar may be deleted afterwards only when the module is no longer used: classes are read when they are needed
     * @throws MalformedModuleException if {@code jar} is not the bundle of a module, or what it holds is none
     * @throws InvalidModuleException if the module is not valid
     * @throws IOException if {@code jar} cannot be read
     */
    public static WasmModule compile(Engine engine, Path jar) throws IOException {
        Objects.requireNonNull(engine, "engine");
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String module =
                    manifest == null ? null : manifest.getMainAttributes().getValue(GUEST_HEADER);
            if (module == null) {
                throw new MalformedModuleException(
                        "no bundle of a module: its manifest has no header " + GUEST_HEADER, 0);
            }
            String path = module.split(";", 2)[0].strip();
            byte[] binary = content(file, path);
            if (binary == null) {
                throw new MalformedModuleException(
                        "no bundle of a module: its header " + GUEST_HEADER + " names " + path + ", which is not there",
                        0);
            }
            return engine.compile(binary, classes(jar));
        } catch (ZipException e) {
            throw new MalformedModuleException("no bundle of a module: " + e.getMessage(), 0);
        }
    }

    /** The classes in a bundle. Each is looked for when it is needed: the file is not kept open. */
    private static ClassSource classes(Path jar) {
        return name -> {
            try (JarFile file = new JarFile(jar.toFile())) {
                return content(file, CLASSES + name);
            }
        };
    }

    private static byte[] content(JarFile file, String name) throws IOException {
        ZipEntry entry = file.getEntry(name);
        if (entry == null || entry.isDirectory()) {
            return null;
        }
        try (InputStream in = file.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
