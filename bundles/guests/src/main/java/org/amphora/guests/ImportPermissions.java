package org.amphora.guests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.api.Linker;
import org.amphora.api.NumberType;
import org.amphora.api.Trap;
import org.amphora.api.guest.GuestConstants;

/** Which imports a guest may have, and what becomes of the others. Immutable. */
final class ImportPermissions {
    /** The error number of WASI for what a guest lacks the rights to. */
    private static final int NOT_CAPABLE = 76;

    private static final List<String> ALL = List.of("*");

    private static final Pattern FORM = Pattern.compile("[^\\s,]+");

    /** What becomes of an import that is denied. */
    private enum Denied {
        /** The content is not activated. */
        REFUSE,
        /** The function traps when it is called. */
        TRAP,
        /** The function returns an error number of WASI if it returns an i32, and traps otherwise. */
        ERRNO
    }

    private final boolean configured;
    private final List<String> patterns;
    private final Pattern allowed;
    private final Denied denied;

    private ImportPermissions(boolean configured, List<String> patterns, Denied denied) {
        this.configured = configured;
        this.patterns = patterns;
        this.allowed = Pattern.compile(
                patterns.stream().map(ImportPermissions::expression).collect(Collectors.joining("|")), Pattern.DOTALL);
        this.denied = denied;
    }

    /**
     * Reads them from the configuration of a guest.
     *
     * @throws IllegalArgumentException naming key, value and what would be right
     */
    static ImportPermissions parse(Map<String, ?> properties) {
        List<String> patterns = patterns(properties.get(GuestConstants.WASM_GUEST_IMPORTS));
        return new ImportPermissions(!patterns.isEmpty(), patterns.isEmpty() ? ALL : patterns, denied(properties));
    }

    private static List<String> patterns(Object value) {
        List<String> patterns = new ArrayList<>();
        for (Object each : elements(value)) {
            if (!(each instanceof String text)) {
                throw new IllegalArgumentException(GuestConstants.WASM_GUEST_IMPORTS + " has " + each + " ("
                        + each.getClass().getSimpleName() + "); it must be texts such as env.log and env.*");
            }
            FORM.matcher(text).results().forEach(pattern -> patterns.add(pattern.group()));
        }
        return List.copyOf(patterns);
    }

    /** The values of a property that may have one or several. */
    static Collection<?> elements(Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Collection<?> many) {
            return many;
        }
        return value instanceof Object[] many ? Arrays.asList(many) : List.of(value);
    }

    private static Denied denied(Map<String, ?> properties) {
        String text = GuestConfiguration.text(properties, GuestConstants.WASM_GUEST_IMPORTS_DENIED);
        for (Denied each : Denied.values()) {
            if (text == null || each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                GuestConstants.WASM_GUEST_IMPORTS_DENIED + " is \"" + text + "\"; it must be refuse, trap or errno");
    }

    /** A star stands for any characters; everything else for itself. */
    private static String expression(String pattern) {
        return Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    /** Whether somebody has said what it may import. */
    boolean configured() {
        return configured;
    }

    private boolean allows(ImportType wanted) {
        return allowed.matcher(wanted.module() + "." + wanted.name()).matches();
    }

    /** Those that content must not be activated with, as messages name them; empty if there are none. */
    String refused(List<ImportType> imports) {
        return imports.stream()
                .filter(wanted -> denied == Denied.REFUSE && !allows(wanted))
                .map(ImportType::toString)
                .collect(Collectors.joining(", "));
    }

    /** Puts functions in the place of denied ones. */
    Linker restrict(Linker linker, List<ImportType> imports) {
        Linker restricted = linker;
        for (ImportType wanted : imports) {
            if (!allows(wanted) && wanted.type() instanceof FunctionType type) {
                restricted = restricted.define(wanted.module(), wanted.name(), type, substitute(wanted, type));
            }
        }
        return restricted;
    }

    private HostFunction substitute(ImportType wanted, FunctionType type) {
        if (denied == Denied.ERRNO && type.results().equals(List.of(NumberType.I32))) {
            return (caller, stack) -> stack[0] = NOT_CAPABLE;
        }
        String name = wanted.module() + "." + wanted.name();
        return (caller, stack) -> {
            throw new Trap(
                    Trap.Kind.HOST,
                    name + " is denied to guest " + caller.name() + ": " + GuestConstants.WASM_GUEST_IMPORTS
                            + " allows " + this);
        };
    }

    /** Compares as text. */
    String key() {
        return patterns + " " + denied;
    }

    /** The patterns. */
    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
