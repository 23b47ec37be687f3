package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.amphora.api.HostFunctionException;
import org.amphora.api.guest.Guest;
import org.amphora.itests.driver.Services;
import org.amphora.wasi.FileSource;
import org.amphora.wasi.WasiClock;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What guests are granted of WASI by services and bundles. */
abstract class GrantTests extends GuestTestSupport {
    private Configuration grant(String guest, Map<String, ?> properties) throws Exception {
        Configuration grant = Services.await(context, ConfigurationAdmin.class, "", PATIENCE_MILLIS)
                .getFactoryConfiguration("org.amphora.wasi", guest, "?");
        grant.update(FrameworkUtil.asDictionary(Map.copyOf(properties)));
        await("there is a grant", () -> grantOf(guest) != null);
        return grant;
    }

    private ServiceReference<?> grantOf(String guest) throws InvalidSyntaxException {
        ServiceReference<?>[] grants = context.getAllServiceReferences(
                "org.amphora.wasi.osgi.WasiGrant", "(service.pid=org.amphora.wasi~" + guest + ")");
        return grants == null ? null : grants[0];
    }

    private <T> ServiceRegistration<T> register(Class<T> type, T service, String name) {
        return context.registerService(type, service, FrameworkUtil.asDictionary(Map.of("wasi.name", name)));
    }

    private static String failure(Guest guest, String function, long... arguments) {
        HostFunctionException thrown = assertThrows(HostFunctionException.class, () -> guest.call(function, arguments));
        return thrown.getCause().getMessage();
    }

    @Test
    void aGuestReadsTheClockThatItsGrantNames() throws Exception {
        Configuration grant = grant("timing", Map.of("wallClock", "service:slow"));
        deploy("timing", "timing");
        Guest guest = guest("timing");
        ServiceRegistration<WasiClock> other = register(WasiClock.class, clock(1), "fast");
        assertEquals(
                "guest timing cannot begin: wallClock \"service:slow\" cannot be granted: no service WasiClock has the"
                        + " property wasi.name=slow; install what is missing, or change org.amphora.wasi~timing",
                failure(guest, "now"));

        ServiceRegistration<WasiClock> named = register(WasiClock.class, clock(1_234_567_890_123L), "slow");
        assertArrayEquals(new long[] {1_234_567_890_123L}, guest.call("now"));
        named.unregister();
        assertArrayEquals(new long[] {1_234_567_890_123L}, guest.call("now"), "it keeps what it began with");
        registry().undeploy("timing");
        other.unregister();
        grant.delete();
    }

    @Test
    void aChangeOfTheEnvironmentAloneIsANewGeneration() throws Exception {
        byte[] text = """
                (module
                  (import "wasi_snapshot_preview1" "environ_get" (func $get (param i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (func (export "value") (result i64)
                    (drop (call $get (i32.const 0) (i32.const 64)))
                    (i64.load8_u offset=66 (i32.const 0))))
                """.getBytes(StandardCharsets.UTF_8);
        assertNull(registry().deploy("varying", text, "text").failure);
        Guest guest = guest("varying");
        assertEquals(0, guest.call("value")[0]);
        Configuration grant = grant("varying", Map.of("env", new String[] {"A=1"}));
        await("the guest has its environment", () -> guest.call("value")[0] == '1');
        grant.update(FrameworkUtil.asDictionary(Map.of("env", new String[] {"A=2"})));
        await("the guest has the other one", () -> guest.call("value")[0] == '2');
        long generation = guest.generation();
        registry().deploy("varying", text, "the same");
        assertEquals(generation, guest.generation());
        grant.delete();
        await("what was granted is taken away", () -> guest.call("value")[0] == 0);
        registry().undeploy("varying");
    }

    private static WasiClock clock(long nanos) {
        return new WasiClock() {
            @Override
            public long readNanos() {
                return nanos;
            }

            @Override
            public long resolutionNanos() {
                return 1;
            }
        };
    }

    @Test
    void aGuestReadsTheFilesOfServicesAndBundlesThatItsGrantNames() throws Exception {
        Configuration grant = grant("reading", Map.of("dirs", new String[] {
            "service:itest.source::/source",
            "service:itest.system::/system",
            "bundle:itest.files/below::/bundle",
            "bundle:itest.files/attached::/attached",
            "service:itest.source::/outer",
            "bundle:itest.files/below::/outer/greeting"
        }));
        deploy("reading", "reading");
        Guest guest = guest("reading");
        ServiceRegistration<FileSource> source = register(FileSource.class, new Greeting("a source"), "itest.source");
        Path archive = Files.createTempFile("amphora", ".zip");
        Files.write(archive, jar(Constants.BUNDLE_SYMBOLICNAME, Map.of("greeting", "a system")));
        try (FileSystem system = FileSystems.newFileSystem(archive)) {
            ServiceRegistration<FileSystem> systems = register(FileSystem.class, system, "itest.system");
            assertEquals(
                    "guest reading cannot begin: dirs \"bundle:itest.files/below::/bundle\" cannot be granted: no bundle has"
                            + " the symbolic name itest.files; install what is missing, or change"
                            + " org.amphora.wasi~reading",
                    failure(guest, "beginning", 3));
            // without entries for directories, and with one that leads out
            Bundle files = context.installBundle(
                    "itest:files",
                    new ByteArrayInputStream(jar(
                            Constants.BUNDLE_SYMBOLICNAME,
                            Map.of(
                                    "below/greeting",
                                    "a bundle",
                                    "greeting",
                                    "a secret",
                                    "below/../greeting",
                                    "escaped!"))));
            Bundle fragment = context.installBundle(
                    "itest:fragment",
                    new ByteArrayInputStream(jar(
                            Constants.FRAGMENT_HOST,
                            Map.of("attached/greeting", "attached", "below/greeting", "covered!"))));
            assertEquals("a source", beginning(guest, 3));
            assertEquals("a system", beginning(guest, 4));
            assertEquals("a bundle", beginning(guest, 5));
            assertEquals("attached", beginning(guest, 6));
            assertArrayEquals(new long[] {31}, guest.call("beginning", 7), "EISDIR: a directory is mounted there");
            assertEquals("a bundle", beginning(guest, 8));
            fragment.uninstall();
            files.uninstall();
            assertArrayEquals(new long[] {29}, guest.call("beginning", 5), "EIO");
            systems.unregister();
        }
        registry().undeploy("reading");
        source.unregister();
        grant.delete();
        Files.delete(archive);
    }

    private static String beginning(Guest guest, long directory) throws Exception {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(guest.call("beginning", directory)[0])
                .array();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A bundle {@code itest.files}, or a fragment of that, as {@code header} says. */
    private static byte[] jar(String header, Map<String, String> files) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "itest.fragment");
        manifest.getMainAttributes().putValue(header, "itest.files");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** A file {@code greeting}. */
    private static final class Greeting implements FileSource {
        private final byte[] content;

        Greeting(String content) {
            this.content = content.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Entry entry(String path) {
            return switch (path) {
                case "" -> Entry.directory(Instant.EPOCH);
                case "greeting" -> Entry.file(content.length, Instant.EPOCH);
                default -> null;
            };
        }

        @Override
        public Collection<String> names(String path) {
            return List.of("greeting");
        }

        @Override
        public InputStream open(String path) {
            return new ByteArrayInputStream(content);
        }
    }
}
