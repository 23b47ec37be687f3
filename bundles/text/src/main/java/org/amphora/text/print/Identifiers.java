package org.amphora.text.print;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * How the items of an index space are called in the text: by the name that the module gives them, if there is one. A name
 * that several have gets their index behind it, from the second on.
 */
final class Identifiers {
    private final String[] identifiers;
    private final IntFunction<String> names;

    /** Identifiers for {@code count} items; {@code names} gives the name at an index, or null. */
    Identifiers(int count, IntFunction<String> names) {
        this.names = names;
        identifiers = new String[count];
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = names.apply(i);
            if (name != null) {
                identifiers[i] = unique(name, i, taken);
            }
        }
    }

    private static String unique(String name, int index, Set<String> taken) {
        String identifier = Literals.identifier(name);
        for (String suffix = "#" + index; !taken.add(identifier); suffix = "#" + suffix) {
            identifier = Literals.identifier(name + suffix);
        }
        return identifier;
    }

    /** Where the item at {@code index} is used: its identifier, else its index. */
    String use(int index) {
        String identifier = index >= 0 && index < identifiers.length ? identifiers[index] : null;
        return identifier != null ? identifier : Integer.toUnsignedString(index);
    }

    /**
     * Where the item at {@code index} is defined: its identifier, and its name as an annotation if that is another; without
     * a name its index as a comment.
     */
    String definition(int index) {
        String identifier = identifiers[index];
        if (identifier == null) {
            return "(;" + index + ";)";
        }
        String name = names.apply(index);
        return identifier.equals(Literals.identifier(name))
                ? identifier
                : identifier + " (@name " + Literals.name(name) + ")";
    }

    /** Whether the item at {@code index} has an identifier. */
    boolean has(int index) {
        return identifiers[index] != null;
    }
}
