package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestConstants;
import org.amphora.api.guest.dto.FailureDTO;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.itests.container.shapes.Versioned;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;

/** What guests have to do with other bundles: host functions that they import, interfaces that they are, restarts. */
abstract class GuestBindingTests extends GuestTestSupport {
    private ServiceRegistration<HostFunction> answer(long value, int ranking) {
        return provide("itest.answers", "answer:-i", ranking, (caller, stack) -> stack[0] = value);
    }

    @Test
    void aGuestThatWaitsStartsWhenItsProviderArrivesAndServesOnWhenItGoes() throws Exception {
        GuestDTO waiting = registry().deploy("waiting", GuestFiles.module("asking"), "asking");
        assertEquals(GuestDTO.WAITING, waiting.state);
        assertEquals(FailureDTO.IMPORT_UNRESOLVED, waiting.failure.reason);
        assertTrue(waiting.failure.message.contains("itest.answers"), waiting.failure.message);
        ServiceRegistration<HostFunction> other =
                provide("itest.answers", "answer:i-i", 0, (caller, stack) -> stack[0] = 0);
        await("the type is told", () -> dto("waiting").failure.reason == FailureDTO.IMPORT_TYPE);
        other.unregister();
        ServiceRegistration<HostFunction> first = answer(42, 0);
        Guest guest = guest("waiting");
        assertArrayEquals(new long[] {42}, guest.call("ask"));
        first.unregister();
        await("the loss is told", () -> dto("waiting").failure != null);
        assertEquals(FailureDTO.IMPORT_UNRESOLVED, dto("waiting").failure.reason);
        assertEquals(GuestDTO.ACTIVE, dto("waiting").state);
        assertThrows(HostFunctionException.class, () -> guest.call("ask"));
        ServiceRegistration<HostFunction> second = answer(43, 0);
        assertArrayEquals(new long[] {43}, guest.call("ask"));
        await("the loss is forgotten", () -> dto("waiting").failure == null);
        assertEquals(1, guest.generation(), "the guest was not restarted");
        registry().undeploy("waiting");
        second.unregister();
    }

    @Test
    void aGuestKeepsItsProviderWhenABetterOneComesAndChangesWhenItGoes() throws Exception {
        ServiceRegistration<HostFunction> first = answer(1, 0);
        deploy("bound", "asking");
        Guest guest = guest("bound");
        assertArrayEquals(new long[] {1}, guest.call("ask"));
        ServiceRegistration<HostFunction> better = answer(2, 10);
        assertArrayEquals(new long[] {1}, guest.call("ask"));
        first.unregister();
        assertArrayEquals(new long[] {2}, guest.call("ask"));
        assertEquals(1, guest.generation(), "the guest was not restarted");
        registry().undeploy("bound");
        better.unregister();
    }

    @Test
    void noCallFailsWhileProvidersAreReplaced() throws Exception {
        ServiceRegistration<HostFunction> serving = answer(0, 0);
        deploy("supplied", "asking");
        Guest guest = guest("supplied");
        Configuration configuration = configure("supplied", Map.of(GuestConstants.WASM_GUEST_INSTANCES, 2));
        await("the configuration makes a generation", () -> guest.generation() == 2);
        Load load = new Load(() -> guest.call("ask"));
        for (int change = 1; change <= 100; change++) {
            ServiceRegistration<HostFunction> former = serving;
            if (change % 2 == 0) {
                // as the update of a bundle does: for a moment there is none
                former.unregister();
                serving = answer(change, 0);
            } else {
                serving = answer(change, 0);
                former.unregister();
            }
        }
        load.finish(100);
        assertArrayEquals(new long[] {100}, guest.call("ask"));
        assertEquals(2, guest.generation(), "the guest was not restarted");
        registry().undeploy("supplied");
        configuration.delete();
        serving.unregister();
    }

    /** A bundle that exports the interface, made of the class in this one. */
    private static InputStream shapes() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "itest.shapes");
        main.putValue(Constants.EXPORT_PACKAGE, "org.amphora.itests.container.shapes");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        String entry = Versioned.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(jar, manifest);
                InputStream in = Versioned.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
            out.closeEntry();
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }

    private ServiceReference<?> shape(String guest) throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(
                "org.amphora.itests.container.shapes.Versioned", "(wasm.guest.name=" + guest + ")");
        return found == null ? null : found[0];
    }

    private Object versionOf(ServiceReference<?> reference) throws Exception {
        Object shape = context.getService(reference);
        try {
            return shape.getClass().getMethod("version").invoke(shape);
        } finally {
            context.ungetService(reference);
        }
    }

    @Test
    void aGuestIsAServiceOfItsConfiguredInterface() throws Exception {
        Configuration configuration = configure(
                "shaped", Map.of(GuestConstants.WASM_GUEST_INTERFACE, "org.amphora.itests.container.shapes.Versioned"));
        registry().deploy("shaped", GuestFiles.module("version-1"), "version-1");
        await("the interface is missed", () -> dto("shaped").failure != null);
        assertEquals(FailureDTO.INTERFACE_UNAVAILABLE, dto("shaped").failure.reason);
        Bundle shapes = context.installBundle("itest:shapes", shapes());
        shapes.start();
        await("the service is there", () -> shape("shaped") != null);
        ServiceReference<?> reference = shape("shaped");
        assertEquals(1, versionOf(reference));
        deploy("shaped", "version-2");
        assertSame(reference, shape("shaped"));
        assertEquals(2, versionOf(reference));
        GuestDTO unfit = registry().deploy("shaped", GuestFiles.module("empty"), "empty");
        assertEquals(FailureDTO.INTERFACE_MISMATCH, unfit.failure.reason, unfit.failure.message);
        assertEquals(2, versionOf(reference));
        deploy("shaped", "version-1");
        shapes.update(shapes());
        refresh(List.of(shapes));
        await(
                "the guest is of the class that the updated bundle has",
                () -> guest("shaped").generation() == 4 && shape("shaped") != null);
        assertEquals(1, versionOf(shape("shaped")));
        registry().undeploy("shaped");
        assertNull(shape("shaped"));
        configuration.delete();
        shapes.uninstall();
    }

    private void refresh(List<Bundle> bundles) {
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(bundles);
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void guestsComeBackWhenABundleOfTheChainIsRestartedOrUpdated() throws Exception {
        GuestFiles.drop("lasting", GuestFiles.module("version-1"));
        assertArrayEquals(new long[] {1}, guest("lasting").call("version"));
        for (String name : List.of(
                "org.amphora.deployer",
                "org.amphora.guests",
                "org.amphora.engine",
                "org.amphora.wasi",
                "org.amphora.text")) {
            Bundle bundle = bundle(name);
            bundle.stop();
            bundle.start();
            await("it serves after a restart of " + name, () -> serves("lasting"));
            bundle.update();
            await("it serves after an update of " + name, () -> serves("lasting"));
        }
        Files.delete(GuestFiles.file("lasting"));
        await("the guest is gone", () -> dto("lasting") == null);
    }

    @Test
    void aGuestDoesNotGoOnWithoutItsConfigurationWhileAllIsStopped() throws Exception {
        deploy("stopping", "version-1");
        Configuration configuration = configure("stopping", Map.of(GuestConstants.WASM_GUEST_INSTANCES, 2));
        await("it is configured", () -> guest("stopping").generation() == 2);
        List<Integer> events = Collections.synchronizedList(new ArrayList<>());
        ServiceListener listener = event -> events.add(event.getType());
        context.addServiceListener(listener, "(wasm.guest.name=stopping)");
        Bundle guests = bundle("org.amphora.guests");
        guests.stop();
        context.removeServiceListener(listener);
        guests.start();
        assertEquals(List.of(ServiceEvent.UNREGISTERING), events);
        configuration.delete();
        await("the registry is back", () -> registry() != null);
    }

    private boolean serves(String name) throws Exception {
        return !context.getServiceReferences(Guest.class, "(wasm.guest.name=" + name + ")")
                        .isEmpty()
                && guest(name).call("version")[0] == 1;
    }

    @Test
    void refreshedBundlesLeaveNoClassesBehind() throws Exception {
        deploy("passing", "version-1");
        assertArrayEquals(new long[] {1}, guest("passing").call("version"));
        List<Bundle> bundles = List.of(bundle("org.amphora.guests"), bundle("org.amphora.engine"));
        List<WeakReference<ClassLoader>> loaders = bundles.stream()
                .map(bundle ->
                        new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()))
                .toList();
        refresh(bundles);
        for (int i = 0; i < bundles.size(); i++) {
            WeakReference<ClassLoader> old = loaders.get(i);
            await("the classes of " + bundles.get(i) + " are unloaded", () -> {
                System.gc();
                return old.refersTo(null);
            });
        }
        await("the bundles are back", () -> bundles.stream().allMatch(b -> b.getState() == Bundle.ACTIVE));
        deploy("passing", "version-2");
        assertArrayEquals(new long[] {2}, guest("passing").call("version"));
        registry().undeploy("passing");
    }
}
