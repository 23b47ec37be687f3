package org.amphora.engine.facade;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.WasmExport;

/** A method of a class of the host, and the host function that it becomes. Immutable. */
final class HostMethod {
    private final Method method;
    private final String name;
    private final FunctionType type;

    private HostMethod(Method method, String name, FunctionType type) {
        this.method = method;
        this.name = name;
        this.type = type;
    }

    /**
     * The methods of {@code host} that have a {@link WasmExport}, by name.
     *
     * @throws IllegalArgumentException as {@link org.amphora.api.Engine#hostFunctions} says
     */
    static List<HostMethod> of(Class<?> host) {
        if (!Modifier.isPublic(host.getModifiers()) || host.isHidden()) {
            throw new IllegalArgumentException("class " + host.getName() + " is "
                    + (host.isHidden() ? "hidden" : "not public") + ": generated code cannot call its methods");
        }
        Map<String, HostMethod> methods = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (Method method : annotated(host)) {
            String name = FacadeMethod.exportName(method);
            Optional<FunctionType> type = JavaTypes.functionType(method, takesCaller(method) ? 1 : 0);
            if (!Modifier.isPublic(method.getModifiers())) {
                faults.add(method.getName() + " is not public");
            } else if (type.isEmpty()) {
                faults.add(method.getName() + " has types that Wasm has not; " + JavaTypes.ALLOWED + ", and "
                        + Instance.class.getName() + " for the caller, as first parameter");
            } else if (methods.put(name, new HostMethod(method, name, type.get())) != null) {
                faults.add("\"" + name + "\" is the name of two methods");
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("class " + host.getName()
                    + " has methods that cannot be host functions: " + String.join("; ", faults));
        }
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(
                    "class " + host.getName() + " has no method with the annotation " + WasmExport.class.getName());
        }
        return List.copyOf(methods.values());
    }

    private static List<Method> annotated(Class<?> host) {
        List<Method> all = new ArrayList<>();
        for (Class<?> type = host; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(WasmExport.class) && !method.isBridge() && !overridden(method, all)) {
                    all.add(method);
                }
            }
        }
        all.sort(Comparator.comparing(Method::toString));
        return all;
    }

    private static boolean overridden(Method method, List<Method> below) {
        return below.stream()
                .anyMatch(other -> other.getName().equals(method.getName())
                        && List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes())));
    }

    private static boolean takesCaller(Method method) {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == Instance.class;
    }

    /** The method of the class. */
    Method method() {
        return method;
    }

    /** Whether its first parameter is the caller. */
    boolean takesCaller() {
        return takesCaller(method);
    }

    /** The name of the host function. */
    String name() {
        return name;
    }

    /** The type of the host function. */
    FunctionType type() {
        return type;
    }
}
