package org.amphora.engine.whiteboard;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.amphora.api.HostFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** A reference to a registered service: identity and properties, nothing else. */
final class FakeReference implements ServiceReference<HostFunction> {
    private final Map<String, Object> properties = new HashMap<>();
    private final Bundle bundle;

    /** A service of {@code bundle}, whose symbolic name, version and id stand in it as in {@code org.example 1.0.0 7}. */
    FakeReference(long serviceId, String bundle) {
        String[] parts = bundle.split(" ", -1);
        this.bundle = (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSymbolicName" -> parts[0];
                    case "getVersion" -> Version.parseVersion(parts[1]);
                    default -> throw new AssertionError("unexpected call of " + method);
                });
        properties.put(Constants.SERVICE_ID, serviceId);
        properties.put(Constants.SERVICE_BUNDLEID, Long.valueOf(parts[2]));
    }

    /** A service that has these properties and no others. */
    FakeReference(Dictionary<?, ?> properties) {
        bundle = null;
        Collections.list(properties.keys()).forEach(key -> this.properties.put((String) key, properties.get(key)));
    }

    FakeReference with(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    FakeReference without(String key) {
        properties.remove(key);
        return this;
    }

    @Override
    public Object getProperty(String key) {
        return properties.get(key);
    }

    @Override
    public String[] getPropertyKeys() {
        return properties.keySet().toArray(String[]::new);
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return FrameworkUtil.asDictionary(properties);
    }

    @Override
    public Bundle getBundle() {
        return bundle;
    }

    @Override
    public Bundle[] getUsingBundles() {
        throw new AssertionError("unexpected call");
    }

    @Override
    public boolean isAssignableTo(Bundle other, String className) {
        throw new AssertionError("unexpected call");
    }

    @Override
    public int compareTo(Object reference) {
        throw new AssertionError("unexpected call");
    }

    @Override
    public <A> A adapt(Class<A> type) {
        throw new AssertionError("unexpected call");
    }
}
