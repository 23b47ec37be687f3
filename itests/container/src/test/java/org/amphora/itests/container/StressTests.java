package org.amphora.itests.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.amphora.api.HostFunction;
import org.amphora.api.Trap;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestConstants;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.itests.container.provider.AnswerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;

/**
 * A guest that is replaced again and again while eight clients call it: versions that are refused at each stage, versions that
 * prove bad, and updates of the bundle behind its host function in between. How often is for the system properties {@code
 * amphora.stress.swaps} and {@code .updates} to say; {@code mvn verify -Pstress} sets them high and the heap low.
 */
abstract class StressTests extends GuestTestSupport {
    private static final String GUEST = "stressed";
    private static final int SWAPS = Integer.getInteger("amphora.stress.swaps", 60);
    private static final int UPDATES = Integer.getInteger("amphora.stress.updates", 6);
    private static final int ROLLBACKS = Math.max(1, SWAPS / 50);
    private static final long QUIET_MILLIS = 50L * Math.min(SWAPS, 100);

    /** What is refused, by reason. */
    private static final Map<String, byte[]> REFUSED = refused();

    private Guest guest;
    private Bundle provider;
    private long version;

    private static Map<String, byte[]> refused() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("MALFORMED", text("(module"));
        contents.put("INVALID", text("(module (func (result i32) (i64.const 1)))"));
        contents.put("IMPORT_DENIED", text("(module (import \"secret\" \"f\" (func)))"));
        contents.put("IMPORT_UNRESOLVED", text("(module (import \"itest.stress\" \"nothing\" (func)))"));
        contents.put("IMPORT_TYPE", text("(module (import \"itest.stress\" \"answer\" (func (param i32))))"));
        contents.put("LIMIT_EXCEEDED", text("(module (memory 5000))"));
        contents.put("START_FAILED", text("(module (func (export \"_initialize\") (unreachable)))"));
        contents.put("PROBE_FAILED", text("(module (func (export \"probe\") (result i32) (i32.const 1)))"));
        return contents;
    }

    private static byte[] text(String module) {
        return module.getBytes(UTF_8);
    }

    /** Code, data and a global say which version they are of. */
    private static byte[] module(long version) {
        return text("""
                (module
                  (import "itest.stress" "answer" (func $answer (result i64)))
                  (import "itest.stress" "reenter" (func $reenter (result i64)))
                  (memory 1 1)
                  (data (i32.const 0) "%s")
                  (global $version (mut i64) (i64.const %d))
                  (func (export "version") (result i64) (i64.const %2$d))
                  (func (export "probe") (result i32) (i32.const 0))
                  (func (export "fail") (unreachable))
                  (func (export "stamp") (result i64 i64 i64 i64 i64 i64)
                    (i64.const %2$d) (i64.load (i32.const 0)) (global.get $version)
                    (call $reenter) (call $answer) (call $answer)))
                """.formatted(littleEndian(version), version));
    }

    private static String littleEndian(long value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < Long.BYTES; i++) {
            escaped.append(String.format(Locale.ROOT, "\\%02x", (value >>> (8 * i)) & 0xFF));
        }
        return escaped.toString();
    }

    /** The bundle behind the host function. */
    private static InputStream providerBundle(int version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "itest.stress.provider");
        main.putValue(Constants.BUNDLE_VERSION, version + ".0.0");
        main.putValue(Constants.BUNDLE_ACTIVATOR, AnswerProvider.class.getName());
        main.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework,org.amphora.api,org.amphora.api.whiteboard");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        String entry = AnswerProvider.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(jar, manifest);
                InputStream in = AnswerProvider.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
            out.closeEntry();
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void noCallFailsWhateverIsReplacedOrRefused() throws Exception {
        provider = context.installBundle("itest:stress", providerBundle(1));
        provider.start();
        ServiceRegistration<HostFunction> reenter =
                provide("itest.stress", "reenter:-I", 0, (caller, stack) -> stack[0] = guest.call("version")[0]);
        Configuration configuration = configure(
                GUEST,
                Map.of(
                        GuestConstants.WASM_GUEST_INSTANCES, 8,
                        GuestConstants.WASM_GUEST_IMPORTS, "itest.stress.*",
                        GuestConstants.WASM_GUEST_PROBE, "probe",
                        GuestConstants.WASM_GUEST_PROBATION_CALLS, 1_000_000_000,
                        GuestConstants.WASM_GUEST_PROBATION_FAILURES, 1));
        swap();
        guest = guest(GUEST);
        await(
                "the configuration is known",
                () -> refusal(REFUSED.get("IMPORT_DENIED")).equals("IMPORT_DENIED"));
        Latencies warm = new Latencies();
        Latencies quiet = new Latencies();
        Latencies busy = new Latencies();
        StressClients clients = new StressClients(guest);
        Usage early = null;
        try {
            clients.countIn(warm);
            Thread.sleep(QUIET_MILLIS);
            clients.countIn(quiet);
            Thread.sleep(QUIET_MILLIS);
            clients.countIn(busy);
            List<String> reasons = List.copyOf(REFUSED.keySet());
            for (int i = 1; i <= SWAPS; i++) {
                swap();
                String reason = reasons.get(i % reasons.size());
                assertEquals(reason, refusal(REFUSED.get(reason)));
                if (i % Math.max(1, SWAPS / UPDATES) == 0) {
                    provider.update(providerBundle(i + 1));
                }
                if (i % (SWAPS / ROLLBACKS) == 0) {
                    rollBack();
                }
                if (i == Math.max(1, SWAPS / 5)) {
                    early = Usage.now(context);
                }
            }
            clients.countIn(new Latencies());
        } finally {
            clients.finish();
        }
        await("old generations are gone", () -> dto(GUEST).draining.length == 0);
        Usage late = Usage.now(context);
        report(clients, quiet, busy, early, late);
        registry().undeploy(GUEST);
        configuration.delete();
        reenter.unregister();
        provider.uninstall();
        assertEquals(0, clients.failed.get(), () -> clients.failure().toString());
        assertEquals(0, clients.mixed.get());
        assertEquals(clients.started.get(), clients.succeeded.get());
        assertTrue(late.loaders <= 10, "class loaders of guests: " + late.loaders);
        assertTrue(late.heap <= early.heap + (8 << 20), early.heap + " bytes live, then " + late.heap);
        assertTrue(late.threads <= early.threads + 4, early.threads + " threads, then " + late.threads);
        assertTrue(late.files <= early.files + 16, early.files + " open files, then " + late.files);
        assertTrue(late.uses <= early.uses + 2, early.uses + " services in use, then " + late.uses);
        assertTrue(late.metaspace <= early.metaspace + (8 << 20), early.metaspace + ", then " + late.metaspace);
    }

    private void swap() throws Exception {
        version++;
        GuestDTO after = registry().deploy(GUEST, module(version), "version " + version);
        assertNull(after.failure, () -> after.failure.message);
    }

    private String refusal(byte[] content) {
        GuestDTO after = registry().deploy(GUEST, content, "refused");
        assertNotNull(after.failure);
        assertEquals(GuestDTO.ACTIVE, after.state);
        return after.failure.reasonName;
    }

    /** A version whose first call fails, by a client that expects it. */
    private void rollBack() throws Exception {
        swap();
        long bad = guest.generation();
        assertThrows(Trap.class, () -> guest.call("fail"));
        await("it is gone back", () -> guest.generation() == bad + 1);
        assertEquals("QUARANTINED", refusal(module(version)));
    }

    private void report(StressClients clients, Latencies quiet, Latencies busy, Usage early, Usage late)
            throws IOException {
        String where = getClass().getSimpleName();
        String table = String.format(
                Locale.ROOT,
                """
                | %s | |
                |---|---|
                | swaps, refused versions, rollbacks, updates of the provider | %,d, %,d, %,d, %,d |
                | calls started, succeeded, failed | %,d, %,d, %,d |
                | calls that saw two generations or two providers | %,d |
                | calls at 1,000 a second, quiet: median, 99.9th percentile, longest | %s |
                | the same while swapping | %s |
                | class loaders of guests at the end | %d |
                | live bytes of the heap after a fifth, and at the end | %,d, %,d |
                | bytes of metaspace after a fifth, and at the end | %,d, %,d |
                """,
                where,
                SWAPS,
                SWAPS + ROLLBACKS,
                ROLLBACKS,
                UPDATES,
                clients.started.get(),
                clients.succeeded.get(),
                clients.failed.get(),
                clients.mixed.get(),
                quiet,
                busy,
                late.loaders,
                early.heap,
                late.heap,
                early.metaspace,
                late.metaspace);
        System.out.println(table);
        Path project = Path.of(System.getProperty("amphora.project", "../.."));
        Files.writeString(project.resolve("itests/container/target/" + where + ".md"), table);
    }

    /** What lives after a collection. */
    private static final class Usage {
        private static final Pattern LOADER =
                Pattern.compile(" (\\d+) +\\d+ +org\\.amphora\\.engine\\.compile\\.GuestClassLoader\\b");
        private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

        private final long loaders;
        private final long heap;
        private final long metaspace;
        private final long threads;
        private final long files;
        private final long uses;

        private Usage(String histogram, long metaspace, BundleContext context) {
            Matcher loader = LOADER.matcher(histogram);
            Matcher total = TOTAL.matcher(histogram);
            assertTrue(loader.find() && total.find(), histogram);
            this.loaders = Long.parseLong(loader.group(1));
            this.heap = Long.parseLong(total.group(1));
            this.metaspace = metaspace;
            this.threads = ManagementFactory.getThreadMXBean().getThreadCount();
            this.files = openFiles();
            this.uses = Arrays.stream(context.getBundles())
                    .filter(bundle ->
                            List.of("org.amphora.engine", "org.amphora.guests").contains(bundle.getSymbolicName()))
                    .mapToLong(bundle -> Stream.ofNullable(bundle.getServicesInUse())
                            .mapToLong(services -> services.length)
                            .sum())
                    .sum();
        }

        /** 0 where the platform does not tell. */
        private static long openFiles() {
            Path files = Path.of("/proc/self/fd");
            try (Stream<Path> open = Files.isDirectory(files) ? Files.list(files) : Stream.empty()) {
                return open.count();
            } catch (IOException e) {
                return 0;
            }
        }

        static Usage now(BundleContext context) throws Exception {
            Object histogram = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {null},
                            new String[] {String[].class.getName()});
            long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .map(MemoryPoolMXBean::getUsage)
                    .findFirst()
                    .orElseThrow()
                    .getUsed();
            return new Usage(histogram.toString(), metaspace, context);
        }
    }
}
