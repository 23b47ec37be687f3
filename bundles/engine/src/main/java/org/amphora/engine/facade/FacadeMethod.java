package org.amphora.engine.facade;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.ExternType;
import org.amphora.api.FunctionType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.api.WasmExport;
import org.amphora.binary.type.Subtyping;

/** An abstract method of an interface, and the export that it calls. Immutable. */
final class FacadeMethod {
    private final Method method;
    private final String export;
    private final FunctionType type;

    private FacadeMethod(Method method, FunctionType type) {
        this.method = method;
        this.export = exportName(method);
        this.type = type;
    }

    /** The name of the export that {@code method} stands for. */
    static String exportName(Method method) {
        WasmExport named = method.getAnnotation(WasmExport.class);
        return named == null || named.value().isEmpty() ? method.getName() : named.value();
    }

    /**
     * The methods that a facade of {@code type} implements, in an order of their own.
     *
     * @throws IllegalArgumentException if {@code type} cannot be implemented, or a method has types that Wasm has not
     */
    static List<FacadeMethod> of(Class<?> type) {
        if (!type.isInterface() || type.isAnnotation()) {
            throw new IllegalArgumentException(type.getName() + " is no interface");
        }
        if (!Modifier.isPublic(type.getModifiers()) || type.isHidden() || type.isSealed()) {
            throw new IllegalArgumentException("interface " + type.getName() + " is "
                    + (type.isSealed() ? "sealed" : type.isHidden() ? "hidden" : "not public")
                    + ": a generated class cannot implement it");
        }
        List<FacadeMethod> methods = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Method[] all = type.getMethods();
        Arrays.sort(all, Comparator.comparing(Method::getName).thenComparing(Method::toString));
        for (Method method : all) {
            if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
                Optional<FunctionType> mapped = JavaTypes.functionType(method, 0);
                if (mapped.isEmpty()) {
                    faults.add(method.getName());
                } else {
                    methods.add(new FacadeMethod(method, mapped.get()));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("interface " + type.getName()
                    + " has methods with types that Wasm has not: " + String.join(", ", faults)
                    + "; " + JavaTypes.ALLOWED);
        }
        return methods;
    }

    // an interface may declare toString() and its like; every class has them
    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** The method of the interface. */
    Method method() {
        return method;
    }

    /** The name of the export. */
    String export() {
        return export;
    }

    /** The type that the export should have. */
    FunctionType type() {
        return type;
    }

    /** Whether an export of type {@code actual} can be called: its references may be of any type that Java has one for. */
    boolean fits(ExternType actual) {
        return actual instanceof FunctionType function
                && fits(type.parameters(), function.parameters())
                && fits(type.results(), function.results());
    }

    private static boolean fits(List<ValueType> expected, List<ValueType> actual) {
        boolean fits = expected.size() == actual.size();
        for (int i = 0; fits && i < expected.size(); i++) {
            fits = expected.get(i) == java(actual.get(i));
        }
        return fits;
    }

    /** The type of {@link JavaTypes} that stands for {@code type}. */
    private static ValueType java(ValueType type) {
        if (type instanceof ReferenceType reference) {
            return Subtyping.top(reference.heapType()) == AbstractHeapType.FUNC
                    ? ReferenceType.FUNCREF
                    : ReferenceType.EXTERNREF;
        }
        return type;
    }
}
