package org.amphora.engine.facade;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;

/** Which types of Java stand for which of WebAssembly. */
final class JavaTypes {
    /** What messages say of it. */
    static final String ALLOWED = "allowed are int, long, float, double, " + Function.class.getName()
            + ", java.lang.Object and, as result, void";

    private static final Map<Class<?>, ValueType> TYPES = Map.of(
            int.class, NumberType.I32,
            long.class, NumberType.I64,
            float.class, NumberType.F32,
            double.class, NumberType.F64,
            Function.class, ReferenceType.FUNCREF,
            Object.class, ReferenceType.EXTERNREF);

    private JavaTypes() {}

    /** The type of a function that takes the parameters of {@code method} from {@code from} on; empty if Wasm has none. */
    static Optional<FunctionType> functionType(Method method, int from) {
        Class<?>[] all = method.getParameterTypes();
        List<ValueType> parameters = new ArrayList<>();
        for (Class<?> parameter : List.of(all).subList(from, all.length)) {
            parameters.add(TYPES.get(parameter));
        }
        ValueType result = TYPES.get(method.getReturnType());
        boolean noResult = method.getReturnType() == void.class;
        if (parameters.contains(null) || (result == null && !noResult)) {
            return Optional.empty();
        }
        return Optional.of(FunctionType.of(parameters, noResult ? List.of() : List.of(result)));
    }
}
