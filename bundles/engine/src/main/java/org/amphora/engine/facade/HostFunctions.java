package org.amphora.engine.facade;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.TypedHostFunction;

/**
 * Makes host functions of Java methods; see {@link org.amphora.api.Engine#hostFunctions}. Thread-safe.
 *
 * <p>Generated classes depend on nothing but the class of the methods, so all of its objects share them. They are cached
 * weakly, as those of {@link Facades} are; functions keep them.
 */
public final class HostFunctions {
    private static final ClassValue<WeakReference<HostClass>> CLASSES = new ClassValue<>() {
        @Override
        protected WeakReference<HostClass> computeValue(Class<?> type) {
            return new WeakReference<>(new HostClass(type));
        }
    };

    private HostFunctions() {}

    /** Functions that call methods of {@code host}. */
    public static List<TypedHostFunction> of(Object host) {
        Objects.requireNonNull(host, "host");
        HostClass generated = generated(host.getClass());
        List<TypedHostFunction> functions = new ArrayList<>();
        for (int i = 0; i < generated.methods().size(); i++) {
            HostFunction function = generated.newFunction(i, host);
            functions.add(new Typed(generated, i, instance -> function));
        }
        return List.copyOf(functions);
    }

    /** Functions that call methods of what {@code host} gives for the instance that imports them. */
    public static <T> List<TypedHostFunction> of(Class<T> type, Function<Instance, ? extends T> host) {
        Hosts<T> hosts = new Hosts<>(type, Objects.requireNonNull(host, "host"));
        HostClass generated = generated(Objects.requireNonNull(type, "type"));
        List<TypedHostFunction> functions = new ArrayList<>();
        for (int i = 0; i < generated.methods().size(); i++) {
            int index = i;
            functions.add(new Typed(generated, i, instance -> generated.newFunction(index, hosts.of(instance))));
        }
        return List.copyOf(functions);
    }

    private static HostClass generated(Class<?> type) {
        HostClass generated = CLASSES.get(type).get();
        while (generated == null) {
            CLASSES.remove(type);
            generated = CLASSES.get(type).get();
        }
        return generated;
    }

    /** The objects for instances. What is bound to an instance keeps its object, which may well keep the instance. */
    private static final class Hosts<T> {
        private final Class<T> type;
        private final Function<Instance, ? extends T> host;
        private final Map<Instance, WeakReference<T>> made = new WeakHashMap<>();

        Hosts(Class<T> type, Function<Instance, ? extends T> host) {
            this.type = type;
            this.host = host;
        }

        synchronized T of(Instance instance) {
            WeakReference<T> before = made.get(instance);
            T object = before == null ? null : before.get();
            if (object == null) {
                object = Objects.requireNonNull(
                        host.apply(instance), () -> "no object of " + type.getName() + " for " + instance.name());
                if (object instanceof AutoCloseable closeable) {
                    instance.onClose(closeable);
                }
                made.put(instance, new WeakReference<>(object));
            }
            return object;
        }
    }

    /** What is known of a function before it is bound. */
    private static final class Typed implements TypedHostFunction {
        private final HostClass generated;
        private final HostMethod method;
        private final Function<Instance, HostFunction> bound;

        Typed(HostClass generated, int index, Function<Instance, HostFunction> bound) {
            this.generated = generated;
            this.method = generated.methods().get(index);
            this.bound = bound;
        }

        @Override
        public String name() {
            return method.name();
        }

        @Override
        public FunctionType type() {
            return method.type();
        }

        @Override
        public HostFunction bind(Instance instance) {
            return bound.apply(instance);
        }

        @Override
        public void call(Instance caller, long[] stack) throws Throwable {
            bind(caller).call(caller, stack);
        }

        @Override
        public String toString() {
            return generated.host().getName() + "." + method.method().getName() + " " + type();
        }
    }
}
