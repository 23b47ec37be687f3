package org.amphora.differential;

import java.util.List;
import org.amphora.api.ValueType;

/**
 * A call that both sides make.
 *
 * @param export what is called; {@code memory:N} is a memory whose content is compared
 * @param parameters numbers, funcref and externref
 * @param arguments a slot for each: a number as in {@link ValueType}; of a reference, 0 for null, 1 for an object of the
 *     host's
 * @param results numbers, funcref and externref
 */
record Call(String export, List<ValueType> parameters, List<Long> arguments, List<ValueType> results) {
    private static final String MEMORY = "memory:";

    static Call memory(int index) {
        return new Call(MEMORY + index, List.of(), List.of(), List.of());
    }

    static Call reading(String export, List<ValueType> results) {
        return new Call(export, List.of(), List.of(), results);
    }

    boolean isMemory() {
        return export.startsWith(MEMORY);
    }
}
