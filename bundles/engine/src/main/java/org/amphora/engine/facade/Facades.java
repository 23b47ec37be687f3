package org.amphora.engine.facade;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.amphora.api.ExportType;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.NoSuchExportException;

/**
 * Makes the objects behind {@link Instance#as}. Thread-safe.
 *
 * <p>A generated class depends on nothing but the interface, so all instances share it. It is cached weakly: neither may
 * an interface keep the engine from being unloaded, nor the engine the interface.
 */
public final class Facades {
    private static final ClassValue<WeakReference<FacadeClass>> CLASSES = new ClassValue<>() {
        @Override
        protected WeakReference<FacadeClass> computeValue(Class<?> type) {
            return new WeakReference<>(FacadeGenerator.generate(type, FacadeMethod.of(type)));
        }
    };

    private Facades() {}

    /** An object of {@code type} that calls the exports of {@code instance}; see {@link Instance#as}. */
    public static <T> T facade(Instance instance, Class<T> type) {
        Objects.requireNonNull(type, "type");
        FacadeClass facade = facadeClass(type);
        List<FacadeMethod> methods = facade.methods();
        Function[] functions = new Function[methods.size()];
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < functions.length; i++) {
            FacadeMethod method = methods.get(i);
            Optional<ExportType> export = export(instance, method.export());
            if (export.isPresent() && method.fits(export.get().type())) {
                functions[i] = instance.function(method.export());
            } else {
                missing.add(complaint(method, export));
            }
        }
        if (!missing.isEmpty()) {
            throw new NoSuchExportException(instance.name() + " does not export what " + type.getName() + " needs: "
                    + String.join("; ", missing));
        }
        return type.cast(facade.newFacade(instance, functions));
    }

    private static FacadeClass facadeClass(Class<?> type) {
        FacadeClass facade = CLASSES.get(type).get();
        while (facade == null) {
            CLASSES.remove(type);
            facade = CLASSES.get(type).get();
        }
        return facade;
    }

    private static Optional<ExportType> export(Instance instance, String name) {
        return instance.exports().stream()
                .filter(export -> export.name().equals(name))
                .findFirst();
    }

    private static String complaint(FacadeMethod method, Optional<ExportType> export) {
        return method.export() + " " + method.type()
                + export.map(ExportType::type)
                        .map(type -> type instanceof FunctionType
                                ? ", but its type is " + type
                                : ", but it is a " + type.kind())
                        .orElse(", but there is no such export");
    }
}
