package org.amphora.guests;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.WasmModule;

/** The function by which a guest gives its host room in its memory. */
enum GuestAllocator {
    ALLOCATE("allocate", "i-i"),
    MALLOC("malloc", "i-i"),
    CABI_REALLOC("cabi_realloc", "iiii-i");

    private static final int ALIGNMENT = 8;

    private final String export;

    @SuppressWarnings("ImmutableEnumChecker") // types are immutable
    private final FunctionType type;

    GuestAllocator(String export, String type) {
        this.export = export;
        this.type = FunctionType.parse(type);
    }

    /** The first that a module exports; null if it exports none. */
    static GuestAllocator of(WasmModule module) {
        return Arrays.stream(values())
                .filter(form -> module.exports().stream()
                        .anyMatch(export -> export.name().equals(form.export)
                                && export.type().equals(form.type)))
                .findFirst()
                .orElse(null);
    }

    /** All that there may be, for messages. */
    static String forms() {
        return Arrays.stream(values())
                .map(form -> form.export + " " + form.type)
                .collect(Collectors.joining(", "));
    }

    /** The name of the function. */
    String export() {
        return export;
    }

    /** The address of {@code bytes} of room; 0 if the guest has none. */
    long allocate(Instance instance, int bytes) {
        long[] address = this == CABI_REALLOC
                ? instance.function(export).call(0, 0, ALIGNMENT, bytes)
                : instance.function(export).call(bytes);
        return address[0];
    }
}
