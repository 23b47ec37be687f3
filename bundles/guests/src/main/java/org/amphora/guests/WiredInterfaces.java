package org.amphora.guests;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Finds interfaces in the bundles that export their packages: no DynamicImport, which would tie this bundle to whatever
 * bundle came first. Of several, the highest version of the package wins, then the bundle that was installed first.
 */
final class WiredInterfaces implements Interfaces {
    private static final Comparator<BundleCapability> BEST_FIRST = Comparator.comparing(
                    WiredInterfaces::version, Comparator.reverseOrder())
            .thenComparing(capability -> capability.getRevision().getBundle().getBundleId());

    private final BundleContext context;

    WiredInterfaces(BundleContext context) {
        this.context = context;
    }

    @Override
    public Class<?> find(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        String packageName = dot < 0 ? "" : name.substring(0, dot);
        for (BundleCapability exported : exports(packageName)) {
            Optional<Class<?>> found = load(exported.getRevision().getBundle(), name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new ClassNotFoundException("no bundle exports the package " + packageName + " with " + name
                + "; install one, or correct wasm.guest.interface");
    }

    /** Empty if this bundle does not have it; the next may, as exports of one package can differ in content. */
    private static Optional<Class<?>> load(Bundle bundle, String name) {
        try {
            return Optional.of(bundle.loadClass(name));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private List<BundleCapability> exports(String packageName) {
        List<BundleCapability> exports = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (wiring == null) {
                continue;
            }
            for (BundleCapability capability : wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
                if (packageName.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
                    exports.add(capability);
                }
            }
        }
        exports.sort(BEST_FIRST);
        return exports;
    }

    private static Version version(BundleCapability exported) {
        Object version = exported.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE);
        return version instanceof Version known ? known : Version.emptyVersion;
    }
}
