package org.amphora.wasi.osgi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

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

    /** The latest bundle of the symbolic name, if there is one. */
    Optional<Bundle> bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> Objects.equals(symbolicName, bundle.getSymbolicName()))
                .max(Comparator.comparing(Bundle::getVersion));
    }
}
