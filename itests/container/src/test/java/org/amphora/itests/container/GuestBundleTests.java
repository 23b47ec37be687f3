package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.amphora.api.Engine;
import org.amphora.api.ModuleBundle;
import org.amphora.api.WasmModule;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.dto.FailureDTO;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.itests.driver.Services;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Bundles with a header {@code Wasm-Guest} are guests. */
abstract class GuestBundleTests extends GuestTestSupport {
    private static final String MODULE = "module.wasm";

    /** A bundle of the same symbolic name as the guest, with these entries. */
    private static InputStream bundle(String name, Map<String, byte[]> entries) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue(ModuleBundle.GUEST_HEADER, MODULE);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(jar, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }

    private static InputStream bundle(String name, String module) throws IOException {
        return bundle(name, Map.of(MODULE, GuestFiles.module(module)));
    }

    private Bundle start(String name, InputStream jar) throws Exception {
        Bundle bundle = context.installBundle("itest:" + name, jar);
        bundle.start();
        return bundle;
    }

    @Test
    void aBundleIsAGuestForAsLongAsItIsStarted() throws Exception {
        Bundle bundle = start("itest.bundled", bundle("itest.bundled", "version-1"));
        Guest guest = guest("itest.bundled");
        assertArrayEquals(new long[] {1}, guest.call("version"));
        assertEquals(
                "module.wasm of bundle itest.bundled 1.0.0 (" + bundle.getBundleId() + ")",
                dto("itest.bundled").source);
        bundle.stop();
        await("the guest is gone", () -> dto("itest.bundled") == null);
        bundle.start();
        assertArrayEquals(new long[] {1}, guest("itest.bundled").call("version"));
        bundle.uninstall();
        await("the guest is gone again", () -> dto("itest.bundled") == null);
    }

    @Test
    void whatTheCompilerWritesIsAGuest() throws Exception {
        Path jar = Files.createTempFile("amphora", ".jar");
        byte[] binary = GuestFiles.module("version-1");
        try (WasmModule module =
                Services.await(context, Engine.class, "", PATIENCE_MILLIS).compile(binary)) {
            ModuleBundle.write(jar, binary, module, "itest.compiled", "1.0.0");
        }
        try (InputStream in = Files.newInputStream(jar)) {
            start("itest.compiled", in);
        }
        assertArrayEquals(new long[] {1}, guest("itest.compiled").call("version"));
        context.getBundle("itest:itest.compiled").uninstall();
        await("the guest is gone", () -> dto("itest.compiled") == null);
        Files.delete(jar);
    }

    /** Felix gives up where threads that resolve and update bundles might wait for each other: then it is started again. */
    private static void update(Bundle bundle, InputStream content) throws BundleException {
        try {
            bundle.update(content);
        } catch (BundleException e) {
            if (!String.valueOf(e.getMessage()).contains("global lock")) {
                throw e;
            }
            bundle.start();
        }
    }

    @Test
    void noCallFailsWhileABundleIsUpdated() throws Exception {
        Bundle bundle = start("itest.updated", bundle("itest.updated", "version-1"));
        Guest guest = guest("itest.updated");
        Load load = new Load(() -> {
            long version = guest.call("version")[0];
            assertTrue(version == 1 || version == 2);
        });
        for (int update = 1; update <= 20; update++) {
            update(bundle, bundle("itest.updated", update % 2 == 0 ? "version-1" : "version-2"));
            long generation = update + 1L;
            await("generation " + generation, () -> guest.generation() == generation);
        }
        load.finish(100);
        assertArrayEquals(new long[] {1}, guest.call("version"));
        update(bundle, bundle("itest.updated", "version-1"));
        update(bundle, bundle("itest.updated", "version-2"));
        await("the second version serves", () -> guest.call("version")[0] == 2);
        assertEquals(22, guest.generation(), "the same module again is no change");
        bundle.uninstall();
        await("the guest is gone", () -> dto("itest.updated") == null);
    }

    @Test
    void anUpdateToABadModuleLeavesTheOldOneServing() throws Exception {
        Bundle bundle = start("itest.spoilt", bundle("itest.spoilt", "version-1"));
        Guest guest = guest("itest.spoilt");
        update(bundle, bundle("itest.spoilt", Map.of(MODULE, new byte[] {'x'})));
        await("the fault is told", () -> dto("itest.spoilt").failure != null);
        assertEquals(FailureDTO.MALFORMED, dto("itest.spoilt").failure.reason, dto("itest.spoilt").failure.message);
        assertEquals(GuestDTO.ACTIVE, dto("itest.spoilt").state);
        assertArrayEquals(new long[] {1}, guest.call("version"));
        update(bundle, bundle("itest.spoilt", Map.of("other.wasm", new byte[0])));
        await("the next fault is told", () -> dto("itest.spoilt").failure.reason == FailureDTO.UNREADABLE);
        assertEquals(
                "guest itest.spoilt: module.wasm of bundle itest.spoilt 1.0.0 (" + bundle.getBundleId()
                        + ") cannot be read: the bundle has no such entry; its header Wasm-Guest names it",
                dto("itest.spoilt").failure.message);
        assertArrayEquals(new long[] {1}, guest.call("version"));
        bundle.uninstall();
        await("the guest is gone", () -> dto("itest.spoilt") == null);
    }

    private Map<String, byte[]> generated(String module) throws IOException {
        Map<String, byte[]> classes = new HashMap<>();
        try (WasmModule compiled =
                Services.await(context, Engine.class, "", PATIENCE_MILLIS).compile(GuestFiles.module(module))) {
            compiled.generate((name, content) -> classes.put(ModuleBundle.CLASSES + name, content));
        }
        return classes;
    }

    /** The classes tell another version than the module, to be told from what is generated of it. */
    @Test
    void aGuestRunsTheClassesOfItsBundleIfTheyFit() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>(generated("version-2"));
        entries.put(MODULE, GuestFiles.module("version-1"));
        Bundle bundle = start("itest.precompiled", bundle("itest.precompiled", entries));
        assertArrayEquals(
                new long[] {1},
                guest("itest.precompiled").call("version"),
                "the classes of another module are passed over");
        String seal = ModuleBundle.CLASSES + "seal";
        assertTrue(entries.containsKey(seal), () -> entries.keySet().toString());
        entries.put(seal, generated("version-1").get(seal));
        bundle.uninstall();
        await("the guest is gone", () -> dto("itest.precompiled") == null);
        bundle = start("itest.precompiled", bundle("itest.precompiled", entries));
        assertArrayEquals(new long[] {2}, guest("itest.precompiled").call("version"));
        bundle.uninstall();
        await("the guest is gone again", () -> dto("itest.precompiled") == null);
    }
}
