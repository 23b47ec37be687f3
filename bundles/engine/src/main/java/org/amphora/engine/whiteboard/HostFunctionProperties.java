package org.amphora.engine.whiteboard;

import static org.amphora.api.whiteboard.WasmWhiteboardConstants.EFFECT_WRITE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_EFFECT;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_MODULE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_NAME;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_SIGNATURE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_WHITEBOARD_TARGET;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amphora.api.FunctionType;
import org.amphora.api.runtime.dto.FailureReason;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Reads the properties of the whiteboard from a service reference. The first fault that is found is the failure; all that
 * can be read is kept nevertheless, so that a list of failures can name the functions.
 */
final class HostFunctionProperties {
    private static final String SIGNATURE_EXAMPLE = "as in get:ii-I";

    private String module;
    private List<String> names = List.of();
    private final Map<String, FunctionType> types = new LinkedHashMap<>();
    private boolean writes;
    private Filter target;
    private HostFunctionInfo.Failure failure;

    private HostFunctionProperties() {}

    static HostFunctionProperties of(ServiceReference<?> reference) {
        HostFunctionProperties properties = new HostFunctionProperties();
        // the target first: an engine that is not meant takes no notice of whatever else is wrong
        properties.attempt(() -> properties.readTarget(reference.getProperty(WASM_WHITEBOARD_TARGET)));
        properties.attempt(() -> properties.readModule(reference.getProperty(WASM_HOST_MODULE)));
        properties.attempt(() -> properties.readNames(reference.getProperty(WASM_HOST_NAME)));
        properties.attempt(() -> properties.readSignatures(reference.getProperty(WASM_HOST_SIGNATURE)));
        properties.attempt(() -> properties.readEffects(reference.getProperty(WASM_HOST_EFFECT)));
        return properties;
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (InvalidPropertyException e) {
            failure = failure == null ? e.failure : failure;
        }
    }

    String module() {
        return module;
    }

    List<String> names() {
        return names;
    }

    Map<String, FunctionType> types() {
        return Map.copyOf(types);
    }

    boolean writes() {
        return writes;
    }

    Filter target() {
        return target;
    }

    Optional<HostFunctionInfo.Failure> failure() {
        return Optional.ofNullable(failure);
    }

    private void readTarget(Object value) {
        if (value == null) {
            return;
        }
        if (!(value instanceof String text)) {
            throw invalid(WASM_WHITEBOARD_TARGET + " is " + described(value) + ", must be a String with a filter");
        }
        try {
            target = FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw invalid(WASM_WHITEBOARD_TARGET + " is \"" + text
                    + "\", must be a filter, as in (wasm.engine.name=default)");
        }
    }

    private void readModule(Object value) {
        if (!(value instanceof String text)) {
            throw invalid(WASM_HOST_MODULE + " is " + described(value) + ", must be a String");
        }
        module = text;
    }

    private void readNames(Object value) {
        List<String> read = strings(WASM_HOST_NAME, value, "the names of the imports that the function satisfies");
        names = read.stream().distinct().toList();
        if (names.size() < read.size()) {
            throw invalid(WASM_HOST_NAME + " is " + read + ", must have each name once");
        }
    }

    private void readSignatures(Object value) {
        List<String> entries = strings(WASM_HOST_SIGNATURE, value, "a signature for each name, " + SIGNATURE_EXAMPLE);
        Map<String, String> signatures = new LinkedHashMap<>();
        boolean alone =
                names.size() == 1 && entries.size() == 1 && entries.get(0).indexOf(':') < 0;
        if (alone) {
            signatures.put(names.get(0), entries.get(0));
        } else {
            // the last colon: names may have some, signatures have none
            entries.forEach(entry -> signatures.put(
                    entry.substring(0, Math.max(0, entry.lastIndexOf(':'))),
                    entry.substring(entry.lastIndexOf(':') + 1)));
        }
        if (entries.size() != names.size() || !signatures.keySet().equals(new HashSet<>(names))) {
            throw new InvalidPropertyException(
                    FailureReason.NAME_COUNT_MISMATCH,
                    WASM_HOST_NAME + " is " + names + " and " + WASM_HOST_SIGNATURE + " is " + entries
                            + ", must have one signature for each name, " + SIGNATURE_EXAMPLE);
        }
        names.forEach(name -> attempt(() -> types.put(name, type(name, signatures.get(name)))));
    }

    private void readEffects(Object value) {
        if (value == null) {
            return;
        }
        // an effect that is not known is refused: nobody would keep guests from it
        List<String> effects = strings(WASM_HOST_EFFECT, value, "the effects of the function");
        writes = effects.contains(EFFECT_WRITE);
        if (!effects.stream().allMatch(EFFECT_WRITE::equals)) {
            throw invalid(WASM_HOST_EFFECT + " is " + effects + ", must be " + EFFECT_WRITE);
        }
    }

    private static FunctionType type(String name, String signature) {
        try {
            return FunctionType.parse(signature);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(
                    FailureReason.SIGNATURE_SYNTAX, WASM_HOST_SIGNATURE + " of " + name + ": " + e.getMessage());
        }
    }

    private static List<String> strings(String property, Object value, String meaning) {
        if (value == null) {
            throw invalid(property + " is missing, must be " + meaning);
        }
        List<String> strings = stringsIn(value)
                .orElseThrow(() -> invalid(
                        property + " is " + described(value) + ", must be a String, String[] or Collection of String"));
        if (strings.isEmpty()) {
            throw invalid(property + " is empty, must be " + meaning);
        }
        return strings;
    }

    /** The elements of a value of type String+; empty if it is of another type. */
    private static Optional<List<String>> stringsIn(Object value) {
        if (value instanceof String text) {
            return Optional.of(List.of(text));
        }
        Collection<?> elements = value instanceof String[] array
                ? Arrays.asList(array)
                : value instanceof Collection<?> collection ? collection : null;
        if (elements == null) {
            return Optional.empty();
        }
        List<String> strings = new ArrayList<>(elements.size());
        for (Object element : elements) {
            if (!(element instanceof String text)) {
                return Optional.empty();
            }
            strings.add(text);
        }
        return Optional.of(List.copyOf(strings));
    }

    private static String described(Object value) {
        String text = value instanceof Object[] array ? Arrays.toString(array) : value.toString();
        return text + " (" + value.getClass().getTypeName() + ")";
    }

    private static InvalidPropertyException invalid(String message) {
        return new InvalidPropertyException(FailureReason.VALIDATION_FAILED, message);
    }

    /** Ends the reading; does not leave this class. */
    private static final class InvalidPropertyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient HostFunctionInfo.Failure failure;

        InvalidPropertyException(int reason, String message) {
            super(message, null, false, false);
            failure = new HostFunctionInfo.Failure(reason, message);
        }
    }
}
