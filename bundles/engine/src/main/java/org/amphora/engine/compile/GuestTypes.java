package org.amphora.engine.compile;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.api.Aggregate;
import org.amphora.api.LimitExceededException;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.RecursionGroup;

/** The classes of the structures and arrays that a module uses: it keeps them as long as it is there itself. Thread-safe. */
final class GuestTypes {
    /** Each type that is used costs a class of some kilobytes, and takes as little as three bytes of a module. */
    private static final int MAX_CLASSES = 50_000;

    private final ModuleDefinition module;
    private final Map<CanonicalType, String> names = new ConcurrentHashMap<>();
    private final Map<String, TypeClassLoader> loaders = new ConcurrentHashMap<>();
    private final Map<String, RecursionGroup> groups = new HashMap<>();
    private final Map<CanonicalType, Integer> indices = new HashMap<>();

    GuestTypes(ModuleDefinition module) {
        this.module = module;
    }

    /** The class of a type of structures or arrays. */
    String className(CanonicalType type) {
        String name = names.get(type);
        return name != null ? name : addClass(type);
    }

    private synchronized String addClass(CanonicalType type) {
        if (names.size() == MAX_CLASSES) {
            String guest = module.name().orElse("wasm");
            throw new LimitExceededException(
                    guest,
                    "types",
                    guest + " uses more than " + MAX_CLASSES
                            + " types of structures and arrays, and no more are allowed");
        }
        TypeClassLoader loader = TypeClassLoader.of(type.group());
        loaders.put(loader.prefix(), loader);
        return names.computeIfAbsent(type, t -> loader.className(t.index()));
    }

    /** The class of the name that {@link #className} gave, in this JVM or in another; or null. */
    Class<?> find(String internalName) throws ClassNotFoundException {
        if (!internalName.startsWith(TypeClassLoader.PREFIX)) {
            return null;
        }
        String prefix = TypeClassLoader.prefixOf(internalName);
        TypeClassLoader loader = loaders.get(prefix);
        if (loader == null) {
            RecursionGroup group = group(prefix);
            if (group == null) {
                return null;
            }
            loader = TypeClassLoader.of(group);
            loaders.put(prefix, loader);
        }
        return loader.loadClass(internalName.replace('/', '.'));
    }

    /** The group of the module whose classes are named so; null if there is none. Code from a store names it. */
    private synchronized RecursionGroup group(String prefix) {
        if (groups.isEmpty()) {
            RecursionGroup last = null;
            for (int i = 0; i < module.typeCount(); i++) {
                CanonicalType type = module.type(i);
                if (!type.isFunction() && type.group() != last) {
                    last = type.group();
                    groups.put(TypeClassLoader.prefixOf(last), last);
                }
            }
        }
        return groups.get(prefix);
    }

    /** See {@link TypeClassLoader#prototype}. */
    Aggregate prototype(int typeIndex) {
        CanonicalType type = module.type(typeIndex);
        className(type);
        return TypeClassLoader.of(type.group()).prototype(type.index());
    }

    /** An index that the module has for {@code type}. */
    synchronized int index(CanonicalType type) {
        if (indices.isEmpty()) {
            for (int i = 0; i < module.typeCount(); i++) {
                indices.putIfAbsent(module.type(i), i);
            }
        }
        return indices.get(type);
    }
}
