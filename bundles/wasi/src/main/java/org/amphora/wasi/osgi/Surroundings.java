package org.amphora.wasi.osgi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** What a grant can name of the framework: services and bundles, as they are when a guest begins. */
final class Surroundings {
    /** The service property that holds the name of a service. */
    static final String NAME = "wasi.name";

    private final BundleContext context;

    Surroundings(BundleContext context) {
        this.context = context;
    }

    /** The best service of the type and name, if there is one. */
    <T> Optional<T> service(Class<T> type, String name) {
        try {
            return context.getServiceReferences(type, "(" + NAME + "=*)").stream()
                    .filter(reference -> name.equals(reference.getProperty(NAME)))
                    .max(Comparator.<ServiceReference<T>>naturalOrder())
                    .map(context::getService); // which is null if it has gone meanwhile
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A bundle, and the fragments that are attached to it; it is resolved before, if it can be, as that attaches them. */
    List<Bundle> withFragments(Bundle bundle) {
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .resolveBundles(List.of(bundle));
        List<Bundle> bundles = new ArrayList<>(List.of(bundle));
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            for (BundleWire wire : wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE)) {
                bundles.add(wire.getRequirer().getBundle());
            }
        }
        return bundles;
    }

    /** The latest bundle of the symbolic name, if there is one. */
    Optional<Bundle> bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> Objects.equals(symbolicName, bundle.getSymbolicName()))
                .max(Comparator.comparing(Bundle::getVersion));
    }
}
