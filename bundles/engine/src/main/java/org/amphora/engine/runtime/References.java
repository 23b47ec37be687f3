package org.amphora.engine.runtime;

import org.amphora.api.AbstractHeapType;
import org.amphora.api.Function;
import org.amphora.api.HeapType;
import org.amphora.api.ReferenceType;
import org.amphora.binary.type.CanonicalType;

/** Which Java objects are references of which type. */
public final class References {
    private References() {}

    /** Whether {@code reference}, which may be null, is a value of {@code type}. */
    public static boolean matches(Object reference, ReferenceType type) {
        return reference == null ? type.nullable() : isInstance(reference, type.heapType());
    }

    private static boolean isInstance(Object reference, HeapType type) {
        if (type instanceof CanonicalType expected) {
            return reference instanceof FunctionInstance function
                    && ((CanonicalType) function.definedType).isSubtypeOf(expected);
        }
        return switch ((AbstractHeapType) type) {
            case FUNC -> reference instanceof FunctionInstance;
            // a function of another engine is no object for the guest: it could never be called
            case EXTERN -> !(reference instanceof Function) || reference instanceof FunctionInstance;
            default -> false;
        };
    }
}
