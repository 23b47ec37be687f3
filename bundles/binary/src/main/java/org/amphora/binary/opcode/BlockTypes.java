package org.amphora.binary.opcode;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amphora.api.FunctionType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;

/** The function types of blocks with one result, made once for the types that are common. */
final class BlockTypes {
    private static final Map<ValueType, FunctionType> COMMON = Stream.of(
                    NumberType.I32,
                    NumberType.I64,
                    NumberType.F32,
                    NumberType.F64,
                    VectorType.V128,
                    ReferenceType.FUNCREF,
                    ReferenceType.EXTERNREF)
            .collect(Collectors.toMap(Function.<ValueType>identity(), BlockTypes::make));

    private BlockTypes() {}

    private static FunctionType make(ValueType type) {
        return FunctionType.of(List.of(), List.of(type));
    }

    /** No parameters, and {@code type} as the result. */
    static FunctionType result(ValueType type) {
        FunctionType common = COMMON.get(type);
        return common != null ? common : make(type);
    }
}
