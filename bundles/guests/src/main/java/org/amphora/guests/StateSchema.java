package org.amphora.guests;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amphora.api.CustomSection;
import org.amphora.api.FunctionType;
import org.amphora.api.WasmModule;

/** What a module says of the states that it saves and loads: by its exports, and by the custom section amphora.state. */
final class StateSchema {
    static final String SECTION = "amphora.state";

    private static final FunctionType SAVE = FunctionType.parse("-I");
    private static final FunctionType LOAD = FunctionType.parse("iii-");
    private static final FunctionType LOAD_WITH_RESULT = FunctionType.parse("iii-i");

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?: loads (\\d{1,9})(?:-(\\d{1,9}))?)?");

    private final int version;
    private final int first;
    private final int last;

    private StateSchema(int version, int first, int last) {
        this.version = version;
        this.first = first;
        this.last = last;
    }

    /**
     * Reads the section of a module; a module without one saves and loads version 0.
     *
     * @throws IllegalArgumentException if the section says something else
     */
    static StateSchema of(WasmModule module) {
        Optional<CustomSection> section = module.customSections().stream()
                .filter(each -> each.name().equals(SECTION))
                .findFirst();
        if (section.isEmpty()) {
            return new StateSchema(0, 0, 0);
        }
        String text = StandardCharsets.UTF_8
                .decode(section.get().content())
                .toString()
                .trim();
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            int version = Integer.parseInt(matcher.group(1));
            int first = matcher.group(2) == null ? version : Integer.parseInt(matcher.group(2));
            int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
            if (first <= version && version <= last) {
                return new StateSchema(version, first, last);
            }
        }
        throw new IllegalArgumentException("its custom section " + SECTION + " is \"" + text
                + "\"; it must be as \"3\" or \"3 loads 1-3\", and a module must load what it saves");
    }

    /** What keeps a module from saving and loading its state; null if nothing does. */
    static String missing(WasmModule module, StateOptions options) {
        if (!saves(module, options)) {
            return lacks(options.save(), SAVE.toString());
        }
        if (!has(module, options.load(), LOAD) && !has(module, options.load(), LOAD_WITH_RESULT)) {
            return lacks(options.load(), LOAD + " or " + LOAD_WITH_RESULT);
        }
        return GuestAllocator.of(module) == null ? "it exports none of " + GuestAllocator.forms() : null;
    }

    private static String lacks(String export, String type) {
        return "it exports no function " + export + " of type " + type;
    }

    /** Whether a state can be saved of it. */
    static boolean saves(WasmModule module, StateOptions options) {
        return has(module, options.save(), SAVE);
    }

    private static boolean has(WasmModule module, String name, FunctionType type) {
        return module.exports().stream()
                .anyMatch(export -> export.name().equals(name) && export.type().equals(type));
    }

    /** The version of the states that it saves. */
    int version() {
        return version;
    }

    boolean loads(int saved) {
        return first <= saved && saved <= last;
    }

    /** The versions that it loads. */
    @Override
    public String toString() {
        return first == last ? "version " + first : "versions " + first + " to " + last;
    }
}
