package org.amphora.benchmarks.swaps;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** A bundle that holds the guest on Endive: to replace the guest, the bundle is updated, and clients track its service. */
final class EndiveSide implements Side {
    private static final String LOCATION = "swaps:guest";

    private final Container container = new Container();
    private final ServiceTracker<Callable<long[]>, Callable<long[]>> guests;

    EndiveSide() throws Exception {
        guests = new ServiceTracker<>(
                container.context(), FrameworkUtil.createFilter("(" + EndiveActivator.GUEST + "=stamp)"), null);
        guests.open();
    }

    @Override
    public void swap(long version) throws Exception {
        InputStream content = bundle(version);
        Bundle bundle = container.context().getBundle(LOCATION);
        if (bundle == null) {
            container.context().installBundle(LOCATION, content).start();
        } else {
            bundle.update(content); // stops it, and starts it again
        }
    }

    private static InputStream bundle(long version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "swaps.guest");
        main.putValue(Constants.BUNDLE_VERSION, version + ".0.0");
        main.putValue(Constants.BUNDLE_ACTIVATOR, EndiveActivator.class.getName());
        main.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework");
        main.putValue(EndiveActivator.INSTANCES, String.valueOf(INSTANCES));
        String activator = EndiveActivator.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(jar, manifest);
                InputStream in = EndiveActivator.class.getClassLoader().getResourceAsStream(activator)) {
            out.putNextEntry(new JarEntry(activator));
            in.transferTo(out);
            out.putNextEntry(new JarEntry(EndiveActivator.MODULE));
            out.write(Version.module(version));
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }

    @Override
    public long[] stamp() throws Exception {
        Callable<long[]> guest = guests.getService();
        if (guest == null) {
            throw new NoGuestException();
        }
        return guest.call();
    }

    @Override
    public void awaitGuest() throws InterruptedException {
        guests.waitForService(TimeUnit.SECONDS.toMillis(30));
    }

    @Override
    public void close() throws IOException, BundleException {
        container.close();
    }
}
