package org.amphora.engine.whiteboard;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.amphora.api.FunctionType;
import org.amphora.api.whiteboard.WasmWhiteboardConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.ServiceReference;

/**
 * What the properties of a host function service say, valid or not, at one moment. Immutable. The service itself was not
 * got for it.
 *
 * <p>No record: the generated equals of one would keep this bundle's class loader reachable on Java 17.
 */
final class HostFunctionInfo {
    private final long serviceId;
    private final int ranking;
    private final long bundleId;
    private final String bundle;
    private final String module;
    private final List<String> names;
    private final Map<String, FunctionType> types;
    private final boolean writes;
    private final Filter target;
    private final Failure failure;

    private HostFunctionInfo(ServiceReference<?> reference, HostFunctionProperties properties) {
        serviceId = (Long) reference.getProperty(Constants.SERVICE_ID);
        // a ranking of another type counts as 0: so says the service layer
        ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer value ? value : 0;
        bundleId = reference.getProperty(Constants.SERVICE_BUNDLEID) instanceof Long value ? value : -1;
        bundle = label(reference.getBundle());
        module = properties.module();
        names = properties.names();
        types = properties.types();
        writes = properties.writes();
        target = properties.target();
        failure = properties.failure().map(f -> f.of(provider())).orElse(null);
    }

    /** What the properties say; empty if the service takes no part in the whiteboard. */
    static Optional<HostFunctionInfo> of(ServiceReference<?> reference) {
        return reference.getProperty(WasmWhiteboardConstants.WASM_HOST_MODULE) == null
                ? Optional.empty()
                : Optional.of(new HostFunctionInfo(reference, HostFunctionProperties.of(reference)));
    }

    private static String label(Bundle bundle) {
        // no bundle: the service was unregistered while we looked, and we shall hear of it
        return bundle == null ? "an uninstalled bundle" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    long serviceId() {
        return serviceId;
    }

    int ranking() {
        return ranking;
    }

    long bundleId() {
        return bundleId;
    }

    /** Symbolic name and version of the bundle. */
    String bundle() {
        return bundle;
    }

    /** Service and bundle in words, for messages. */
    String provider() {
        return "service " + serviceId + " of " + bundle;
    }

    /** The module name; null if the property is no string. */
    String module() {
        return module;
    }

    /** The names, also if something else is wrong; empty if the property is missing or wrong. */
    List<String> names() {
        return names;
    }

    /** The type of a name; null if its signature is missing or did not parse. */
    FunctionType type(String name) {
        return types.get(name);
    }

    /** Whether it is for instances that serve only. */
    boolean writes() {
        return writes;
    }

    /** Whether an engine with these properties of its runtime service takes notice; so too if the filter is none. */
    boolean targets(Dictionary<String, ?> engine) {
        return target == null || target.match(engine);
    }

    /** Why it cannot be linked to, if it cannot. */
    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether this one is linked rather than {@code other} where both fit: the higher ranking, then the lower id. */
    static int byRank(HostFunctionInfo one, HostFunctionInfo other) {
        int byRanking = Integer.compare(other.ranking, one.ranking);
        return byRanking != 0 ? byRanking : Long.compare(one.serviceId, other.serviceId);
    }

    /** A reason that is one of {@link org.amphora.api.runtime.dto.FailureReason}, and the same in words. */
    static final class Failure {
        private final int reason;
        private final String message;

        Failure(int reason, String message) {
            this.reason = reason;
            this.message = Objects.requireNonNull(message, "message");
        }

        int reason() {
            return reason;
        }

        String message() {
            return message;
        }

        private Failure of(String provider) {
            return new Failure(reason, provider + ": " + message);
        }
    }
}
