package org.amphora.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Parameter and result types of a function (WebAssembly 3.0, section 2.3.9).
 *
 * <p>The short form, used in service properties and manifests, writes a letter a type, parameters and results parted by
 * a minus: {@code ii-I} is {@code (i32, i32) -> (i64)}. It needs no escaping in a filter or a manifest header. Immutable;
 * compares by value.
 */
public final class FunctionType implements ExternType {
    private final List<ValueType> parameters;
    private final List<ValueType> results;
    private final int parameterSlots;
    private final int resultSlots;

    private FunctionType(List<ValueType> parameters, List<ValueType> results) {
        this.parameters = List.copyOf(parameters);
        this.results = List.copyOf(results);
        this.parameterSlots = slots(this.parameters);
        this.resultSlots = slots(this.results);
    }

    /** The type of functions from {@code parameters} to {@code results}. */
    public static FunctionType of(List<? extends ValueType> parameters, List<? extends ValueType> results) {
        return new FunctionType(List.copyOf(parameters), List.copyOf(results));
    }

    /**
     * Reads the short form, such as {@code ii-I}.
     *
     * @throws IllegalArgumentException if {@code signature} has a letter that names no type, or not exactly one minus
     */
    public static FunctionType parse(String signature) {
        int minus = signature.indexOf('-');
        if (minus < 0 || minus != signature.lastIndexOf('-')) {
            throw new IllegalArgumentException("signature \"" + signature
                    + "\" must be parameter letters, one minus and result letters, as in ii-I");
        }
        return new FunctionType(types(signature, 0, minus), types(signature, minus + 1, signature.length()));
    }

    private static List<ValueType> types(String signature, int from, int to) {
        List<ValueType> types = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            types.add(type(signature, i));
        }
        return types;
    }

    private static ValueType type(String signature, int index) {
        return switch (signature.charAt(index)) {
            case 'i' -> NumberType.I32;
            case 'I' -> NumberType.I64;
            case 'f' -> NumberType.F32;
            case 'F' -> NumberType.F64;
            case 'v' -> VectorType.V128;
            case 'r' -> ReferenceType.FUNCREF;
            case 'e' -> ReferenceType.EXTERNREF;
            default ->
                throw new IllegalArgumentException("signature \"" + signature + "\" has '"
                        + signature.charAt(index) + "' at index " + index
                        + "; types are i (i32), I (i64), f (f32), F (f64), v (v128), r (funcref), e (externref)");
        };
    }

    /** Types of the parameters, first to last. */
    public List<ValueType> parameters() {
        return parameters;
    }

    /** Types of the results, first to last. */
    public List<ValueType> results() {
        return results;
    }

    /** How many slots the parameters take together. */
    public int parameterSlots() {
        return parameterSlots;
    }

    /** How many slots the results take together. */
    public int resultSlots() {
        return resultSlots;
    }

    /** The length of the stack of a call: the larger of parameter and result slots. */
    public int stackSlots() {
        return Math.max(parameterSlots, resultSlots);
    }

    private static int slots(List<ValueType> types) {
        int n = 0;
        for (ValueType type : types) {
            n += type.slots();
        }
        return n;
    }

    /**
     * The short form, such as {@code ii-I}. A reference type without a letter of its own is written {@code *}; such a
     * form is for display, {@link #parse(String)} refuses it.
     */
    public String signature() {
        StringBuilder s = new StringBuilder(parameters.size() + results.size() + 1);
        parameters.forEach(type -> s.append(type.letter()));
        s.append('-');
        results.forEach(type -> s.append(type.letter()));
        return s.toString();
    }

    @Override
    public String kind() {
        return "func";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionType that && parameters.equals(that.parameters) && results.equals(that.results);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new Object[] {parameters, results});
    }

    /** The long form, such as {@code (i32, i32) -> (i64)}. */
    @Override
    public String toString() {
        return list(parameters) + " -> " + list(results);
    }

    private static String list(List<ValueType> types) {
        return types.stream().map(ValueType::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
